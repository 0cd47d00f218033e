package io.saddlebag.connector.shipbob;

import java.util.List;

/**
 * ShipBob holds our order.
 *
 * @param orderId ShipBob's order id
 * @param reference our reference
 * @param status ShipBob's word for the order's state
 * @param shipments ids of its shipments so far; a split adds more later
 */
public record Acknowledged(long orderId, String reference, String status, List<Long> shipments) {

    /** Copies the collection. */
    public Acknowledged {
        shipments = List.copyOf(shipments);
    }

    static Acknowledged of(WarehouseOrder order) {
        return new Acknowledged(order.id(), order.reference(), order.status(), order.shipments());
    }
}
