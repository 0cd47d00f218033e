package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Taxes of lines and documents. The same order totals 121.91 with rounding per line (odoo17/039) and 121.90 with
 * rounding globally (odoo19/039). Amounts have two digits, rounded half up.
 */
final class Taxes {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Store store;
    private final boolean globally;

    Taxes(Store store, boolean globally) {
        this.store = store;
        this.globally = globally;
    }

    Line line(BigDecimal price, BigDecimal quantity, BigDecimal discount, List<Integer> taxes) {
        BigDecimal net =
                price.multiply(quantity).multiply(HUNDRED.subtract(discount)).divide(HUNDRED, MathContext.DECIMAL64);
        BigDecimal included = BigDecimal.ZERO;
        for (int tax : taxes) {
            Row row = store.table("account.tax").find(tax).orElseThrow();
            included = row.flag("price_include") ? included.add(row.num("amount")) : included;
        }
        BigDecimal gross = globally ? net : money(net);
        BigDecimal base = included.signum() == 0
                ? gross
                : gross.multiply(HUNDRED).divide(HUNDRED.add(included), MathContext.DECIMAL64);
        BigDecimal untaxed = globally ? base : money(base);
        Map<Integer, BigDecimal> each = new LinkedHashMap<>();
        for (int tax : taxes) {
            Row row = store.table("account.tax").find(tax).orElseThrow();
            each.merge(tax, amount(row, base, untaxed, gross, included), BigDecimal::add);
        }
        return new Line(untaxed, each);
    }

    private BigDecimal amount(Row tax, BigDecimal base, BigDecimal untaxed, BigDecimal gross, BigDecimal included) {
        BigDecimal rate = tax.num("amount");
        if (!globally && tax.flag("price_include") && rate.compareTo(included) == 0) {
            return gross.subtract(untaxed);
        }
        BigDecimal amount = (globally ? base : untaxed).multiply(rate).divide(HUNDRED, MathContext.DECIMAL64);
        return globally ? amount : money(amount);
    }

    Totals totals(List<Line> lines) {
        BigDecimal untaxed = BigDecimal.ZERO;
        Map<Integer, BigDecimal> each = new LinkedHashMap<>();
        for (Line line : lines) {
            untaxed = untaxed.add(line.untaxed());
            line.taxes().forEach((tax, amount) -> each.merge(tax, amount, BigDecimal::add));
        }
        BigDecimal tax = each.values().stream().map(Taxes::money).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Totals(money(untaxed), tax, money(untaxed).add(tax));
    }

    static BigDecimal money(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    /** One line before the document is rounded: without tax, and each tax's amount by its id. */
    record Line(BigDecimal untaxed, Map<Integer, BigDecimal> taxes) {
        BigDecimal subtotal() {
            return money(untaxed);
        }

        BigDecimal tax() {
            return taxes.values().stream().map(Taxes::money).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    record Totals(BigDecimal untaxed, BigDecimal tax, BigDecimal total) {}
}
