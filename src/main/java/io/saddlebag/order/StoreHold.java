package io.saddlebag.order;

import java.util.Locale;
import java.util.Set;

/**
 * Whether a store has sold what is in an order that still waits. WooCommerce takes pieces out of its stock when an order
 * becomes processing, on-hold or completed, and not before (facts: woocommerce 10); what is cancelled, failed, refunded or
 * in the bin needs none any more. A status nobody knows (plugins add their own) comes after the sale as a rule, and pieces
 * kept back by mistake do less harm than pieces sold twice: it holds.
 */
public final class StoreHold {

    private static final Set<String> HOLDS_NOTHING = Set.of(
            "pending", "failed", "checkout-draft", "auto-draft", "draft", "new", "cancelled", "refunded", "trash");

    private StoreHold() {}

    /** Whether the store holds the pieces of an order with this status. */
    public static boolean isHeld(String storeStatus) {
        String status = storeStatus.strip().toLowerCase(Locale.ROOT);
        return !HOLDS_NOTHING.contains(status.startsWith("wc-") ? status.substring(3) : status);
    }
}
