package io.saddlebag.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Corrections of stock that one partner reported and another follows. Each event of a source is one row, whatever else
 * brings it again; what was applied stays applied.
 *
 * <p>All methods may be repeated and throw {@link LedgerUnavailable} if the database cannot be reached or written.
 */
public interface Adjustments {

    /** How far an adjustment is. */
    enum State {
        /** It has begun; nothing was done about it. */
        BEGUN,
        /** A person must decide. */
        HELD,
        /** The target has the count in hand and may have applied it. */
        STAGED,
        /** The target follows. */
        APPLIED
    }

    /** Takes note that an adjustment's turn has come; what is known of it stays. */
    Row begin(Adjustment adjustment);

    /** Whether an event's turn has come before. */
    boolean isKnown(String source, String event);

    /** A person must decide about it; nothing where it is staged or applied. */
    void hold(String source, String event);

    /** The target is about to apply it, from one quantity to another; nothing where it is applied. */
    void stage(String source, String event, BigDecimal before, BigDecimal after);

    /**
     * The target follows: with the entry for the audit trail, in one write.
     *
     * @return whether that is news
     */
    boolean apply(String source, String event, BigDecimal before, BigDecimal after, Audit.Entry entry);

    /** The adjustments of a SKU, the newest first. */
    List<Row> of(String sku, int limit);

    /** Deletes applied ones that began before a time, at most so many at once; how many. */
    int forget(Instant before, int most);

    /**
     * What was reported.
     *
     * @param source full name of who reported it, {@code warehouse.NAME}
     * @param event the source's id of it
     * @param location where, the source's code
     * @param target full name of who follows, {@code erp.NAME}
     * @param place where, the target's code
     * @param delta pieces more, or fewer below zero
     * @param at when it happened there
     */
    record Adjustment(
            String source,
            String event,
            String location,
            String target,
            String place,
            String sku,
            long delta,
            Instant at) {}

    /**
     * An adjustment and how far it is.
     *
     * @param before the target's quantity before, empty until it is staged
     * @param after and after
     */
    record Row(Adjustment adjustment, State state, Optional<BigDecimal> before, Optional<BigDecimal> after) {}
}
