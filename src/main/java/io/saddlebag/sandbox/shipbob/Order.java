package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One order. Guarded by the warehouse, which alone changes it. */
final class Order {

    final long id;
    final Channel channel;
    final String reference;
    final List<Line> lines;
    /** The request; what ShipBob does not decide is given back from it unchanged. */
    final JsonNode asked;

    final Instant created;
    final List<Shipment> shipments = new ArrayList<>(2);

    Instant updated;
    /** Place among all updates, so a poll by update time need not look at every order. */
    long updateNumber;

    Order(long id, Channel channel, String reference, List<Line> lines, JsonNode asked, Instant created) {
        this.id = id;
        this.channel = channel;
        this.reference = reference;
        this.lines = List.copyOf(lines);
        this.asked = asked;
        this.created = created;
        this.updated = created;
    }

    String number() {
        String number = asked.path("order_number").asText("");
        return number.isEmpty() ? reference : number;
    }

    /** The vendor's page says that an order's status is imputed from its shipments. */
    OrderStatus status() {
        int live = 0;
        int shipped = 0;
        boolean exception = false;
        for (Shipment shipment : shipments) {
            if (!shipment.cancelled()) {
                live++;
                shipped += shipment.shipped() ? 1 : 0;
                exception |= shipment.status == ShipmentStatus.EXCEPTION;
            }
        }
        if (live == 0) {
            return OrderStatus.CANCELLED;
        }
        if (shipped == live) {
            return OrderStatus.FULFILLED;
        }
        if (shipped > 0) {
            return OrderStatus.PARTIALLY_FULFILLED;
        }
        return exception ? OrderStatus.EXCEPTION : OrderStatus.PROCESSING;
    }

    boolean hasTracking() {
        return shipments.stream().anyMatch(shipment -> shipment.trackingNumber.isPresent());
    }

    /** Whether the tracking of every shipment that has one was marked as uploaded. */
    boolean trackingUploaded() {
        return hasTracking()
                && shipments.stream()
                        .filter(shipment -> shipment.trackingNumber.isPresent())
                        .allMatch(shipment -> shipment.trackingUploaded);
    }

    Optional<Instant> trackingUpdated() {
        return shipments.stream()
                .flatMap(shipment -> shipment.trackingUpdated.stream())
                .max(Instant::compareTo);
    }

    PlacedOrder placed() {
        return new PlacedOrder(
                id,
                channel.id(),
                reference,
                number(),
                asked.path("shipping_method").asText(),
                status(),
                created,
                lines.stream().map(line -> line.placed(line.quantity())).toList(),
                shipments.stream().map(Shipment::placed).toList());
    }
}
