package io.saddlebag.sandbox.shipbob;

/** Status of a shipment, in ShipBob's words ({@code Orders.OrderStatusEnum}; the description has three more, unused here). */
public enum ShipmentStatus {
    /** Being fulfilled. */
    PROCESSING("Processing"),
    /** A label with a tracking number exists. */
    LABELED_CREATED("LabeledCreated"),
    /** Has left the centre; says nothing about delivery, that is in the detail. */
    COMPLETED("Completed"),
    /** Cannot be fulfilled: out of stock, unknown or inactive product. */
    EXCEPTION("Exception"),
    /** Not ready for fulfilment: address, payment, customs, or the merchant's wish. */
    ON_HOLD("OnHold"),
    /** Will not be fulfilled. */
    CANCELLED("Cancelled");

    private final String wire;

    ShipmentStatus(String wire) {
        this.wire = wire;
    }

    /** The value in JSON. */
    public String wire() {
        return wire;
    }
}
