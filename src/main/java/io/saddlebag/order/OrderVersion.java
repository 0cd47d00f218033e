package io.saddlebag.order;

import java.time.Instant;

/**
 * A version of an order: when the store last changed it, and a hash over what matters. The store's clock ticks in
 * seconds and not every change moves it (facts: woocommerce 18, 20), so neither part is enough alone.
 *
 * @param modifiedAt the store's {@code date_modified_gmt}
 * @param hash SHA-256 over the order without dates and metadata, hexadecimal, first 32 characters
 */
public record OrderVersion(Instant modifiedAt, String hash) {

    /** How this version stands to the one already known. */
    public enum Age {
        /** Nothing known before. */
        FIRST,
        /** Changed, and not older. */
        NEWER,
        /** The same content. */
        SAME,
        /** Changed, but older than what is known: dropped. */
        OLDER
    }

    /** Compares with the version already known. */
    public Age against(OrderVersion known) {
        if (hash.equals(known.hash)) {
            return Age.SAME;
        }
        return modifiedAt.isBefore(known.modifiedAt) ? Age.OLDER : Age.NEWER;
    }
}
