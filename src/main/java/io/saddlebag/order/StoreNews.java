package io.saddlebag.order;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a store shall show of one order, as a whole: a repeat shows the same, a later one more.
 *
 * @param order which order
 * @param status the store status to set, empty to leave it
 * @param mayReplace the store statuses it may replace; any other is somebody's newer decision and stays
 * @param facts metadata by key, e.g. the ERP's order number
 * @param shipped what has left, with tracking
 * @param echo version hash the order will have after the write, by which our own change is recognised when it comes back
 */
public record StoreNews(
        OrderKey order,
        Optional<String> status,
        Set<String> mayReplace,
        Map<String, String> facts,
        List<Shipment> shipped,
        String echo) {

    /** Copies the collections. */
    public StoreNews {
        mayReplace = Set.copyOf(mayReplace);
        facts = Map.copyOf(facts);
        shipped = List.copyOf(shipped);
    }
}
