package io.saddlebag.sandbox.woocommerce;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The statuses an order can have, and what they mean for stock, payment and editing. */
final class OrderStatus {

    /** What a client may set (03-orders/create-bad-status). */
    static final List<String> SETTABLE = List.of(
            "auto-draft",
            "pending",
            "processing",
            "on-hold",
            "completed",
            "cancelled",
            "refunded",
            "failed",
            "checkout-draft");

    /** What a client may ask a list for (04-lists/orders-status-bogus). */
    static final List<String> LISTABLE = List.of(
            "any",
            "trash",
            "auto-draft",
            "pending",
            "processing",
            "on-hold",
            "completed",
            "cancelled",
            "refunded",
            "failed",
            "checkout-draft");

    /** Shown by {@code orders/statuses}, with their names. */
    static final List<Map.Entry<String, String>> NAMED = List.of(
            Map.entry("pending", "Pending payment"),
            Map.entry("processing", "Processing"),
            Map.entry("on-hold", "On hold"),
            Map.entry("completed", "Completed"),
            Map.entry("cancelled", "Cancelled"),
            Map.entry("refunded", "Refunded"),
            Map.entry("failed", "Failed"),
            Map.entry("checkout-draft", "Draft"));

    /** Stock falls when an order gets here (facts 10). */
    static final Set<String> TAKE_STOCK = Set.of("processing", "on-hold", "completed");

    /** Stock returns when an order gets here; it does not on failed, refunded and trash (facts 10). */
    static final Set<String> GIVE_STOCK_BACK = Set.of("cancelled", "pending");

    private static final Set<String> PAYABLE = Set.of("pending", "failed", "checkout-draft");
    private static final Set<String> EDITABLE = Set.of("pending", "on-hold", "auto-draft");

    private OrderStatus() {}

    static boolean payable(String status) {
        return PAYABLE.contains(status);
    }

    static boolean editable(String status) {
        return EDITABLE.contains(status);
    }

    static String named(String status) {
        return NAMED.stream()
                .filter(n -> n.getKey().equals(status))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(status);
    }
}
