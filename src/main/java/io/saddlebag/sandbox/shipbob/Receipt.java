package io.saddlebag.sandbox.shipbob;

import java.time.Instant;

/** A receiving order of one product for one centre. */
record Receipt(
        long id, Product product, int centre, int quantity, Instant expected, Instant created, boolean completed) {

    Receipt stowed() {
        return new Receipt(id, product, centre, quantity, expected, created, true);
    }
}
