package io.saddlebag.publishing;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Which of a store's orders are part of what is wished: their pieces are not subtracted once more. */
@FunctionalInterface
public interface KnownSales {

    /**
     * Those of these orders whose need the wishes of now contain.
     *
     * @param orders the store's order ids, and when it changed them last
     */
    Set<String> known(String store, Map<String, Instant> orders);
}
