package io.saddlebag.availability;

import java.util.Locale;

/** Whether a store goes on selling at 0, in WooCommerce's words; the stricter come first. */
public enum Backorders {
    NO,
    NOTIFY,
    YES;

    /** WooCommerce's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Backorders stricter(Backorders other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
