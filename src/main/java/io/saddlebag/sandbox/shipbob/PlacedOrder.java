package io.saddlebag.sandbox.shipbob;

import java.time.Instant;
import java.util.List;

/**
 * One order the sandbox accepted, as it stands now.
 *
 * @param id ShipBob's order id
 * @param channel channel id
 * @param reference the caller's reference id, unique in its channel
 * @param orderNumber the number people see
 * @param shippingMethod the caller's shipping method
 * @param status imputed from the shipments
 * @param created when it was accepted
 * @param lines what was ordered
 * @param shipments what happens to it, cancelled ones included
 */
public record PlacedOrder(
        long id,
        long channel,
        String reference,
        String orderNumber,
        String shippingMethod,
        OrderStatus status,
        Instant created,
        List<PlacedLine> lines,
        List<PlacedShipment> shipments) {

    /** Copies the lists. */
    public PlacedOrder {
        lines = List.copyOf(lines);
        shipments = List.copyOf(shipments);
    }
}
