package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What alert rules ask the ledger. Every question is answered from an index that holds only what it looks for, and from a
 * bounded number of rows, so that it costs the same with a million orders. All methods throw {@link LedgerUnavailable}.
 */
public interface AlertFacts {

    /** Open parked messages by code and category. */
    List<ParkedKind> parked();

    /** Orders of a store that are due since before that time and not in the ERP; parked ones do not count. */
    Optional<Late> unposted(String store, Instant dueBefore);

    /** The rows of what {@link #unposted} counts, the longest due first. */
    List<Ledger.OrderRow> unpostedOrders(String store, Instant dueBefore, int limit);

    /** Orders of a store that are in the ERP since before that time and whose warehouses have not acknowledged them all. */
    Optional<Late> unreleased(String store, Instant postedBefore);

    /** Orders that have been waiting for a partner since then and have not gone on, by partner. */
    List<Waiting> waiting(Instant since);

    /** Happenings that somebody should look at ({@code warn} and {@code error}) since then, the latest first. */
    List<Ledger.Notice> notices(Instant since);

    /** Notes when something was last seen; an earlier time changes nothing. */
    void mark(String name, Instant at);

    /** When something was last seen; where it never was, it counts as seen now, and is from then on. */
    Instant markOrBegin(String name);

    /** When something was last seen; empty where it never was. */
    Optional<Instant> marked(String name);

    /** Adds to a count of this minute. */
    void count(String kind, String subject, long n);

    /** Sums of a kind since then, by subject. */
    Map<String, Long> counted(String kind, Instant since);

    /** Forgets counts of before. */
    void forgetCounts(Instant before);

    /**
     * Parked messages of one kind.
     *
     * @param remedy of the oldest
     * @param orders of the first few
     * @param held value of their orders by currency, of {@link #SAMPLE} at most
     */
    record ParkedKind(
            String category,
            String code,
            long messages,
            Instant since,
            String remedy,
            List<OrderKey> orders,
            Map<String, BigDecimal> held) {}

    /**
     * Orders that are late.
     *
     * @param many how many, {@link #MOST} at most
     * @param oldest since when the first of them waits
     * @param orders the first few
     * @param held their value by currency, of {@link #SAMPLE} at most
     */
    record Late(long many, Instant oldest, List<OrderKey> orders, Map<String, BigDecimal> held) {}

    /** Orders that wait for a partner now. */
    record Waiting(String partner, Instant since, List<OrderKey> orders) {}

    /** Where counting late orders ends. */
    int MOST = 10_000;

    /** How many orders a value is the sum of, at most. */
    int SAMPLE = 1_000;

    /** How many orders are named. */
    int NAMED = 5;
}
