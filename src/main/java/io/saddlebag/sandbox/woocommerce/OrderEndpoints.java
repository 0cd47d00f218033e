package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /wc/v3/orders}, their notes and batches. */
final class OrderEndpoints {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String BASE = "/wc/v3/orders";

    private final StoreState state;
    private final OrderDesk desk;
    private final OrderJson json;
    private final OrderQuery query;

    OrderEndpoints(StoreState state, OrderDesk desk, OrderJson json) {
        this.state = state;
        this.desk = desk;
        this.json = json;
        this.query = new OrderQuery(state);
    }

    void register(RestRouter router) {
        router.add(BASE, "GET, POST", Map.of("GET", call -> query.list(call, json), "POST", this::create));
        router.add(BASE + "/statuses", "GET", Map.of("GET", call -> statuses()));
        router.add(BASE + "/batch", "POST, PUT, PATCH", Map.of("POST", this::batch));
        router.add(
                BASE + "/{id}",
                "GET, POST, PUT, PATCH, DELETE",
                Map.of("GET", this::get, "PUT", this::put, "DELETE", this::delete));
        router.add(BASE + "/{id}/notes", "GET, POST", Map.of("GET", this::notes, "POST", this::addNote));
        router.add(BASE + "/{id}/notes/{note}", "GET, DELETE", Map.of("GET", this::note));
    }

    private Order find(RestCall call, int missing) {
        return find(call.id(), missing);
    }

    private Order find(long id, int missing) {
        Order order = state.orders.get(id);
        if (order == null) {
            throw new RestError(missing, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
        }
        return order;
    }

    private RestReply create(RestCall call) {
        check(call.body());
        Order order = desk.create(call.body());
        String location = call.addresses().rest(BASE + "/" + order.id);
        return RestReply.created(finished(order), location);
    }

    /** The one who creates waits until the order is whole; only others see it half made. */
    private ObjectNode finished(Order order) {
        var until = order.halfMadeUntil;
        order.halfMadeUntil = java.time.Instant.MIN;
        ObjectNode whole = json.order(order);
        order.halfMadeUntil = until;
        return whole;
    }

    private RestReply get(RestCall call) {
        Order order = find(call, 404);
        return RestReply.item(200, json.order(order, call.integer("dp", 2, 0, 8)));
    }

    private RestReply put(RestCall call) {
        check(call.body());
        Order order = find(call, 400);
        desk.update(order, call.body());
        return RestReply.item(200, json.order(order));
    }

    private RestReply delete(RestCall call) {
        return RestReply.item(200, delete(call.id(), call.flag("force")));
    }

    private ObjectNode delete(long id, boolean force) {
        Order order = find(id, 404);
        ObjectNode before = json.order(order);
        if (force) {
            desk.delete(order);
        } else {
            desk.trash(order);
        }
        return before;
    }

    private RestReply batch(RestCall call) {
        return new Batch(
                        item -> json.order(desk.create(item)),
                        item -> {
                            Order order = find(item.path("id").asLong(0), 400);
                            desk.update(order, item);
                            return json.order(order);
                        },
                        id -> delete(id, true))
                .run(call);
    }

    private RestReply statuses() {
        ArrayNode rows = JSON.arrayNode();
        OrderStatus.NAMED.forEach(s -> rows.addObject().put("slug", s.getKey()).put("name", s.getValue()));
        state.settings()
                .moreStatuses
                .forEach(s -> rows.addObject().put("slug", s).put("name", s));
        return RestReply.ok(rows);
    }

    private RestReply notes(RestCall call) {
        Order order = find(call, 404);
        ArrayNode rows = JSON.arrayNode();
        List<Order.Note> newestFirst = new ArrayList<>(order.notes);
        java.util.Collections.reverse(newestFirst);
        String type = call.oneOf("type", "any", List.of("any", "customer", "internal"));
        newestFirst.stream()
                .filter(n -> type.equals("any") || n.toCustomer() == type.equals("customer"))
                .forEach(n -> rows.add(json.note(order, n)));
        return RestReply.ok(rows);
    }

    private RestReply note(RestCall call) {
        Order order = find(call, 404);
        return order.notes.stream()
                .filter(n -> n.id() == call.number("note"))
                .findFirst()
                .map(n -> RestReply.item(200, json.note(order, n)))
                .orElseThrow(() -> new RestError(404, "woocommerce_rest_invalid_id", "Invalid resource ID."));
    }

    private RestReply addNote(RestCall call) {
        Order order = find(call, 404);
        if (!call.body().has("note")) {
            throw RestError.missing("note");
        }
        Order.Note note = new Order.Note(
                state.nextNote(),
                call.body().path("added_by_user").asBoolean(false) ? "admin" : "WooCommerce",
                call.text("note"),
                call.body().path("customer_note").asBoolean(false),
                state.clock().now());
        order.notes.add(note);
        return RestReply.created(
                json.note(order, note), call.addresses().rest(BASE + "/" + order.id + "/notes/" + note.id()));
    }

    /** What WordPress checks of a single write and skips in a batch. */
    private void check(ObjectNode body) {
        if (body.hasNonNull("status")
                && !state.settings().settable().contains(body.get("status").asText())) {
            throw RestError.invalid(
                    "status", RestCall.notOneOf("status", state.settings().settable()), "rest_not_in_enum");
        }
        String email = body.path("billing").path("email").asText("");
        if (!email.isEmpty() && !email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            throw RestError.invalid("billing", "Invalid email address.", "rest_invalid_email");
        }
        int at = 0;
        for (JsonNode line : body.path("line_items")) {
            String path = "line_items[" + at++ + "][quantity]";
            JsonNode quantity = line.path("quantity");
            if (!quantity.isMissingNode() && !quantity.isNull() && !Validation.integer(quantity)) {
                throw RestError.notOfType("line_items", path, "integer");
            }
        }
    }
}
