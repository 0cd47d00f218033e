package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What belongs to the merchant: channels, shipping methods, locations. */
final class MerchantApi {

    private static final List<String> READ =
            List.of("channels_read", "orders_read", "products_read", "inventory_read", "fulfillments_read");
    private static final List<String> WRITE = List.of("orders_write", "products_write", "webhooks_write");

    private final ShipBobOptions options;
    private final List<String> methods;

    MerchantApi(ShipBobOptions options) {
        this.options = options;
        this.methods = new ArrayList<>(options.shippingMethods());
    }

    Optional<SandboxReply> answer(SandboxRequest request, List<String> path) {
        if (!request.method().equals("GET") || path.size() != 1) {
            return Optional.empty();
        }
        return switch (path.get(0)) {
            case "channel" ->
                Optional.of(SandboxReply.json(
                        200,
                        new Page(request, "RecordsPerPage", 50, "Cursor")
                                .of(options.channels(), false, MerchantApi::channel)));
            case "shipping-method" -> Optional.of(shippingMethods(request));
            case "location" -> Optional.of(locations());
            case "fulfillment-center" -> Optional.of(fulfilmentCentres());
            default -> Optional.empty();
        };
    }

    /**
     * The channel the header names. A header that is no number is refused with 400, a channel of somebody else with 403.
     */
    Optional<Channel> channel(SandboxRequest request) {
        String header = request.header("shipbob_channel_id").trim();
        if (header.isEmpty()) {
            return Optional.empty();
        }
        long id;
        try {
            id = Long.parseLong(header);
        } catch (NumberFormatException e) {
            throw Refusal.field(400, "shipbob_channel_id", "The channel id must be a number.");
        }
        return Optional.of(options.channels().stream()
                .filter(channel -> channel.id() == id)
                .findFirst()
                .orElseThrow(() -> Refusal.gateway(403, "No access to channel " + id)));
    }

    /** The channel to write to: the header is required and the token must have its write scopes. */
    Channel writableChannel(SandboxRequest request) {
        Channel channel = channel(request)
                .orElseThrow(
                        () -> Refusal.field(400, "shipbob_channel_id", "The shipbob_channel_id header is required."));
        if (!channel.writable()) {
            throw Refusal.gateway(403, "No write access to channel " + channel.id());
        }
        return channel;
    }

    /** ShipBob adds a method nobody mapped and ships it by its default. */
    void remember(String method) {
        if (methods.stream().noneMatch(method::equalsIgnoreCase)) {
            methods.add(method);
        }
    }

    private static ObjectNode channel(Channel channel) {
        ObjectNode json = Json.object()
                .put("application_name", "Saddlebag sandbox")
                .put("id", channel.id())
                .put("name", channel.name());
        ArrayNode scopes = json.putArray("scopes");
        READ.forEach(scopes::add);
        if (channel.writable()) {
            WRITE.forEach(scopes::add);
        }
        return json;
    }

    private SandboxReply shippingMethods(SandboxRequest request) {
        Query query = new Query(request);
        int page = query.number("Page", 1, 1, Integer.MAX_VALUE);
        int limit = query.number("Limit", 50, 1, 250);
        ArrayNode json = Json.array();
        for (int i = (page - 1) * limit; i < Math.min(methods.size(), page * limit); i++) {
            String name = methods.get(i);
            json.addObject()
                    .put("active", true)
                    .put("default", i < options.shippingMethods().size())
                    .put("id", 4_000 + i)
                    .put("name", name)
                    .set(
                            "service_level",
                            Json.named(name.toLowerCase(Locale.ROOT).contains("exp") ? 2 : 1, "Standard"));
        }
        return SandboxReply.json(200, json);
    }

    private SandboxReply locations() {
        ArrayNode json = Json.array();
        for (Centre centre : options.centres()) {
            ObjectNode location = json.addObject()
                    .put("abbreviation", centre.abbreviation())
                    .put("access_granted", true)
                    .put("id", centre.id())
                    .put("is_active", true)
                    .put("is_receiving_enabled", true)
                    .put("is_shipping_enabled", true)
                    .put("name", centre.name())
                    .put("timezone", "UTC");
            location.putArray("attributes");
            location.set("region", Json.named(1, centre.country()));
            ArrayNode services = location.putArray("services");
            for (String service : List.of("Receiving", "Returns")) {
                services.addObject()
                        .put("enabled", true)
                        .put("service_type", service)
                        .set("address", address(centre).put("name", centre.name()));
            }
        }
        return SandboxReply.json(200, json);
    }

    private SandboxReply fulfilmentCentres() {
        ArrayNode json = Json.array();
        for (Centre centre : options.centres()) {
            json.add(address(centre)
                    .put("id", centre.id())
                    .put("name", centre.name())
                    .put("timezone", "UTC"));
        }
        return SandboxReply.json(200, json);
    }

    private static ObjectNode address(Centre centre) {
        return Json.object()
                .put("address1", "1 Warehouse Road")
                .putNull("address2")
                .put("city", centre.city())
                .put("country", centre.country())
                .putNull("email")
                .putNull("phone_number")
                .put("state", centre.state())
                .put("zip_code", centre.zip());
    }
}
