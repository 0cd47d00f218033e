package io.saddlebag.order;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saddlebag.contract.Documents;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds orders for tests: {@code anOrder().line("2", "36.00", "6.84").shipping("4.90", "0.93").build()}; it adds up. */
public final class OrderBuilder {

    public static final Instant CHANGED = Instant.parse("2026-11-23T17:55:36Z");

    private final List<Order.Line> lines = new ArrayList<>();
    private final List<Order.Charge> shipping = new ArrayList<>();
    private final List<Order.Charge> fees = new ArrayList<>();
    private String status = "processing";
    private String currency = "EUR";
    private BigDecimal rounding = BigDecimal.ZERO;

    private OrderBuilder() {}

    public static OrderBuilder anOrder() {
        return new OrderBuilder();
    }

    public OrderBuilder status(String value) {
        status = value;
        return this;
    }

    public OrderBuilder currency(String value) {
        currency = value;
        return this;
    }

    /** A line of an item of its own. */
    public OrderBuilder line(String quantity, String total, String tax) {
        int n = lines.size() + 1;
        return line(new Order.Line(
                Integer.toString(100 + n),
                Integer.toString(10 + n),
                Optional.empty(),
                "SKU-" + n,
                "Item " + n,
                new BigDecimal(quantity),
                new BigDecimal(total),
                new BigDecimal(total),
                new BigDecimal(tax),
                "",
                List.of(new Order.Tax("1", new BigDecimal(tax))),
                Map.of()));
    }

    public OrderBuilder line(Order.Line line) {
        lines.add(line);
        return this;
    }

    public OrderBuilder shipping(String total, String tax) {
        shipping.add(charge(500 + shipping.size(), "flat_rate", total, tax));
        return this;
    }

    public OrderBuilder fee(String total, String tax) {
        fees.add(charge(700 + fees.size(), "", total, tax));
        return this;
    }

    /** The total is that much more than its parts. */
    public OrderBuilder roundedBy(String amount) {
        rounding = new BigDecimal(amount);
        return this;
    }

    public Order build() {
        BigDecimal itemTax = sum(lines.stream().map(Order.Line::totalTax).toList())
                .add(sum(fees.stream().map(Order.Charge::totalTax).toList()));
        BigDecimal shippingTotal =
                sum(shipping.stream().map(Order.Charge::total).toList());
        BigDecimal shippingTax =
                sum(shipping.stream().map(Order.Charge::totalTax).toList());
        BigDecimal net = sum(lines.stream().map(Order.Line::total).toList())
                .add(sum(fees.stream().map(Order.Charge::total).toList()))
                .add(shippingTotal);
        BigDecimal tax = itemTax.add(shippingTax);
        Order.Address address = new Order.Address(
                "Anna", "Muster", "", "Street 1", "", "Berlin", "", "10115", "DE", "anna@example.com", "030");
        return new Order(
                "order.v1",
                "main",
                "361",
                "361",
                status,
                currency,
                false,
                CHANGED.minusSeconds(60),
                CHANGED,
                Optional.of(CHANGED),
                new Order.Customer(Optional.of("7"), "anna@example.com", ""),
                address,
                address,
                "bacs",
                "Bank transfer",
                "tx-1",
                "ring twice",
                lines,
                shipping,
                fees,
                List.of(new Order.Coupon("minus2", new BigDecimal("2"), new BigDecimal("0.38"))),
                List.of(new Order.TaxLine(
                        "1", "DE-1", "VAT", Optional.of(new BigDecimal("19")), false, itemTax, shippingTax)),
                shippingTotal,
                shippingTax,
                BigDecimal.ZERO,
                tax,
                net.add(tax).add(rounding),
                List.of(),
                Map.of("gift", "no"));
    }

    /** The same order with another text at a place of its JSON form, e.g. {@code /lines/0/total}. */
    public static Order changed(Order order, String path, String value) {
        JsonNode tree = Documents.tree(order);
        JsonPointer pointer = JsonPointer.compile(path);
        JsonNode parent = tree.at(pointer.head());
        if (parent instanceof ArrayNode list) {
            list.set(pointer.last().getMatchingIndex(), TextNode.valueOf(value));
        } else {
            ((ObjectNode) parent).put(pointer.last().getMatchingProperty(), value);
        }
        return Documents.read(tree, Order.class);
    }

    private static Order.Charge charge(int id, String code, String total, String tax) {
        return new Order.Charge(
                Integer.toString(id),
                code,
                "Charge " + id,
                new BigDecimal(total),
                new BigDecimal(tax),
                List.of(new Order.Tax("1", new BigDecimal(tax))));
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
