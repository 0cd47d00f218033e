package io.saddlebag.sandbox.shipbob;

/** Status of an order, imputed from its shipments ({@code Orders.OrderStatus}). */
public enum OrderStatus {
    /** At least one shipment is being fulfilled or on hold, none has left. */
    PROCESSING("Processing"),
    /** At least one shipment cannot be fulfilled, none has left. */
    EXCEPTION("Exception"),
    /** Some shipments have left, others have not. */
    PARTIALLY_FULFILLED("PartiallyFulfilled"),
    /** Every shipment that was not cancelled has left. */
    FULFILLED("Fulfilled"),
    /** Every shipment was cancelled. */
    CANCELLED("Cancelled");

    private final String wire;

    OrderStatus(String wire) {
        this.wire = wire;
    }

    /** The value in JSON. */
    public String wire() {
        return wire;
    }
}
