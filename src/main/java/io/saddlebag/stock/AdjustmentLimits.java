package io.saddlebag.stock;

import java.math.BigDecimal;

/**
 * Adjustments that are too large to follow without a person.
 *
 * @param units more pieces than this; 0 for no limit
 * @param percent more than this share of what is there; 0 for no limit
 */
public record AdjustmentLimits(int units, int percent) {

    /** No limit. */
    public static final AdjustmentLimits NONE = new AdjustmentLimits(0, 0);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    boolean holds(long delta, BigDecimal onHand) {
        long size = Math.abs(delta);
        return units > 0 && size > units
                || percent > 0
                        && BigDecimal.valueOf(size)
                                        .multiply(HUNDRED)
                                        .compareTo(onHand.abs().multiply(BigDecimal.valueOf(percent)))
                                > 0;
    }

    @Override
    public String toString() {
        String pieces = units > 0 ? units + " pieces" : "";
        String share = percent > 0 ? percent + " % of what is there" : "";
        return pieces + (pieces.isEmpty() || share.isEmpty() ? "" : " or ") + share;
    }
}
