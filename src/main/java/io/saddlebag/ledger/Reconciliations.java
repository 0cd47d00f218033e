package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.CrossReference;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Comparisons of the ledger with the partners, and what they found to differ.
 *
 * <p>Delivery guarantee: a write is on disk when its method returns. A difference found again stays one row. All methods
 * throw {@link LedgerUnavailable} where the database does not answer.
 */
public interface Reconciliations {

    /**
     * Orders placed in a window with all that is known of them, in the order they were placed; a page.
     *
     * @param from inclusive
     * @param to exclusive
     * @param after the last order of the page before, empty for the first
     */
    List<Surveyed> placed(String store, Instant from, Instant to, Optional<OrderRow> after, int most);

    /** The named orders with all that is known of them; those the ledger does not know are left out. */
    List<Surveyed> of(Collection<OrderKey> keys);

    /** Which of these orders the ledger knows. */
    Set<OrderKey> known(Collection<OrderKey> keys);

    /** When the first order of a store was seen; empty where none was. */
    Optional<Instant> firstSeen(String store);

    /** Keeps a run that was asked for; the same id again changes nothing. */
    void ask(Run run);

    /**
     * Begins a run, or begins it again after a crash. False while another one is under way anywhere: only one runs at a time.
     *
     * @param dead a run that has not told of itself for so long is under way no more
     */
    boolean begin(String run, Duration dead);

    /** Tells that a run is alive, and how far it is. */
    void progress(String run, long compared);

    /** Ends a run; its counts of differences are computed. */
    void end(String run, RunState state, String reason, long compared);

    /** A run by its id. */
    Optional<Run> run(String id);

    /** The latest runs, newest first. */
    List<Run> runs(Optional<String> store, int limit);

    /** The latest run of a store that ended, and the latest that was complete; empty where there is none. */
    Optional<Run> lastEnded(String store, boolean complete);

    /** Keeps what a run found. What was closed before opens again; what a person accepted stays so unless its value changed. */
    void found(String run, List<Found> differences);

    /** After a complete run: closes the differences of its store and window that it did not find any more. */
    int closeUnseen(String run);

    /** The same for the differences of these orders, whatever their window. */
    int closeUnseen(String run, Collection<OrderKey> orders);

    /** Keeps the differences of orders a run could not judge, because they were on their way, from being closed by it. */
    void passedOver(String run, Collection<OrderKey> orders);

    /** Differences that fit, the oldest first. */
    List<Difference> differences(Filter filter);

    /** One difference with its history. */
    Optional<Difference> difference(String id);

    /** Ids that begin so, at most a few. */
    List<String> startingWith(String beginning);

    /** Keeps that a repair was asked for and what came of the asking, in the audit trail too. False if the difference is not open. */
    boolean repaired(String id, Actor actor, String result);

    /** Takes a difference as it is: it counts no more until its value changes; in the audit trail too. False if it is not open. */
    boolean accept(String id, Actor actor, String reason);

    /** Open differences by kind and currency, for metrics and alerts. */
    List<Open> open();

    /** Deletes closed differences with their history, and runs, that ended before; how many rows of both. */
    int forget(Instant before, int most);

    /** Where a run stands. */
    enum RunState {
        WAITING,
        RUNNING,
        /** Everything was compared. */
        COMPLETE,
        /** Something could not be read: what was found is kept, nothing is closed. */
        INCOMPLETE;

        /** Whether it has ended. */
        public boolean isOver() {
            return this == COMPLETE || this == INCOMPLETE;
        }
    }

    /** Where a difference stands. */
    enum DifferenceState {
        OPEN,
        /** A person takes it as it is. */
        ACCEPTED,
        CLOSED
    }

    /**
     * An order with all that is known of it.
     *
     * @param document its newest {@code order.v1}
     * @param parked its open parked messages, oldest first
     */
    record Surveyed(
            OrderRow row,
            String document,
            List<ShipmentRow> shipments,
            List<CrossReference> references,
            List<OpenParked> parked) {
        /** Copies the collections. */
        public Surveyed {
            shipments = List.copyOf(shipments);
            references = List.copyOf(references);
            parked = List.copyOf(parked);
        }
    }

    /** A parked message that waits, without its payload. */
    record OpenParked(String id, String queue, String code, String cause, Instant parkedAt) {}

    /**
     * A run.
     *
     * @param from first moment orders were placed at
     * @param to end of the window, exclusive
     * @param askedBy a person's name, or {@code saddlebag}
     * @param reason why it is incomplete, or what else a person should know; may be empty
     * @param compared records compared so far: an order counts once in each system that has it
     * @param found open differences it found; those a person accepted are not counted
     * @param opened those that were new
     * @param closed those it closed
     */
    record Run(
            String id,
            String store,
            Instant from,
            Instant to,
            String askedBy,
            Instant askedAt,
            RunState state,
            String reason,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            long compared,
            long found,
            long opened,
            long closed) {

        /** A run to be made. */
        public static Run asked(String id, String store, Instant from, Instant to, String askedBy, Instant askedAt) {
            return new Run(
                    id,
                    store,
                    from,
                    to,
                    askedBy,
                    askedAt,
                    RunState.WAITING,
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    0,
                    0);
        }
    }

    /**
     * What a run found to differ.
     *
     * @param id deterministic: the same difference has the same id
     * @param kind stable short name
     * @param system the partner that differs
     * @param subject what differs there: a number or id of the partner's, may be empty
     * @param amount how much money is at stake, never negative
     * @param detail both sides in words, without personal data
     * @param repair what would mend it, empty where only a person can
     * @param parked id of the parked message that explains it
     * @param aboutAt when the order was placed; decides to which windows it belongs
     */
    record Found(
            String id,
            String kind,
            String store,
            Optional<OrderKey> order,
            String system,
            String subject,
            BigDecimal amount,
            String currency,
            String detail,
            String repair,
            Optional<String> parked,
            Instant aboutAt) {}

    /**
     * A difference as it is kept.
     *
     * @param repairResult what came of asking for its repair, empty where nobody asked
     * @param history everything that happened to it, oldest first; only where one was asked for by its id
     */
    record Difference(
            Found found,
            Instant firstSeen,
            Instant lastSeen,
            String lastRun,
            DifferenceState state,
            Optional<Instant> closedAt,
            Optional<String> closedBecause,
            Optional<Instant> repairedAt,
            Optional<String> repairedBy,
            Optional<String> repairResult,
            List<Remark> history) {
        /** Copies the history. */
        public Difference {
            history = List.copyOf(history);
        }
    }

    /** Something that happened to a difference, and who did it. */
    record Remark(Instant at, String action, String actor, String detail) {}

    /**
     * Which differences to list; empty parts match everything.
     *
     * @param from about orders placed from then on
     * @param to about orders placed before then
     * @param after only those behind this one in the list, to page on
     */
    record Filter(
            Optional<String> store,
            Optional<String> kind,
            Optional<OrderKey> order,
            Optional<DifferenceState> state,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Difference> after,
            int limit) {

        /** Everything that is open. */
        public static Filter open(int limit) {
            return new Filter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(DifferenceState.OPEN),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    limit);
        }

        /** The same from behind a difference on. */
        public Filter behind(Difference last) {
            return new Filter(store, kind, order, state, from, to, Optional.of(last), limit);
        }
    }

    /**
     * How many differences of a kind are open in a currency, what they are worth together, and since when the oldest is.
     *
     * @param repairable how many of them a message can mend
     */
    record Open(String kind, String currency, long count, long repairable, BigDecimal value, Instant oldest) {}
}
