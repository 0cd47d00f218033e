package io.saddlebag.order;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How far a sum may be from its parts and still be explained by rounding. Every amount that takes part in a sum has been
 * rounded by the store once, so the tolerance grows with the number of amounts.
 *
 * <p>A rounded amount is at most half a minor unit from its true value. The default of one whole unit leaves room for a
 * store that rounds twice (tax per line, then per rate).
 *
 * @param unitsPerAmount minor units (cents) each amount in a sum may be off; zero demands exact sums
 * @param perCurrency other values for single currencies, by ISO code, e.g. CHF 5 where totals are rounded to 0.05
 */
public record Tolerance(BigDecimal unitsPerAmount, Map<String, BigDecimal> perCurrency) {

    private static final int USUAL_EXPONENT = 2;

    /**
     * Copies the collection.
     *
     * @throws IllegalArgumentException if a value is negative
     */
    public Tolerance {
        Map<String, BigDecimal> upper = new HashMap<>();
        perCurrency.forEach((currency, units) -> upper.put(currency.toUpperCase(Locale.ROOT), units));
        perCurrency = Map.copyOf(upper);
        if (unitsPerAmount.signum() < 0 || perCurrency.values().stream().anyMatch(u -> u.signum() < 0)) {
            throw new IllegalArgumentException("a tolerance must not be negative");
        }
    }

    /** One minor unit per amount, in every currency. */
    public static Tolerance usual() {
        return new Tolerance(BigDecimal.ONE, Map.of());
    }

    /**
     * The most a sum of so many amounts may be off.
     *
     * @param amounts how many amounts the sum compares, both sides together
     * @param minorUnit the currency's smallest step, or the store's own where it rounds coarser
     */
    public BigDecimal of(String currency, int amounts, BigDecimal minorUnit) {
        return perCurrency
                .getOrDefault(currency, unitsPerAmount)
                .multiply(BigDecimal.valueOf(amounts))
                .multiply(minorUnit);
    }

    /**
     * Digits after the point of a currency: JPY 0, EUR 2, KWD 3 (ISO 4217 as Java knows it). Codes that are not ISO
     * (a plugin's own money) have two.
     */
    public static int exponent(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return digits < 0 ? USUAL_EXPONENT : digits;
        } catch (IllegalArgumentException notIso) {
            return USUAL_EXPONENT;
        }
    }
}
