package io.saddlebag.sandbox.woocommerce;

import java.math.BigDecimal;

/**
 * One tax rate of the shop.
 *
 * @param id identity, 1 and up; 0 lets the store choose
 * @param country ISO 3166 code, empty matches everywhere
 * @param rate percent, e.g. 19
 * @param name shown on the invoice, e.g. {@code USt.}
 * @param shipping whether it taxes shipping too
 * @param taxClass {@code standard}, {@code reduced-rate}, {@code zero-rate}
 */
public record TaxRate(long id, String country, BigDecimal rate, String name, boolean shipping, String taxClass) {

    /** A rate of the standard class that taxes shipping too. */
    public static TaxRate standard(String country, String percent, String name) {
        return new TaxRate(0, country, new BigDecimal(percent), name, true, "standard");
    }

    /** A rate of the reduced class, goods only. */
    public static TaxRate reduced(String country, String percent, String name) {
        return new TaxRate(0, country, new BigDecimal(percent), name, false, "reduced-rate");
    }

    TaxRate withId(long other) {
        return new TaxRate(other, country, rate, name, shipping, taxClass);
    }

    /** The code an order's tax line carries, e.g. {@code DE-UST.-1} (03-orders/create-full-pending). */
    String code() {
        return (country.isEmpty() ? "" : country + "-") + name.toUpperCase(java.util.Locale.ROOT) + "-1";
    }

    boolean taxes(String otherCountry, String otherClass) {
        String wanted = otherClass.isEmpty() ? "standard" : otherClass;
        return taxClass.equals(wanted) && (country.isEmpty() || country.equals(otherCountry));
    }
}
