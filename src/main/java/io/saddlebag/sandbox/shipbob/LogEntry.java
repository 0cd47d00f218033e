package io.saddlebag.sandbox.shipbob;

import java.time.Instant;

/**
 * One entry of a shipment's log.
 *
 * @param type what happened
 * @param at when
 */
record LogEntry(Type type, Instant at) {

    /**
     * Kinds of entries. Ids 601 to 609 are the milestones of the timeline as integrators see them in practice; the published
     * description names no ids, so the others are this sandbox's own.
     */
    enum Type {
        CREATED(601, "Created", "Order created", true),
        PICKED(602, "Picked", "Order picked", true),
        PACKED(603, "Packed", "Order packed", true),
        LABELED(604, "Labeled", "Label created", true),
        LABEL_VALIDATED(605, "LabelValidated", "Label validated", true),
        IN_TRANSIT(607, "InTransit", "Shipment in transit", true),
        OUT_FOR_DELIVERY(608, "OutForDelivery", "Shipment out for delivery", true),
        DELIVERED(609, "Delivered", "Shipment delivered", true),
        ON_HOLD(701, "OnHold", "Shipment moved to on hold", false),
        RELEASED(702, "Released", "Shipment released", false),
        EXCEPTION(703, "Exception", "Shipment moved to exception", false),
        CANCELLED(704, "Cancelled", "Shipment cancelled", false),
        SPLIT(705, "Split", "Shipment split", false),
        DELIVERY_EXCEPTION(706, "DeliveryException", "Carrier could not deliver", false);

        final int id;
        final String wire;
        final String text;
        final boolean milestone;

        Type(int id, String wire, String text, boolean milestone) {
            this.id = id;
            this.wire = wire;
            this.text = text;
            this.milestone = milestone;
        }
    }
}
