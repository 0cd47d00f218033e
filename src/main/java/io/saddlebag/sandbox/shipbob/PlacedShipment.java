package io.saddlebag.sandbox.shipbob;

import java.util.List;
import java.util.Optional;

/**
 * One shipment as it stands now.
 *
 * @param id ShipBob's shipment id
 * @param centre fulfilment centre id
 * @param status where it stands
 * @param detail what the status means
 * @param items what it holds
 * @param trackingNumber present once labelled
 */
public record PlacedShipment(
        long id,
        int centre,
        ShipmentStatus status,
        ShipmentDetail detail,
        List<PlacedLine> items,
        Optional<String> trackingNumber) {

    /** Copies the items. */
    public PlacedShipment {
        items = List.copyOf(items);
    }
}
