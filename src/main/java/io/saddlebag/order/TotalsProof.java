package io.saddlebag.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Proves that an order's amounts add up, before anything is posted. Coupons never take part: their discount is already
 * taken off the lines, and WooCommerce states it in a form of its own (facts: woocommerce 12).
 *
 * <p>What is proved, each within the {@link Tolerance}: the tax of a line, charge or fee is the sum of its taxes by rate;
 * the shipping totals are those of the shipping lines; the order's tax is the sum of all of them, and the sum of the tax
 * lines; the total is lines + shipping + fees + tax. Refunds do not change an order's total.
 */
public final class TotalsProof {

    private final Tolerance tolerance;

    /** A proof with this tolerance. */
    public TotalsProof(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    /** What came of a proof. */
    public sealed interface Result {

        /**
         * The amounts add up.
         *
         * @param rounding what is to be added to the sum of the parts to reach the total, in the order's currency;
         *     usually zero, else cents a document in the ERP needs as a rounding line
         */
        record Proved(BigDecimal rounding) implements Result {}

        /**
         * The amounts do not add up.
         *
         * @param difference stated amount less the sum of its parts, in the order's currency
         * @param where what differs, e.g. {@code total}, {@code totalTax}, {@code line 107 tax}
         * @param explanation both figures and the tolerance, in words
         */
        record Differs(BigDecimal difference, String where, String explanation) implements Result {}

        /** Whether the amounts add up. */
        default boolean proved() {
            return this instanceof Proved;
        }
    }

    /** Proves an order; of several differences the first in the order given above is told. */
    public Result prove(Order order) {
        Sums sums = new Sums(order.currency(), step(order));
        List<Taxed> items = Stream.concat(
                        order.lines().stream()
                                .map(l -> new Taxed("line " + l.id(), l.total(), l.totalTax(), l.taxes())),
                        Stream.concat(
                                order.shippingLines().stream().map(c -> Taxed.of("shipping line ", c)),
                                order.fees().stream().map(c -> Taxed.of("fee ", c))))
                .toList();
        List<Order.Charge> shipping = order.shippingLines();

        return items.stream()
                .map(i -> sums.check(i.where() + " tax", "its taxes by rate", i.totalTax(), i.rates()))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> sums.check(
                        "shippingTotal",
                        "the shipping lines",
                        order.shippingTotal(),
                        shipping.stream().map(Order.Charge::total).toList()))
                .or(() -> sums.check(
                        "shippingTax",
                        "the tax of the shipping lines",
                        order.shippingTax(),
                        shipping.stream().map(Order.Charge::totalTax).toList()))
                .or(() -> sums.check(
                        "totalTax",
                        "the tax of lines, shipping and fees",
                        order.totalTax(),
                        items.stream().map(Taxed::totalTax).toList()))
                .or(() -> sums.check(
                        "totalTax",
                        "the tax lines",
                        order.totalTax(),
                        order.taxLines().stream()
                                .flatMap(t -> Stream.of(t.taxTotal(), t.shippingTaxTotal()))
                                .toList()))
                .or(() -> sums.check("total", "lines, shipping, fees and tax", order.total(), parts(order, items)))
                .<Result>map(differs -> differs)
                .orElseGet(() -> new Result.Proved(order.total().subtract(sum(parts(order, items)))));
    }

    private static List<BigDecimal> parts(Order order, List<Taxed> items) {
        List<BigDecimal> parts =
                new ArrayList<>(items.stream().map(Taxed::total).toList());
        parts.add(order.totalTax());
        return parts;
    }

    /**
     * The smallest step the store's amounts are stated in, but not finer than the currency's. Shops that show whole
     * forints or crowns round to whole ones, although ISO gives these currencies two digits.
     */
    private static BigDecimal step(Order order) {
        int stated = Stream.of(
                        Stream.of(order.total(), order.totalTax(), order.shippingTotal(), order.shippingTax()),
                        order.lines().stream().flatMap(l -> Stream.of(l.total(), l.totalTax())),
                        order.fees().stream().flatMap(f -> Stream.of(f.total(), f.totalTax())))
                .flatMap(amounts -> amounts)
                .mapToInt(BigDecimal::scale)
                .max()
                .orElse(0);
        int digits = Math.min(Math.max(stated, 0), Tolerance.exponent(order.currency()));
        return BigDecimal.ONE.movePointLeft(digits);
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A line, charge or fee with its tax. */
    private record Taxed(String where, BigDecimal total, BigDecimal totalTax, List<Order.Tax> taxes) {

        static Taxed of(String kind, Order.Charge charge) {
            return new Taxed(kind + charge.id(), charge.total(), charge.totalTax(), charge.taxes());
        }

        List<BigDecimal> rates() {
            return taxes.stream().map(Order.Tax::total).toList();
        }
    }

    /** Compares stated amounts with the sums of their parts. */
    private final class Sums {
        private final String currency;
        private final BigDecimal step;

        Sums(String currency, BigDecimal step) {
            this.currency = currency;
            this.step = step;
        }

        Optional<Result.Differs> check(String where, String what, BigDecimal stated, List<BigDecimal> parts) {
            BigDecimal sum = sum(parts);
            BigDecimal difference = stated.subtract(sum);
            BigDecimal allowed = tolerance.of(currency, parts.size() + 1, step);
            if (difference.abs().compareTo(allowed) <= 0) {
                return Optional.empty();
            }
            return Optional.of(new Result.Differs(
                    difference,
                    where,
                    "%s is stated as %s %s, but %s add up to %s: a difference of %s, where rounding explains at most %s"
                            .formatted(
                                    where,
                                    plain(stated),
                                    currency,
                                    what,
                                    plain(sum),
                                    plain(difference),
                                    plain(allowed))));
        }
    }

    private static String plain(BigDecimal amount) {
        return amount.toPlainString();
    }
}
