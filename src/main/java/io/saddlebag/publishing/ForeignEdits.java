package io.saddlebag.publishing;

import io.saddlebag.ledger.Publications.Aspect;

/** Who decides about what somebody else wrote into a store. */
public interface ForeignEdits {

    /**
     * An item shows something else than was written.
     *
     * @param expected what was written
     * @param found what the store shows, in the same form
     */
    record Edit(String store, String sku, Aspect aspect, String expected, String found) {}

    /** A store shows something else than was written to it, and no order explains it. The same may be told again and again. */
    void found(Edit edit);

    /** A store shows what was written. Told of every item at every read. */
    void over(String store, String sku, Aspect aspect);
}
