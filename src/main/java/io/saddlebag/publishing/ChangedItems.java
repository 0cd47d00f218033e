package io.saddlebag.publishing;

import java.util.Collection;

/** Who wants to know that items of a store's catalogue are new, or others than they were. */
@FunctionalInterface
public interface ChangedItems {

    /**
     * They are in the ledger.
     *
     * @param skus as the store shows them; an item that was renamed with its old one too
     */
    void of(String store, Collection<String> skus);
}
