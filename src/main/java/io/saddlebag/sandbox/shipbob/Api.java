package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.saddlebag.sandbox.http.SandboxHandler;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The gateway: version, token, rate limit, then the endpoint. After an answer is made, whatever automation is already due
 * happens, so that instant fulfilment shows in the next answer and not in this one.
 */
final class Api implements SandboxHandler {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int STEPS_PER_REQUEST = 200;

    private final ShipBobOptions options;
    private final Warehouse warehouse;
    private final Timetable timetable;
    private final RateLimit limit;
    private final OrderApi orders;
    private final ShipmentApi shipments;
    private final CatalogueApi catalogue;
    private final HistoryApi history;
    private final ReceivingApi receiving;
    private final MerchantApi merchant;
    private final WebhookApi webhooks;
    private final SimulationApi simulations;

    Api(ShipBobOptions options, Warehouse warehouse, Timetable timetable, RateLimit limit, Webhooks webhooks) {
        this.options = options;
        this.warehouse = warehouse;
        this.timetable = timetable;
        this.limit = limit;
        this.merchant = new MerchantApi(options);
        this.orders = new OrderApi(warehouse, merchant);
        this.shipments = new ShipmentApi(warehouse);
        this.catalogue = new CatalogueApi(options, warehouse);
        this.history = new HistoryApi(options, warehouse);
        this.receiving = new ReceivingApi(options, warehouse);
        this.webhooks = new WebhookApi(options, webhooks);
        this.simulations = new SimulationApi(options, warehouse, timetable);
    }

    OrderApi orders() {
        return orders;
    }

    @Override
    public SandboxReply handle(SandboxRequest request) {
        synchronized (warehouse) {
            Instant now = options.clock().instant();
            SandboxReply reply = answer(request, now);
            timetable.run(now, STEPS_PER_REQUEST);
            return reply;
        }
    }

    private SandboxReply answer(SandboxRequest request, Instant now) {
        try {
            if (request.path().equals("/__sandbox/webhooks/faults")) {
                return webhooks.faults(request);
            }
            String[] path = request.path().substring(1).split("/");
            if (!options.versions().contains(path[0])) {
                throw Refusal.gateway(404, "Resource not found");
            }
            if (!request.header("Authorization").equals("Bearer " + options.token())) {
                throw Refusal.gateway(401, "Access denied due to invalid or missing token.");
            }
            if (!limit.on()) {
                return route(request, path);
            }
            long wait = limit.call(now);
            if (wait > 0) {
                String message = "Rate limit is exceeded. Try again in " + wait + " seconds.";
                return refused(Refusal.gateway(429, message))
                        .with("x-retry-after", Long.toString(wait))
                        .with("x-remaining-calls", "0");
            }
            return routeOrRefuse(request, path).with("x-remaining-calls", Integer.toString(limit.remaining()));
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private SandboxReply routeOrRefuse(SandboxRequest request, String[] path) {
        try {
            return route(request, path);
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private SandboxReply route(SandboxRequest request, String[] path) {
        List<String> rest = List.of(path).subList(1, path.length);
        if (history.isAsked(request, rest)) {
            return history.answer(request);
        }
        String first = rest.isEmpty() ? "" : rest.get(0);
        Optional<SandboxReply> reply =
                switch (first) {
                    case "order" -> orders.answer(request, rest, shipments);
                    case "shipment", "shipment:batchCancel", "shipment:batchUpdateTrackingUpload" ->
                        shipments.answer(request, rest, Optional.empty());
                    case "inventory", "inventory-level", "product" -> catalogue.answer(request, rest);
                    case "receiving" -> receiving.answer(request, rest);
                    case "webhook" -> webhooks.answer(request, rest);
                    case "simulate" -> simulations.answer(request, rest);
                    default -> merchant.answer(request, rest);
                };
        return reply.orElseThrow(() -> Refusal.gateway(404, "Resource not found"));
    }

    private static SandboxReply refused(Refusal refusal) {
        return SandboxReply.json(refusal.status(), refusal.body());
    }

    /** The body as a JSON object. */
    static JsonNode body(SandboxRequest request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw Refusal.field(400, "", "The body is not valid JSON.");
        } catch (IOException e) {
            throw new IllegalStateException("cannot read a body that is in memory", e);
        }
        throw Refusal.field(400, "", "A non-empty JSON object is required.");
    }

    /** A number in a path; anything else is not found. */
    static long id(String segment) {
        try {
            return Long.parseLong(segment);
        } catch (NumberFormatException e) {
            throw Refusal.gateway(404, "Resource not found");
        }
    }
}
