package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Creates, changes and deletes orders, with everything a change drags along: stock, totals, dates, notes, webhooks. */
final class OrderDesk {

    private static final List<String> BILLING = List.of(
            "first_name",
            "last_name",
            "company",
            "address_1",
            "address_2",
            "city",
            "state",
            "postcode",
            "country",
            "email",
            "phone");
    private static final List<String> SHIPPING = List.of(
            "first_name",
            "last_name",
            "company",
            "address_1",
            "address_2",
            "city",
            "state",
            "postcode",
            "country",
            "phone");
    private static final String KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final StoreState state;
    private final ShopEvents events;
    private final StockKeeper stock;
    private final OrderTotals totals;
    private final LineEditor lines;
    private final RefundDesk refunds;
    private final Random random;
    private long halfMadeMillis;

    OrderDesk(StoreState state, ShopEvents events, Random random) {
        this.state = state;
        this.events = events;
        this.random = random;
        this.stock = new StockKeeper(state);
        this.totals = new OrderTotals(state);
        this.lines = new LineEditor(state, totals, stock);
        this.refunds = new RefundDesk(state, events, stock);
    }

    RefundDesk refunds() {
        return refunds;
    }

    /** From now on, new orders are seen half made for so long (facts 14). */
    void halfMade(long millis) {
        halfMadeMillis = millis;
    }

    /** An order made over REST: {@code order.created}, then {@code order.updated} (facts 28). */
    Order create(ObjectNode body) {
        long customer = body.path("customer_id").asLong(0);
        if (customer > 0 && !state.customers.containsKey(customer)) {
            throw new RestError(400, "woocommerce_rest_invalid_customer_id", "Customer ID is invalid.");
        }
        lines.check(body);
        Order order = blank(body);
        lines.apply(order, body, draft -> keepDraft(order));
        totals.recalculate(order);
        state.orders.put(order.id, order);
        Set<Product> touched = new LinkedHashSet<>();
        String status = body.path("status").asText("pending");
        if (body.path("set_paid").asBoolean(false)) {
            status = needsProcessing(order) ? "processing" : "completed";
        }
        move(order, known(status), touched);
        long delay = dawdle(order);
        raise(order, touched, delay, "order.created", "order.updated");
        return order;
    }

    /**
     * An order placed at the checkout: a draft, then pending, then the payment's status; {@code order.updated} comes
     * before {@code order.created} (facts 28).
     */
    Order checkout(ObjectNode body, String status) {
        lines.check(body);
        Order order = blank(body);
        order.createdVia = "store-api";
        order.status = "checkout-draft";
        order.customerIp = body.path("customer_ip_address").asText("");
        order.userAgent = body.path("customer_user_agent").asText("");
        order.cartHash = hex(32);
        for (String hash : List.of("_shipping_hash", "_coupons_hash", "_fees_hash", "_taxes_hash")) {
            order.meta.put(state::nextMeta, hash, hex(32));
        }
        order.meta.put(state::nextMeta, "is_vat_exempt", "no");
        lines.apply(order, body, draft -> {});
        totals.recalculate(order);
        state.orders.put(order.id, order);
        Set<Product> touched = new LinkedHashSet<>();
        move(order, "pending", touched);
        move(order, status, touched);
        long delay = dawdle(order);
        raise(order, touched, delay, "order.updated", "order.created");
        return order;
    }

    /** A write; moves {@code date_modified} even when it says nothing new (facts 20). */
    void update(Order order, ObjectNode body) {
        lines.check(body);
        Set<Product> touched = new LinkedHashSet<>();
        boolean wasTrashed = order.status.equals("trash");
        fields(order, body);
        if (lines.edits(body)) {
            touched.addAll(lines.apply(order, body, draft -> {}));
            totals.recalculate(order);
        }
        order.modified = state.clock().now();
        if (body.hasNonNull("status")) {
            String status = known(body.path("status").asText());
            if (wasTrashed) {
                order.status = status;
            } else {
                move(order, status, touched);
            }
        } else if (!wasTrashed) {
            touched.addAll(stock.follow(order));
        }
        if (body.path("set_paid").asBoolean(false) && order.paid.isEmpty()) {
            move(order, needsProcessing(order) ? "processing" : "completed", touched);
        }
        if (!wasTrashed) {
            raise(order, touched, 0, "order.updated");
        }
    }

