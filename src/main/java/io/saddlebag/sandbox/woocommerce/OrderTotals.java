package io.saddlebag.sandbox.woocommerce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Coupons, taxes and totals of an order, rounded as the shop does: amounts to six places, tax per line to two, the
 * total from rounded parts (03-orders/create-full-pending, create-prices-include-tax, create-usd).
 */
final class OrderTotals {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final StoreState state;

    OrderTotals(StoreState state) {
        this.state = state;
    }

    /** The net price of so many pieces; negative quantities count as none (03-orders/create-qty-neg). */
    BigDecimal net(Product product, int quantity, boolean pricesIncludeTax) {
        BigDecimal gross = product.amount().multiply(BigDecimal.valueOf(Math.max(0, quantity)));
        if (!pricesIncludeTax) {
            return gross;
        }
        BigDecimal percent = rates(state.settings().country, product.taxClass).stream()
                .map(TaxRate::rate)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return gross.multiply(HUNDRED).divide(HUNDRED.add(percent), 6, RoundingMode.HALF_UP);
    }

    void recalculate(Order order) {
        discount(order);
        String country = country(order);
        order.lines.forEach(line -> tax(line, country));
        order.shippingLines.forEach(charge -> tax(charge, country, true));
        order.fees.forEach(charge -> tax(charge, country, false));
        taxLines(order);
        total(order);
    }

    private String country(Order order) {
        for (String asked : List.of(
                order.shipping.path("country").asText(""),
                order.billing.path("country").asText(""))) {
            if (!asked.isEmpty()) {
                return asked;
            }
        }
        return state.settings().country;
    }

    private List<TaxRate> rates(String country, String taxClass) {
        return state.taxRates.values().stream()
                .filter(r -> r.taxes(country, taxClass))
                .toList();
    }

    private void tax(Order.Line line, String country) {
        line.taxes.clear();
        if (line.product.map(p -> p.taxStatus.equals("none")).orElse(false)) {
            return;
        }
        for (TaxRate rate : rates(country, line.taxClass())) {
            line.taxes.put(rate.id(), new Order.Tax(share(line.total, rate), share(line.subtotal, rate)));
        }
    }

    private void tax(Order.Charge charge, String country, boolean shipping) {
        charge.taxes.clear();
        if (charge.taxStatus.equals("none")) {
            return;
        }
        for (TaxRate rate : rates(country, charge.taxClass)) {
            if (!shipping || rate.shipping()) {
                charge.taxes.put(rate.id(), new Order.Tax(share(charge.total, rate), BigDecimal.ZERO));
            }
        }
    }

    private static BigDecimal share(BigDecimal amount, TaxRate rate) {
        return amount.multiply(rate.rate()).divide(HUNDRED, 6, RoundingMode.HALF_UP);
    }

    private void taxLines(Order order) {
        Map<Long, BigDecimal> goods = new LinkedHashMap<>();
        Map<Long, BigDecimal> shipping = new LinkedHashMap<>();
        order.lines.forEach(
                l -> l.taxes.forEach((rate, tax) -> goods.merge(rate, cents(tax.total()), BigDecimal::add)));
        order.fees.forEach(f -> f.taxes.forEach((rate, tax) -> goods.merge(rate, cents(tax.total()), BigDecimal::add)));
        order.shippingLines.forEach(
                s -> s.taxes.forEach((rate, tax) -> shipping.merge(rate, cents(tax.total()), BigDecimal::add)));
        List<Order.TaxLine> before = new ArrayList<>(order.taxLines);
        order.taxLines.clear();
        Map<Long, BigDecimal> all = new LinkedHashMap<>(goods);
        shipping.keySet().forEach(rate -> all.putIfAbsent(rate, BigDecimal.ZERO));
        all.keySet()
                .forEach(rate -> order.taxLines.add(new Order.TaxLine(
                        before.stream()
                                .filter(b -> b.rate().id() == rate)
                                .map(Order.TaxLine::id)
                                .findFirst()
                                .orElseGet(state::nextItem),
                        state.taxRates.get(rate),
                        goods.getOrDefault(rate, BigDecimal.ZERO),
                        shipping.getOrDefault(rate, BigDecimal.ZERO))));
    }

