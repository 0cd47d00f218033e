package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tester's own paths of a sandbox store, JSON in and out:
 *
 * <ul>
 *   <li>{@code POST /__sandbox/orders {"count":N}} or {@code {"order":{...}}}: place orders, answers {@code {"ids":[...]}}
 *   <li>{@code POST /__sandbox/orders/{id}/edit|cancel|refund|trash|delete}: as the names say; edit takes the changes,
 *       refund {@code {"amount":"5.00"}}, both may be empty
 *   <li>{@code PUT /__sandbox/zone {"zone":"America/New_York"}}
 *   <li>{@code PUT /__sandbox/half-made {"millis":500}}
 *   <li>{@code GET|PUT|DELETE /__sandbox/webhooks/faults}: {@link WebhookFaults}
 *   <li>{@code GET /__sandbox/webhooks}: {@link WebhookCounts}
 *   <li>{@code PUT /__sandbox/stock {"sku":"...","quantity":5}}
 *   <li>{@code GET /__sandbox/state} (from the server): orders by status, webhooks
 * </ul>
 */
final class TesterPaths {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SandboxStore store;

    TesterPaths(SandboxStore store) {
        this.store = store;
    }

    SandboxReply handle(SandboxRequest request) {
        try {
            JsonNode body = request.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(request.text());
            String what = request.method() + " " + request.path().substring("/__sandbox".length());
            return switch (what) {
                case "POST /orders" -> place(body);
                case "PUT /zone" -> {
                    store.move(ZoneId.of(body.path("zone").asText()));
                    yield done();
                }
                case "PUT /half-made" -> {
                    store.halfMade(body.path("millis").asLong());
                    yield done();
                }
                case "PUT /stock" -> {
                    store.stock(body.path("sku").asText(), body.path("quantity").asInt());
                    yield done();
                }
                case "GET /webhooks" -> SandboxReply.json(200, JSON.valueToTree(store.webhooks()));
                case "GET /webhooks/faults" -> faults();
                case "PUT /webhooks/faults", "POST /webhooks/faults" -> {
                    store.webhookFaults(JSON.treeToValue(body, WebhookFaults.class));
                    yield faults();
                }
                case "DELETE /webhooks/faults" -> {
                    store.webhookFaults(WebhookFaults.none());
                    yield faults();
                }
                default -> order(request, body);
            };
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return refused(400, e.getMessage());
        } catch (RestError e) {
            return SandboxReply.json(e.status(), e.body());
        }
    }

    private SandboxReply place(JsonNode body) {
        ObjectNode placed = JSON.createObjectNode();
        ArrayNode ids = placed.putArray("ids");
        if (body.path("order").isObject()) {
            ids.add(store.place(body.get("order")));
        } else {
            int count = body.path("count").asInt(1);
            if (count < 1 || count > 100_000) {
                return refused(400, "count is between 1 and 100000");
            }
            store.place(count).forEach(ids::add);
        }
        return SandboxReply.json(201, placed);
    }

    private SandboxReply order(SandboxRequest request, JsonNode body) {
        String[] parts = request.path().split("/");
        boolean known = parts.length == 5 && parts[2].equals("orders") && parts[3].matches("\\d{1,15}");
        if (!known || !request.method().equals("POST")) {
            return refused(404, "the sandbox store has no such path");
        }
        long id = Long.parseLong(parts[3]);
        switch (parts[4]) {
            case "edit" -> {
                if (body.isEmpty()) {
                    store.edit(id);
                } else {
                    store.edit(id, body);
                }
            }
            case "cancel" -> store.cancel(id);
            case "refund" -> {
                if (body.hasNonNull("amount")) {
                    store.refund(id, new BigDecimal(body.get("amount").asText()));
                } else {
                    store.refund(id);
                }
            }
            case "trash" -> store.trash(id);
            case "delete" -> store.delete(id);
            default -> {
                return refused(404, "orders can be edited, cancelled, refunded, trashed, deleted");
            }
        }
        return done();
    }

    private SandboxReply faults() {
        return SandboxReply.json(200, JSON.valueToTree(store.webhookFaults()));
    }

    private static SandboxReply done() {
        return SandboxReply.json(200, JSON.createObjectNode().put("done", true));
    }

    private static SandboxReply refused(int status, String why) {
        return SandboxReply.json(status, JSON.createObjectNode().put("error", why));
    }

    /** The counts of {@code /__sandbox/state}. */
    ObjectNode counts() {
        synchronized (store.lock()) {
            StoreState state = store.shop().state;
            Map<String, Integer> byStatus = new TreeMap<>();
            state.orders.values().forEach(o -> byStatus.merge(o.status, 1, Integer::sum));
            ObjectNode counts = JSON.createObjectNode();
            counts.put("orders", state.orders.size());
            counts.set("ordersByStatus", JSON.valueToTree(byStatus));
            counts.put("products", state.products().size()).put("refunds", state.refunds.size());
            counts.put("customers", state.customers.size());
            counts.set("webhooks", JSON.valueToTree(store.webhooks()));
            return counts;
        }
    }
}
