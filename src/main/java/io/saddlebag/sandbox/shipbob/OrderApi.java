package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creating, finding and cancelling orders. */
final class OrderApi {

    private static final String CANCEL = ":cancel";

    private final Warehouse warehouse;
    private final MerchantApi merchant;
    private final Map<String, Integer> refused = new LinkedHashMap<>();

    OrderApi(Warehouse warehouse, MerchantApi merchant) {
        this.warehouse = warehouse;
        this.merchant = merchant;
    }

    /** How often each reference was refused because its channel already had it. */
    Map<String, Integer> refused() {
        return refused;
    }

    Optional<SandboxReply> answer(SandboxRequest request, List<String> path, ShipmentApi shipments) {
        boolean get = request.method().equals("GET");
        boolean post = request.method().equals("POST");
        if (path.size() == 1 && post) {
            return Optional.of(create(request));
        }
        if (path.size() == 1 && get) {
            return Optional.of(list(request));
        }
        if (path.size() == 2 && post && path.get(1).endsWith(CANCEL)) {
            String id = path.get(1);
            return Optional.of(cancel(find(request, id.substring(0, id.length() - CANCEL.length()))));
        }
        if (path.size() == 2 && get) {
            return Optional.of(SandboxReply.json(200, OrderJson.order(find(request, path.get(1)))));
        }
        if (path.size() > 2 && path.get(2).equals("shipment")) {
            Order order = find(request, path.get(1));
            if (path.size() == 3 && get) {
                ArrayNode all = Json.array();
                order.shipments.forEach(shipment -> all.add(ShipmentJson.shipment(shipment)));
                return Optional.of(SandboxReply.json(200, all));
            }
            return shipments.answer(request, path.subList(2, path.size()), Optional.of(order));
        }
        return Optional.empty();
    }

    private SandboxReply create(SandboxRequest request) {
        Channel channel = merchant.writableChannel(request);
        JsonNode asked = Api.body(request);
        String reference = OrderRequest.reference(asked);
        if (warehouse.order(channel.id(), reference).isPresent()) {
            refused.merge(reference, 1, Integer::sum);
            throw Refusal.field(422, "", "Cannot insert order with existing ReferenceId");
        }
        OrderRequest checked = OrderRequest.of(asked, warehouse);
        merchant.remember(asked.path("shipping_method").asText());
        Order order = warehouse.place(channel, reference, checked.lines(), checked.centre(), asked);
        return SandboxReply.json(201, OrderJson.order(order));
    }

    private SandboxReply list(SandboxRequest request) {
        Query query = new Query(request);
        int page = query.number("Page", 1, 1, 1_000_000);
        int limit = query.number("Limit", 50, 1, 250);
        List<Order> matching = new OrderQuery(request, merchant.channel(request)).matching(warehouse);
        ArrayNode json = Json.array();
        matching.stream().skip((page - 1L) * limit).limit(limit).forEach(order -> json.add(OrderJson.order(order)));
        SandboxReply reply = SandboxReply.json(200, json);
        return (long) page * limit < matching.size() ? reply.with("next-page", nextPage(request, page + 1)) : reply;
    }

    /** The vendor's FAQ: a header {@code next-page} says that there is one more. Its value here is a path with the query. */
    private static String nextPage(SandboxRequest request, int page) {
        StringBuilder url = new StringBuilder(request.path()).append("?Page=").append(page);
        for (Map.Entry<String, String> entry : request.query()) {
            if (!entry.getKey().equalsIgnoreCase("Page")) {
                url.append('&')
                        .append(entry.getKey())
                        .append('=')
                        .append(URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8));
            }
        }
        return url.toString();
    }

    private SandboxReply cancel(Order order) {
        ArrayNode results = Json.array();
        int done = 0;
        for (Shipment shipment : List.copyOf(order.shipments)) {
            ObjectNode result = ShipmentApi.cancelled(warehouse, shipment);
            done += result.path("is_success").asBoolean() ? 1 : 0;
            results.add(result);
        }
        String status = done == results.size() ? "Success" : done > 0 ? "PartialSuccess" : "Failure";
        ObjectNode json = Json.object();
        json.set("canceled_shipment_results", results);
        json.set("order", OrderJson.order(order));
        json.put("order_id", order.id).put("status", status);
        return SandboxReply.json(done == 0 ? 422 : 200, json);
    }

    private Order find(SandboxRequest request, String id) {
        Optional<Channel> channel = merchant.channel(request);
        return warehouse
                .order(Api.id(id))
                .filter(order ->
                        channel.isEmpty() || order.channel.id() == channel.get().id())
                .orElseThrow(() -> Refusal.notFound("Order", id));
    }
}
