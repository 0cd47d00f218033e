package io.saddlebag.connector.shipbob;

import java.time.Instant;
import java.util.List;

/**
 * An order of ours as ShipBob holds it.
 *
 * @param id ShipBob's order id
 * @param of the order, and which request of it, that its reference names
 * @param insertedAt when ShipBob took it
 * @param shipments its shipments, as far as they can be read
 */
public record HeldOrder(
        long id,
        String reference,
        FulfilmentReference of,
        boolean cancelled,
        Instant insertedAt,
        List<ShipmentEvent> shipments) {
    /** Copies the shipments. */
    public HeldOrder {
        shipments = List.copyOf(shipments);
    }
}
