package io.saddlebag.order;

/** Where an order stands. The legal moves are {@link Lifecycle}'s. */
public enum OrderState {
    /** Seen in the store, not yet due (unpaid, half-made, on hold). */
    WAITING("seen in the store, not due yet"),
    /** Not for us: the status policy says it is never posted. */
    IGNORED("not to be posted"),
    /** Due and proved; on its way to the ERP. */
    CAPTURED("on its way to the ERP"),
    /** Created and confirmed in the ERP. */
    POSTED("in the ERP"),
    /** Every fulfilment request is acknowledged by its warehouse. */
    RELEASED("at the warehouse"),
    /** Some, not all, of the pieces have left. */
    PARTLY_SHIPPED("partly shipped"),
    /** Every piece has left. */
    SHIPPED("shipped"),
    /** Shipped, invoiced, and the store shows it. */
    COMPLETED("done"),
    /** Cancelled before it was posted, or taken back everywhere. */
    CANCELLED("cancelled");

    private final String words;

    OrderState(String words) {
        this.words = words;
    }

    /** What the state means, for a person. */
    public String words() {
        return words;
    }

    /** Whether nothing more is expected to happen. */
    public boolean isFinal() {
        return this == IGNORED || this == COMPLETED || this == CANCELLED;
    }
}
