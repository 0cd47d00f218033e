package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What people ask about warehouses. Every question is answered from an index that holds only what it looks for, and from a
 * bounded number of rows. All methods throw {@link LedgerUnavailable}.
 */
public interface Fulfilments {

    /** Where counting ends. */
    int MOST = 10_000;

    /** How many orders are with a warehouse that has not acknowledged them, parked ones left out; up to {@link #MOST}. */
    long waiting(String warehouse);

    /**
     * How many of them are in the ERP since before that time, by warehouse; up to {@link #MOST} for each store. An order that
     * no warehouse has been asked for counts under its ERP's name.
     */
    Map<String, Long> late(Collection<String> stores, Instant postedBefore);

    /** Those of the counted orders that are with one warehouse, the longest late first. */
    List<OrderRow> late(Collection<String> stores, Instant postedBefore, String warehouse, int limit);

    /** How many orders with a warehouse are partly shipped; up to {@link #MOST}. */
    long partlyShipped(String warehouse);

    /** How many messages of a step wait for a person. */
    long parkedAt(String step);

    /** How many shipments a warehouse holds, or cannot send as they are; up to {@link #MOST}. */
    long stopped(String warehouse);

    /** Those shipments, the longest stopped first. */
    List<ShipmentRow> stopped(String warehouse, int limit);

    /** How many shipments left a warehouse before that time and the store does not show them; up to {@link #MOST}. */
    long unshown(String warehouse, Instant leftBefore);

    /** Those shipments, the longest gone first. */
    List<ShipmentRow> unshown(String warehouse, Instant leftBefore, int limit);
}
