package io.saddlebag.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A line's total as quantities times unit prices of a limited number of digits, for systems that compute a line from its
 * unit price (Odoo, ShipBob and most others). 17.99 for 2 pieces is 1 × 9.00 and 1 × 8.99; 10.00 for 3 is 2 × 3.33 and
 * 1 × 3.34. Always: Σ quantity × unit price + {@link #remainder()} = total, and Σ quantity = the line's quantity.
 *
 * @param parts one or two; the larger quantity first, at equal quantities the higher price
 * @param remainder what no unit price of that many digits can say: zero for whole quantities whose total has no more
 *     digits than the price, else smaller than one last digit per piece; it belongs on a rounding line
 */
public record LineSplit(List<Part> parts, BigDecimal remainder) {

    /** Copies the collection. */
    public LineSplit {
        parts = List.copyOf(parts);
    }

    /** Pieces at one price. */
    public record Part(BigDecimal quantity, BigDecimal unitPrice) {

        /** Quantity times unit price, exact. */
        public BigDecimal total() {
            return quantity.multiply(unitPrice);
        }
    }

    /** Splits a line's total without tax. */
    public static LineSplit net(Order.Line line, int digits) {
        return of(line.quantity(), line.total(), digits);
    }

    /** Splits a line's total with tax, for systems whose prices include it. */
    public static LineSplit gross(Order.Line line, int digits) {
        return of(line.quantity(), line.total().add(line.totalTax()), digits);
    }

    /**
     * Splits a total.
     *
     * @param quantity pieces, whole or not
     * @param digits digits after the point of a unit price
     * @throws IllegalArgumentException if the quantity is not positive or {@code digits} is negative
     */
    public static LineSplit of(BigDecimal quantity, BigDecimal total, int digits) {
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException("a quantity of " + quantity.toPlainString() + " has no unit price");
        }
        if (digits < 0) {
            throw new IllegalArgumentException("a price cannot have " + digits + " digits");
        }
        if (total.signum() < 0) {
            LineSplit mirrored = of(quantity, total.negate(), digits);
            return new LineSplit(
                    mirrored.parts.stream()
                            .map(p -> new Part(p.quantity(), p.unitPrice().negate()))
                            .toList(),
                    mirrored.remainder.negate());
        }
        return isWhole(quantity) ? ofPieces(quantity, total, digits) : ofMeasure(quantity, total, digits);
    }

    /** Weights and lengths: one price, and what it leaves. */
    private static LineSplit ofMeasure(BigDecimal quantity, BigDecimal total, int digits) {
        BigDecimal price = total.divide(quantity, digits, RoundingMode.HALF_UP);
        return new LineSplit(List.of(new Part(quantity, price)), total.subtract(price.multiply(quantity)));
    }

    /** Pieces: some at the price rounded down, the rest one step above. */
    private static LineSplit ofPieces(BigDecimal quantity, BigDecimal total, int digits) {
        BigDecimal payable = total.setScale(digits, RoundingMode.DOWN);
        BigDecimal remainder = total.subtract(payable);
        BigDecimal low = payable.divide(quantity, digits, RoundingMode.DOWN);
        BigDecimal step = BigDecimal.ONE.movePointLeft(digits);
        BigDecimal above = payable.subtract(low.multiply(quantity)).divide(step, 0, RoundingMode.UNNECESSARY);
        BigDecimal below = quantity.setScale(0, RoundingMode.UNNECESSARY).subtract(above);
        if (above.signum() == 0) {
            return new LineSplit(List.of(new Part(below, low)), remainder);
        }
        Part high = new Part(above, low.add(step));
        Part rest = new Part(below, low);
        return new LineSplit(below.compareTo(above) > 0 ? List.of(rest, high) : List.of(high, rest), remainder);
    }

    private static boolean isWhole(BigDecimal quantity) {
        return quantity.stripTrailingZeros().scale() <= 0;
    }
}
