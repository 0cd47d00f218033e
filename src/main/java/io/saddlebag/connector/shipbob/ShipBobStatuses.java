package io.saddlebag.connector.shipbob;

import io.saddlebag.order.Shipment;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What ShipBob's words for a shipment mean to us. Words: {@code Orders.OrderStatusEnum} of the published description of 2026-01;
 * meanings: ShipBob's page "Status Reference". Completed means it has left ShipBob and says nothing of the customer's door;
 * that is in the status details (203 Delivered) and in {@code delivery_date}.
 */
final class ShipBobStatuses {

    private static final Map<String, Shipment.Status> MEANINGS = Map.of(
            "none", Shipment.Status.PROCESSING,
            "processing", Shipment.Status.PROCESSING,
            // Picked, packed and labelled, still in the building: the page lists Labeled as a detail of Processing.
            "labeledcreated", Shipment.Status.PROCESSING,
            "completed", Shipment.Status.SHIPPED,
            "exception", Shipment.Status.EXCEPTION,
            // Swept off the picking list because it could not be picked; not explained by ShipBob, so a person looks.
            "cleansweeped", Shipment.Status.EXCEPTION,
            "onhold", Shipment.Status.ON_HOLD,
            // Waits for the merchant to confirm what was imported.
            "importreview", Shipment.Status.ON_HOLD,
            "cancelled", Shipment.Status.CANCELLED);

    private static final String DELIVERED = "delivered";

    private ShipBobStatuses() {}

    /** The meaning of a word; its documentation also spells {@code On Hold}. Empty for a word we do not know. */
    static Optional<Shipment.Status> of(String word) {
        return Optional.ofNullable(MEANINGS.get(plain(word)));
    }

    /** Whether the name of a status detail says that the parcel has arrived. */
    static boolean isDelivery(String detail) {
        return DELIVERED.equals(plain(detail));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
