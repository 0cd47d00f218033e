package io.saddlebag.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the items of the stores shall show, and what they show. The table is the queue: the latest wish for a store, SKU and
 * aspect replaces an earlier one, so a store that is down for hours is owed one write for each item, however often it changed.
 *
 * <p>Delivery guarantee: a write is on disk when its method returns, and the same write again changes nothing. A row stays
 * due until {@link #shown} tells of the very value that is wished, so a crash anywhere costs a repeated write to the store
 * and loses none. All methods throw {@link LedgerUnavailable} where the database does not answer.
 */
public interface Publications {

    /** How urgent rows of a full re-sync are: behind everything that changed. */
    int RESYNC_URGENCY = 9;

    /** The parts of an item that are written each for itself. */
    enum Aspect {
        STOCK,
        PRICE,
        CONTENT
    }

    /** Where a row stands. */
    enum State {
        /** It is to be written. */
        DUE,
        /** It is to be tried again at a known time. */
        LATER,
        /** It cannot be written until the wish or the item changes. */
        REFUSED,
        /** The store has it. */
        SHOWN
    }

    /**
     * Keeps what items shall show; the latest wish replaces an earlier one. What is wished already changes nothing, but a
     * wish that goes back to what the store showed before is due all the same: the other value may be under way to it.
     *
     * @return how many rows became due or changed while they were
     */
    int wish(Collection<Wish> wishes);

    /**
     * Begins a turn of deciding what shall be shown; the turn before is over, whoever has it. Begin it before looking at what is
     * decided on.
     *
     * @param what is decided about, e.g. {@code stock}
     */
    Turn turn(String what);

    /**
     * The same as {@link #wish(Collection)}, by somebody whose turn it is: of several daemons the one that was thought dead, and
     * is late, does not undo what the other has decided since.
     *
     * @return how many rows became due, or changed while they were; empty if the turn is over: some may not have been kept
     */
    OptionalInt wish(Turn turn, Collection<Wish> wishes);

    /** Rows to be written now, by urgency, then age. Found through an index, however many rows there are. */
    List<Due> due(String store, int limit, Instant now);

    /** The store has these values. A row whose wish is another one by now stays due; its trouble is over either way. */
    void shown(Collection<Shown> shown);

    /** These values could not be written. A row whose wish is another one by now is left as it is. */
    void refused(Collection<Trouble> troubles);

    /**
     * Counts what was read again in a store, for the key figures.
     *
     * @param levels how many levels of stock
     * @param deviating how many of them were not as written
     */
    void readAgain(String store, int levels, int deviating);

    /** What is known of some items changed: their rows that were refused, or are to be tried later, are due again. */
    int reopen(String store, Collection<String> skus);

    /** What stood in the way of some aspects is gone: their rows that were refused with this code are due again. */
    int reopen(String store, String code, Collection<Aspect> aspects);

    /** One row. */
    Optional<PublicationRow> find(String store, String sku, Aspect aspect);

    /** All rows of some SKUs, compared without case as the stores do. */
    List<PublicationRow> of(String store, Collection<String> skus);

    /** Rows in trouble, the oldest first. */
    List<PublicationRow> troubles(Optional<String> store, int limit);

    /** Full re-sync: every row of the store is due again, behind everything that changed. How many rows these are. */
    int again(String store);

    /** How far a store is. */
    Progress progress(String store);

    /** What is due, by store and aspect, for metrics. */
    List<Backlog> backlog();

    /**
     * Has a value written again although its wish is the same, because the store was found to show something else.
     *
     * @return whether the store was known to have it
     */
    boolean repeat(String store, String sku, Aspect aspect, int urgency, String because);

    /**
     * What an item shall show.
     *
     * @param value a small canonical JSON object: STOCK {@code {"quantity":12,"backorders":"no"}}, PRICE
     *     {@code {"regular":"19.90","sale":"","saleFrom":"","saleTo":""}}
     * @param urgency lower is sooner
     * @param because what led to it, in words, without personal data
     */
    record Wish(String store, String sku, Aspect aspect, String value, int urgency, String because) {}

    /** A turn of deciding; turns about the same thing have growing numbers. */
    record Turn(String what, long number) {}

    /**
     * A row that is to be written.
     *
     * @param tries how often this wish was refused before
     */
    record Due(
            String store,
            String sku,
            Aspect aspect,
            String value,
            int urgency,
            Instant since,
            int tries,
            Optional<String> shown) {}

    /**
     * A value that was written.
     *
     * @param value the wish it was written for
     * @param shown what the store has, which may be less than wished where it has sold pieces the wish does not know of
     * @param lookAgain where that is so: when to write it again, by when the wish knows of them
     */
    record Shown(String store, String sku, Aspect aspect, String value, String shown, Optional<Instant> lookAgain) {

        /** A value that the store has as it was wished. */
        public Shown(String store, String sku, Aspect aspect, String value) {
            this(store, sku, aspect, value, value, Optional.empty());
        }
    }

    /**
     * Why a value could not be written.
     *
     * @param code stable short name
     * @param words what happened, without personal data
     * @param remedy what to do
     * @param nextTry when to try again; empty: not before the wish or the item changes
     */
    record Trouble(
            String store,
            String sku,
            Aspect aspect,
            String value,
            String code,
            String words,
            String remedy,
            Optional<Instant> nextTry) {}

    /**
     * A row.
     *
     * @param dueSince since when its wishes wait, or last waited
     * @param shown what the store was last known to have, empty until something was written
     * @param code stable short name of its trouble, empty where it has none; so are words and remedy
     * @param troubledAt since when it has this trouble
     */
    record PublicationRow(
            String store,
            String sku,
            Aspect aspect,
            String wished,
            String because,
            Instant wishedAt,
            State state,
            int urgency,
            Instant dueSince,
            Optional<Instant> nextTry,
            int tries,
            Optional<String> shown,
            Optional<Instant> shownAt,
            String code,
            String words,
            String remedy,
            Optional<Instant> troubledAt) {}

    /**
     * How far a store is.
     *
     * @param total its rows
     * @param due those to be written now or later
     * @param troubled those in trouble
     * @param resyncAt when a full re-sync was last asked for
     * @param resyncTotal how many rows that made due
     * @param resyncShown how many of these the store has meanwhile
     */
    record Progress(
            String store,
            long total,
            long due,
            long troubled,
            Optional<Instant> resyncAt,
            long resyncTotal,
            long resyncShown) {}

    /** How much of an aspect is due in a store, and since when the oldest is. */
    record Backlog(String store, Aspect aspect, long count, Instant oldest) {}
}