    /** Moves an order to the trash: {@code order.deleted}; stock stays where it is (facts 10, 25). */
    void trash(Order order) {
        if (order.status.equals("trash")) {
            throw new RestError(410, "woocommerce_rest_already_trashed", "The order has already been deleted.");
        }
        Instant now = state.clock().now();
        order.meta.put(state::nextMeta, "_wp_trash_meta_status", "wc-" + order.status);
        order.meta.put(state::nextMeta, "_wp_trash_meta_time", Long.toString(now.getEpochSecond()));
        order.status = "trash";
        order.modified = now;
        events.raise("order.deleted", order.id, 0);
    }

    /** Removes an order for good. No webhook (facts 28). */
    void delete(Order order) {
        state.orders.remove(order.id);
        order.refunds.forEach(refund -> state.refunds.remove(refund.id()));
    }

    private Order blank(ObjectNode body) {
        Order order = new Order(
                state.nextPost(),
                state.clock().now(),
                body.path("currency").asText(state.settings().currency),
                "wc_order_" + letters(13),
                address(BILLING),
                address(SHIPPING));
        order.pricesIncludeTax = state.settings().pricesIncludeTax;
        fields(order, body);
        return order;
    }

    private void fields(Order order, ObjectNode body) {
        merge(order.billing, body.path("billing"), BILLING);
        merge(order.shipping, body.path("shipping"), SHIPPING);
        order.customerId = body.path("customer_id").asLong(order.customerId);
        order.paymentMethod = body.path("payment_method").asText(order.paymentMethod);
        order.paymentMethodTitle = body.path("payment_method_title").asText(order.paymentMethodTitle);
        order.transactionId = body.path("transaction_id").asText(order.transactionId);
        order.customerNote = body.path("customer_note").asText(order.customerNote);
        order.createdVia = body.path("created_via").asText(order.createdVia);
        order.meta.merge(body.get("meta_data"), state::nextMeta);
    }

    private void move(Order order, String status, Set<Product> touched) {
        String before = order.status;
        order.status = status;
        if (order.paid.isEmpty() && (status.equals("processing") || status.equals("completed"))) {
            order.paid = Optional.of(state.clock().now());
        }
        if (order.completed.isEmpty() && status.equals("completed")) {
            order.completed = Optional.of(state.clock().now());
        }
        touched.addAll(stock.follow(order));
        if (!before.equals(status)) {
            stock.note(
                    order,
                    "Order status changed from " + OrderStatus.named(before) + " to " + OrderStatus.named(status)
                            + ".");
        }
        if (status.equals("refunded") && !before.equals("refunded")) {
            BigDecimal rest = order.total.subtract(order.refunded());
            if (rest.signum() > 0) {
                refunds.record(order, rest, "Order fully refunded.");
            }
        }
        customerPays(order);
    }

    private void customerPays(Order order) {
        Customer customer = state.customers.get(order.customerId);
        if (customer != null && order.paid.isPresent()) {
            customer.paying = true;
        }
    }

    /** A status that is not one becomes pending; the REST front checks before, a batch does not (facts 5). */
    private String known(String status) {
        return state.settings().settable().contains(status) ? status : "pending";
    }

    private static boolean needsProcessing(Order order) {
        return order.lines.stream()
                .anyMatch(l -> l.product.filter(p -> !p.virtual).isPresent());
    }

    /** An order whose coupon is refused stays behind as a draft (facts 11). */
    private void keepDraft(Order order) {
        order.status = "checkout-draft";
        state.orders.put(order.id, order);
    }

    private long dawdle(Order order) {
        if (halfMadeMillis <= 0) {
            return 0;
        }
        order.halfMadeUntil = state.clock().exactly().plusMillis(halfMadeMillis);
        order.modified = order.halfMadeUntil.truncatedTo(ChronoUnit.SECONDS);
        return halfMadeMillis;
    }

    private void raise(Order order, Set<Product> touched, long delay, String... topics) {
        for (String topic : topics) {
            events.raise(topic, order.id, delay);
        }
        touched.forEach(product -> events.raise("product.updated", product.id, delay));
    }

    private static ObjectNode address(List<String> fields) {
        ObjectNode address = JsonNodeFactory.instance.objectNode();
        fields.forEach(field -> address.put(field, ""));
        return address;
    }

    private static void merge(ObjectNode address, JsonNode posted, List<String> fields) {
        for (String field : fields) {
            if (posted.hasNonNull(field)) {
                address.put(field, posted.get(field).asText());
            }
        }
    }

    private String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(KEY_LETTERS.charAt(random.nextInt(KEY_LETTERS.length())));
        }
        return text.toString();
    }

    private String hex(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }
}
