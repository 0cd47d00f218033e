package io.saddlebag.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What one write sees of the batch it is part of: the session, one time for all it writes, and the changes to the
 * counts, which take effect when the batch commits.
 */
final class Transaction {

    private final Session session;
    private final Instant now;
    private final LongSupplier sequence;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<FigureTable.Key, Long> figures = new TreeMap<>();

    Transaction(Session session, Instant now, LongSupplier sequence) {
        this.session = session;
        this.now = now;
        this.sequence = sequence;
    }

    Session session() {
        return session;
    }

    /** The write's time, in whole milliseconds. */
    Instant now() {
        return now;
    }

    /** Grows from event to event, for those with the same time. */
    long nextSequence() {
        return sequence.getAsLong();
    }

    void count(String state, long change) {
        counts.merge(state, change, Long::sum);
    }

    /** Adds to a key figure. */
    void measure(FigureTable.Key key) {
        figures.merge(key, 1L, Long::sum);
    }

    Map<FigureTable.Key, Long> figures() {
        return figures;
    }

    Map<String, Long> counts() {
        return counts;
    }
}
