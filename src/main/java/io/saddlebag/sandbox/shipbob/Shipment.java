package io.saddlebag.sandbox.shipbob;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One shipment of an order. Guarded by the warehouse, which alone changes it. */
final class Shipment {

    final long id;
    final Order order;
    final Centre centre;
    final Instant created;
    final List<LogEntry> log = new ArrayList<>();

    List<Item> items;
    ShipmentStatus status = ShipmentStatus.PROCESSING;
    ShipmentDetail detail = ShipmentDetail.NONE;
    /** Whether its units are reserved in its centre. */
    boolean committed;

    boolean trackingUploaded;
    Instant updated;
    Optional<String> trackingNumber = Optional.empty();
    Optional<Instant> trackingUpdated = Optional.empty();
    Optional<Instant> fulfilled = Optional.empty();
    Optional<Instant> delivered = Optional.empty();

    Shipment(long id, Order order, Centre centre, List<Item> items, Instant created) {
        this.id = id;
        this.order = order;
        this.centre = centre;
        this.items = List.copyOf(items);
        this.created = created;
        this.updated = created;
    }

    /** Waiting for the warehouse, picked or not. */
    boolean open() {
        return status == ShipmentStatus.PROCESSING;
    }

    /** Labelled or beyond. */
    boolean shipped() {
        return status == ShipmentStatus.LABELED_CREATED || status == ShipmentStatus.COMPLETED;
    }

    boolean cancelled() {
        return status == ShipmentStatus.CANCELLED;
    }

    /** ShipBob cancels until a shipment is picked. */
    boolean cancellable() {
        return (open() && detail == ShipmentDetail.NONE)
                || status == ShipmentStatus.ON_HOLD
                || status == ShipmentStatus.EXCEPTION;
    }

    PlacedShipment placed() {
        return new PlacedShipment(
                id,
                centre.id(),
                status,
                detail,
                items.stream().map(item -> item.line().placed(item.quantity())).toList(),
                trackingNumber);
    }
}
