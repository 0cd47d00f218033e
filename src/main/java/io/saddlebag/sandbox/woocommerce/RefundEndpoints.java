package io.saddlebag.sandbox.woocommerce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /wc/v3/orders/{id}/refunds} and {@code /wc/v3/refunds} over all orders. */
final class RefundEndpoints {

    private static final Pages ALL = new Pages(Map.of("dp", "2"));

    private final StoreState state;
    private final RefundDesk desk;
    private final OrderJson json;

    RefundEndpoints(StoreState state, RefundDesk desk, OrderJson json) {
        this.state = state;
        this.desk = desk;
        this.json = json;
    }

    void register(RestRouter router) {
        router.add("/wc/v3/refunds", "GET", Map.of("GET", this::all));
        router.add("/wc/v3/orders/{id}/refunds", "GET, POST", Map.of("GET", this::ofOrder, "POST", this::create));
        router.add(
                "/wc/v3/orders/{id}/refunds/{refund}", "GET, DELETE", Map.of("GET", this::get, "DELETE", this::delete));
    }

    private Order order(RestCall call) {
        return Optional.ofNullable(state.orders.get(call.id()))
                .orElseThrow(() -> new RestError(404, "woocommerce_rest_invalid_order_id", "Invalid order ID."));
    }

    private Refund refund(RestCall call) {
        Order order = order(call);
        return order.refunds.stream()
                .filter(r -> r.id() == call.number("refund"))
                .findFirst()
                .orElseThrow(() ->
                        new RestError(404, "woocommerce_rest_invalid_order_refund_id", "Invalid order refund ID."));
    }

    private RestReply all(RestCall call) {
        Optional<Instant> after = call.date("after", state.clock());
        Optional<Instant> before = call.date("before", state.clock());
        List<Refund> found = new ArrayList<>(state.refunds.descendingMap().values());
        found.removeIf(r -> after.isPresent() && !r.created().isAfter(after.get()));
        found.removeIf(r -> before.isPresent()
                && (before.get().equals(Instant.MAX) || !r.created().isBefore(before.get())));
        if (call.oneOf("order", "desc", List.of("asc", "desc")).equals("asc")) {
            found.sort(Comparator.comparing(Refund::id));
        }
        return ALL.cut(call, found, r -> json.refund(r, call.integer("dp", 2, 0, 8), true));
    }

    private RestReply ofOrder(RestCall call) {
        List<Refund> found = new ArrayList<>(order(call).refunds);
        found.sort(Comparator.comparing(Refund::id).reversed());
        return new Pages(Map.of()).cut(call, found, r -> json.refund(r, call.integer("dp", 2, 0, 8), false));
    }

    private RestReply get(RestCall call) {
        return RestReply.item(200, json.refund(refund(call), 2, false));
    }

    private RestReply create(RestCall call) {
        Refund refund = desk.create(order(call), call.body());
        // the real shop forgets to fill in the order's id
        String location = call.addresses().rest("/wc/v3/orders/(?P<order_id>[\\d]+)/refunds/" + refund.id());
        return RestReply.created(json.refund(refund, 2, false), location);
    }

    private RestReply delete(RestCall call) {
        Refund refund = refund(call);
        if (!call.flag("force")) {
            throw new RestError(501, "woocommerce_rest_trash_not_supported", "Order refunds do not support trashing.");
        }
        var before = json.refund(refund, 2, false);
        desk.delete(refund);
        return RestReply.item(200, before);
    }
}
