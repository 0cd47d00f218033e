package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An order as a store lists it.
 *
 * @param status the store's own, {@code trash} for one in the trash
 * @param refunds what was given back, by the refund's id; never negative
 */
public record StoreOrder(
        OrderKey key,
        String status,
        String currency,
        BigDecimal total,
        Optional<Instant> createdAt,
        Optional<Instant> modifiedAt,
        Map<String, BigDecimal> refunds) {
    /** Copies the map. */
    public StoreOrder {
        refunds = Map.copyOf(refunds);
    }
}
