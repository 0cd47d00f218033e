package io.saddlebag.publishing;

import io.saddlebag.ledger.Publications.Aspect;
import java.util.List;

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

    /**
     * What parts of an item's content show something else than was written; all others show what was. The same may be told
     * again and again.
     */
    void content(String store, String sku, List<Shop.Part> parts);

    /** Items came to be known that show a price, and their wish for another was decided without it. Nothing was written yet. */
    void unforeseen(String store, List<String> skus);

    /** A store shows what was written. Told of every item at every read. */
    void over(String store, String sku, Aspect aspect);
}
