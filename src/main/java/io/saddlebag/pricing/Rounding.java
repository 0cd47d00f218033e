package io.saddlebag.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a store's prices are rounded, half up.
 *
 * @param step what prices are multiples of, above zero
 * @param ending what prices end with, such as 0.99, empty for plain multiples; the step is 1 then
 */
public record Rounding(BigDecimal step, Optional<BigDecimal> ending) {

    private static final Pattern STEP = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,4})?");
    private static final Pattern ENDING = Pattern.compile("x\\.([0-9]{1,4})");

    /**
     * Reads {@code 0.01}, {@code 0.05}, {@code 1} or {@code x.99}.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public static Rounding of(String text) {
        var ending = ENDING.matcher(text);
        if (ending.matches()) {
            return new Rounding(BigDecimal.ONE, Optional.of(new BigDecimal("0." + ending.group(1))));
        }
        if (!STEP.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            throw new IllegalArgumentException("must be a step such as 0.01, 0.05 or 1, or an ending such as x.99");
        }
        return new Rounding(new BigDecimal(text), Optional.empty());
    }

    /** The nearest price of this kind; zero and less stay what they are, and nothing above zero becomes zero or less. */
    public BigDecimal round(BigDecimal price) {
        if (price.signum() <= 0) {
            return multiple(price);
        }
        if (ending.isPresent()) {
            BigDecimal nearest = multiple(price.subtract(ending.get())).add(ending.get());
            return nearest.signum() > 0 ? nearest : ending.get().signum() > 0 ? ending.get() : step;
        }
        BigDecimal nearest = multiple(price);
        return nearest.signum() > 0 ? nearest : step;
    }

    private BigDecimal multiple(BigDecimal price) {
        return price.divide(step, 0, RoundingMode.HALF_UP).multiply(step).setScale(scale(), RoundingMode.UNNECESSARY);
    }

    private int scale() {
        return ending.isEmpty() && step.scale() == 0
                ? 0
                : Math.max(
                        2, Math.max(step.scale(), ending.map(BigDecimal::scale).orElse(0)));
    }
}
