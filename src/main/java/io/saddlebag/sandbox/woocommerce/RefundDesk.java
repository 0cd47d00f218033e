package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Refunds: what REST accepts, restocks and refuses (03-refunds/, facts 16 and 17). */
final class RefundDesk {

    private static final String REFUSED = "woocommerce_rest_cannot_create_order_refund";

    private final StoreState state;
    private final ShopEvents events;
    private final StockKeeper stock;

    RefundDesk(StoreState state, ShopEvents events, StockKeeper stock) {
        this.state = state;
        this.events = events;
        this.stock = stock;
    }

    /** @throws RestError with HTTP 500 for a business refusal: not every 500 may be repeated (facts 16) */
    Refund create(Order order, ObjectNode body) {
        List<Refund.Item> items = new ArrayList<>();
        List<Refund.ChargeItem> charges = new ArrayList<>();
        BigDecimal sum = read(order, body.path("line_items"), items, charges);
        BigDecimal amount = body.hasNonNull("amount") ? LineEditor.money(body.get("amount")) : sum;
        if (amount.signum() < 0) {
            throw RestError.ofRefund(
                    "woocommerce_rest_invalid_order_refund", "Refund amount must be greater than zero.", 400);
        }
        BigDecimal rest = order.total.subtract(order.refunded());
        if (amount.compareTo(rest) > 0) {
            throw RestError.ofRefund(REFUSED, "Invalid refund amount.", 500);
        }
        if (body.path("api_refund").asBoolean(true)) {
            throw RestError.ofRefund(
                    REFUSED,
                    order.paymentMethod.isEmpty()
                            ? "The payment gateway for this order does not exist."
                            : "The payment gateway for this order does not support automatic refunds.",
                    500);
        }
        boolean full = amount.signum() > 0 && amount.compareTo(rest) == 0;
        Refund refund = store(order, amount, body.path("reason").asText(""), full, items, charges);
        Set<Product> touched = new LinkedHashSet<>();
        if (body.path("api_restock").asBoolean(true)) {
            items.forEach(item -> touched.addAll(stock.restock(item.line(), item.quantity())));
        }
        if (full) {
            order.status = "refunded";
        }
        order.modified = state.clock().now();
        touched.forEach(product -> events.raise("product.updated", product.id, 0));
        events.raise("order.updated", order.id, 0);
        return refund;
    }

    /** The refund the shop makes by itself when an order is set to refunded: no lines, no restock. */
    Refund record(Order order, BigDecimal amount, String reason) {
        return store(order, amount, reason, true, List.of(), List.of());
    }

    /** Deleting moves no date and fires nothing (facts 17). */
    void delete(Refund refund) {
        refund.order().refunds.remove(refund);
        state.refunds.remove(refund.id());
    }

    private Refund store(
            Order order,
            BigDecimal amount,
            String reason,
            boolean full,
            List<Refund.Item> items,
            List<Refund.ChargeItem> charges) {
        Refund refund = new Refund(
                state.nextPost(),
                order,
                state.clock().now(),
                OrderTotals.cents(amount),
                reason,
                state.nextMeta(),
                full,
                items,
                charges,
                taxLines(items, charges));
        order.refunds.add(refund);
        state.refunds.put(refund.id(), refund);
        return refund;
    }

    private BigDecimal read(Order order, JsonNode posted, List<Refund.Item> items, List<Refund.ChargeItem> charges) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode one : posted) {
            long id = one.path("id").asLong(0);
            BigDecimal total = LineEditor.money(one.path("refund_total"));
            Map<Long, BigDecimal> taxes = new LinkedHashMap<>();
            for (JsonNode tax : one.path("refund_tax")) {
                taxes.put(tax.path("id").asLong(), LineEditor.money(tax.path("refund_total")));
            }
            Optional<Order.Line> line =
                    order.lines.stream().filter(l -> l.id == id).findFirst();
            int quantity = one.path("quantity").asInt(0);
            if (line.isPresent()) {
                items.add(new Refund.Item(state.nextItem(), state.nextMeta(), line.get(), quantity, total, taxes));
            } else {
                charge(order, id, total, taxes).ifPresent(charges::add);
            }
            sum = sum.add(total).add(taxes.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        return sum;
    }

    private Optional<Refund.ChargeItem> charge(Order order, long id, BigDecimal total, Map<Long, BigDecimal> taxes) {
        for (List<Order.Charge> all : List.of(order.shippingLines, order.fees)) {
            for (Order.Charge charge : all) {
                if (charge.id == id) {
                    boolean shipping = all == order.shippingLines;
                    return Optional.of(
                            new Refund.ChargeItem(state.nextItem(), state.nextMeta(), charge, shipping, total, taxes));
                }
            }
        }
        return Optional.empty();
    }

    private List<Order.TaxLine> taxLines(List<Refund.Item> items, List<Refund.ChargeItem> charges) {
        Map<Long, BigDecimal> goods = new LinkedHashMap<>();
        Map<Long, BigDecimal> shipping = new LinkedHashMap<>();
        items.forEach(i -> i.taxes().forEach((rate, tax) -> goods.merge(rate, tax.negate(), BigDecimal::add)));
        charges.forEach(c -> c.taxes()
                .forEach((rate, tax) -> (c.shipping() ? shipping : goods).merge(rate, tax.negate(), BigDecimal::add)));
        Set<Long> rates = new LinkedHashSet<>(goods.keySet());
        rates.addAll(shipping.keySet());
        return rates.stream()
                .filter(state.taxRates::containsKey)
                .map(rate -> new Order.TaxLine(
                        state.nextItem(),
                        state.taxRates.get(rate),
                        goods.getOrDefault(rate, BigDecimal.ZERO),
                        shipping.getOrDefault(rate, BigDecimal.ZERO)))
                .toList();
    }
}
