package io.saddlebag.sourcing;

import io.saddlebag.order.FulfilmentRequest;
import io.saddlebag.order.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides which warehouses send an order. For now one warehouse sends all of it: the first candidate. The result is a list so
 * that splitting changes nothing for those who use it. Pure: no I/O, no clock, the same input gives the same requests.
 */
public final class Sourcing {

    private final List<String> unshipped;

    /**
     * Rules for one store.
     *
     * @param noShippingSkus SKUs no warehouse sends (vouchers, downloads, services: WooCommerce's REST API does not say which
     *     lines are virtual); a {@code *} at the end stands for any rest
     */
    public Sourcing(List<String> noShippingSkus) {
        this.unshipped = List.copyOf(noShippingSkus);
    }

    /**
     * Decides.
     *
     * @param erpNumber the ERP's order number, empty where there is none
     * @param candidates configured warehouse names, the preferred one first
     */
    public SourcingDecision decide(Order order, String erpNumber, List<String> candidates) {
        List<Order.Line> lines = shippable(order);
        int without = order.lines().size() - lines.size();
        if (lines.isEmpty()) {
            return new SourcingDecision(
                    SourcingDecision.Kind.NOTHING_TO_SHIP,
                    List.of(),
                    order.lines().isEmpty() ? "the order has no lines" : "no line needs shipping");
        }
        if (candidates.isEmpty()) {
            return new SourcingDecision(
                    SourcingDecision.Kind.NO_WAREHOUSE,
                    List.of(),
                    "no warehouse is configured for store " + order.store());
        }
        String warehouse = candidates.get(0);
        BigDecimal pieces = lines.stream().map(Order.Line::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        String reason =
                warehouse + " sends everything (" + pieces.stripTrailingZeros().toPlainString()
                        + " pieces): the first warehouse of store " + order.store()
                        + (without == 0 ? "" : "; " + without + " lines need no shipping");
        return new SourcingDecision(
                SourcingDecision.Kind.RELEASE, List.of(request(order, erpNumber, warehouse, lines)), reason);
    }

    /** The lines of an order that a warehouse sends. */
    public List<Order.Line> shippable(Order order) {
        return order.lines().stream().filter(this::ships).toList();
    }

    private boolean ships(Order.Line line) {
        return line.quantity().signum() > 0
                && unshipped.stream()
                        .noneMatch(rule -> rule.endsWith("*")
                                ? line.sku().startsWith(rule.substring(0, rule.length() - 1))
                                : line.sku().equals(rule));
    }

    private static FulfilmentRequest request(Order order, String erpNumber, String warehouse, List<Order.Line> lines) {
        return new FulfilmentRequest(
                "fulfilment-request.v1",
                order.store(),
                order.id(),
                order.number(),
                erpNumber,
                warehouse,
                1,
                order.shippingLines().stream()
                        .map(Order.Charge::code)
                        .filter(code -> !code.isEmpty())
                        .findFirst()
                        .orElse(""),
                order.shippingLines().stream().map(Order.Charge::title).collect(Collectors.joining(", ")),
                recipient(order),
                order.customerNote(),
                lines.stream().map(line -> line(line, digits(order.currency()))).toList());
    }

    /** The delivery address; a warehouse's carrier wants phone and e-mail, which shops often ask for on the bill only. */
    private static Order.Address recipient(Order order) {
        Order.Address to = order.shipping();
        Order.Address bill = order.billing();
        String email = !to.email().isEmpty()
                ? to.email()
                : bill.email().isEmpty() ? order.customer().email() : bill.email();
        return new Order.Address(
                to.firstName(),
                to.lastName(),
                to.company(),
                to.address1(),
                to.address2(),
                to.city(),
                to.state(),
                to.postcode(),
                to.country(),
                email,
                to.phone().isEmpty() ? bill.phone() : to.phone());
    }

    private static FulfilmentRequest.Line line(Order.Line line, int digits) {
        BigDecimal unit = line.total().divide(line.quantity(), digits, RoundingMode.HALF_UP);
        return new FulfilmentRequest.Line(line.id(), line.sku(), line.name(), line.quantity(), unit);
    }

    /** Digits of a currency after the point; two for one Java does not know. */
    private static int digits(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .mapToInt(Currency::getDefaultFractionDigits)
                .filter(digits -> digits >= 0)
                .findFirst()
                .orElse(2);
    }
}