    private static void total(Order order) {
        BigDecimal net = BigDecimal.ZERO;
        BigDecimal discount = BigDecimal.ZERO;
        BigDecimal discountTax = BigDecimal.ZERO;
        for (Order.Line line : order.lines) {
            net = net.add(cents(line.total));
            discount = discount.add(line.subtotal.subtract(line.total));
            for (Order.Tax tax : line.taxes.values()) {
                discountTax = discountTax.add(tax.subtotal().subtract(tax.total()));
            }
        }
        for (Order.Charge fee : order.fees) {
            net = net.add(cents(fee.total));
        }
        order.shippingTotal =
                order.shippingLines.stream().map(s -> cents(s.total)).reduce(BigDecimal.ZERO, BigDecimal::add);
        order.cartTax = order.taxLines.stream().map(Order.TaxLine::goods).reduce(BigDecimal.ZERO, BigDecimal::add);
        order.shippingTax =
                order.taxLines.stream().map(Order.TaxLine::shipping).reduce(BigDecimal.ZERO, BigDecimal::add);
        order.discountTotal = cents(discount);
        order.discountTax = cents(discountTax);
        order.total = net.add(order.shippingTotal).add(order.cartTax).add(order.shippingTax);
    }

    /** With coupons, what the client said about line totals counts for nothing (facts 12). */
    private void discount(Order order) {
        if (order.coupons.isEmpty()) {
            return;
        }
        order.lines.forEach(line -> line.total = line.subtotal);
        String country = country(order);
        List<Order.UsedCoupon> used = new ArrayList<>();
        for (Order.UsedCoupon one : order.coupons) {
            Map<Order.Line, Long> cents = one.coupon().percent()
                    ? percentShares(order, one.coupon().amount())
                    : fixedShares(order, one.coupon().amount());
            BigDecimal discount = BigDecimal.ZERO;
            BigDecimal tax = BigDecimal.ZERO;
            for (Map.Entry<Order.Line, Long> share : cents.entrySet()) {
                Order.Line line = share.getKey();
                BigDecimal off = BigDecimal.valueOf(share.getValue(), 2).min(line.total.max(BigDecimal.ZERO));
                line.total = line.total.subtract(off);
                discount = discount.add(off);
                for (TaxRate rate : rates(country, line.taxClass())) {
                    tax = tax.add(share(off, rate));
                }
            }
            used.add(new Order.UsedCoupon(one.id(), one.coupon(), one.metaId(), discount, cents(tax)));
        }
        order.coupons.clear();
        order.coupons.addAll(used);
    }

    /** Each line rounded down; what that leaves goes to the line with the dearest piece. */
    private static Map<Order.Line, Long> percentShares(Order order, BigDecimal percent) {
        Map<Order.Line, Long> shares = new LinkedHashMap<>();
        long given = 0;
        BigDecimal exact = BigDecimal.ZERO;
        for (Order.Line line : order.lines) {
            BigDecimal cents = line.subtotal.multiply(percent);
            exact = exact.add(cents);
            long down = cents.setScale(0, RoundingMode.DOWN).longValueExact();
            shares.put(line, down);
            given += down;
        }
        long rest = exact.setScale(0, RoundingMode.HALF_UP).longValueExact() - given;
        Optional<Order.Line> dearest = order.lines.stream()
                .filter(l -> l.quantity > 0)
                .max(Comparator.comparing(
                        l -> l.subtotal.divide(BigDecimal.valueOf(l.quantity), 6, RoundingMode.HALF_UP)));
        dearest.ifPresent(line -> shares.merge(line, rest, Long::sum));
        return shares;
    }

    /** The same for every piece, then cent by cent. */
    private static Map<Order.Line, Long> fixedShares(Order order, BigDecimal amount) {
        Map<Order.Line, Long> shares = new LinkedHashMap<>();
        long pieces =
                order.lines.stream().mapToLong(l -> Math.max(0, l.quantity)).sum();
        long rest = amount.movePointRight(2).longValue();
        if (pieces == 0) {
            return shares;
        }
        long each = rest / pieces;
        for (Order.Line line : order.lines) {
            long most = line.total.movePointRight(2).longValue();
            long share = Math.min(most, each * Math.max(0, line.quantity));
            shares.put(line, share);
            rest -= share;
        }
        for (Order.Line line : order.lines) {
            long most = line.total.movePointRight(2).longValue();
            long more = Math.min(rest, most - shares.get(line));
            shares.merge(line, more, Long::sum);
            rest -= more;
        }
        return shares;
    }

    static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
