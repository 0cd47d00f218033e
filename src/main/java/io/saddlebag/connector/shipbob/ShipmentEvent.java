package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.order.Shipment;
import java.time.Instant;

/**
 * One shipment of ours as ShipBob reports it, before it is mapped.
 *
 * @param reference whose it is
 * @param shipmentId ShipBob's shipment id
 * @param status what happened to it
 * @param changedAt when, ShipBob's clock; an event that is older than what is known must be dropped, as webhooks overtake
 *     each other
 * @param document input of mapping {@code shipbob/shipment}: {@code store}, {@code orderId}, {@code part}, {@code warehouse},
 *     {@code status} and {@code changedAt} as here, {@code lines} ({@code lineId} only where it is certain, {@code sku}, {@code
 *     quantity}), and the whole {@code shipment}
 */
public record ShipmentEvent(
        FulfilmentReference reference,
        long shipmentId,
        Shipment.Status status,
        Instant changedAt,
        ObjectNode document) {

    @Override
    public String toString() {
        return "ShipmentEvent[" + reference.order() + " part " + reference.part() + ", shipment " + shipmentId + ", "
                + status + ", " + changedAt + "]";
    }
}
