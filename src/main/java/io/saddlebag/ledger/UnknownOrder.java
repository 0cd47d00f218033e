package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;

/** A step was written for an order the ledger has never seen, and did not bring the order's first version with it. */
public final class UnknownOrder extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the order. */
    public UnknownOrder(OrderKey key) {
        super("order " + key + " is not in the ledger; read it from its store first (backfill)");
    }
}
