package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.OrderKey;
import io.saddlebag.order.Shipment;
import java.time.Instant;
import java.util.List;

/**
 * An order as a warehouse holds it.
 *
 * @param key the store's order its reference names
 * @param part which request of that order, from 1
 * @param shipments those that can be read
 * @param insertedAt when the warehouse took it
 */
public record HeldOrder(
        String warehouse,
        String id,
        OrderKey key,
        int part,
        boolean cancelled,
        List<Shipment> shipments,
        Instant insertedAt) {
    /** Copies the shipments. */
    public HeldOrder {
        shipments = List.copyOf(shipments);
    }

    boolean hasLeft() {
        return shipments.stream().anyMatch(shipment -> shipment.status().hasLeft());
    }
}
