package io.saddlebag.ledger;

import io.saddlebag.ledger.StockLedger.Change;
import io.saddlebag.ledger.StockLedger.FeedRow;
import io.saddlebag.ledger.StockLedger.Page;
import io.saddlebag.ledger.StockLedger.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables {@code stock_feeds} and {@code stock_pages}: how far sources have been read. */
final class FeedTable {

    private static final String COLUMNS = "source, as_of, complete_at, seq";
    /** A message with the end of a reading is repeated within this time, or never. */
    private static final Duration KEPT = Duration.ofDays(2);

    private FeedTable() {}

    static void note(Transaction transaction, Page page) throws SQLException {
        transaction
                .session()
                .update(
                        "insert into stock_pages (source, run, page, noted_at) values (?, ?, ?, ?)"
                                + " on conflict (source, run, page) do nothing",
                        page.reading().source(),
                        page.reading().run(),
                        page.number(),
                        transaction.now());
    }

    static boolean hasAll(Session session, Reading reading, int pages) throws SQLException {
        return session.one(
                        "select count(*) from stock_pages where source = ? and run = ? and page between 1 and ?",
                        row -> row.getInt(1),
                        reading.source(),
                        reading.run(),
                        pages)
                .orElse(0)
                .equals(pages);
    }

    /** Moves on; what has been read further already stays there. */
    static void move(Transaction transaction, StockSequence sequence, Reading reading) throws SQLException {
        Session session = transaction.session();
        Optional<Instant> complete = reading.complete() ? Optional.of(reading.asOf()) : Optional.empty();
        Optional<FeedRow> known = session.one(
                "select " + COLUMNS + " from stock_feeds where source = ?",
                row -> read(row).feed(),
                reading.source());
        Instant asOf =
                later(known.map(FeedRow::asOf), Optional.of(reading.asOf())).orElseThrow();
        FeedRow now = new FeedRow(reading.source(), asOf, later(known.flatMap(FeedRow::completeAt), complete));
        if (known.isEmpty() || !known.get().equals(now)) {
            session.update(
                    "insert into stock_feeds (source, as_of, complete_at, seq) values (?, ?, ?, ?)"
                            + " on conflict (source) do update set as_of = excluded.as_of,"
                            + " complete_at = excluded.complete_at, seq = excluded.seq",
                    now.source(),
                    now.asOf(),
                    now.completeAt(),
                    sequence.next());
        }
        if (reading.complete()) {
            session.update(
                    "delete from stock_pages where noted_at < ?",
                    transaction.now().minus(KEPT));
        }
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().isBefore(other.get()) ? other : one;
    }

    static List<Change.OfFeed> all(Session session) throws SQLException {
        return session.list("select " + COLUMNS + " from stock_feeds order by source", FeedTable::read);
    }

    static List<Change.OfFeed> changes(Session session, long after, long last, int limit) throws SQLException {
        return session.list(
                "select " + COLUMNS + " from stock_feeds where seq > ? and seq <= ? order by seq limit ?",
                FeedTable::read,
                after,
                last,
                limit);
    }

    private static Change.OfFeed read(ResultSet row) throws SQLException {
        Instant asOf = Instant.ofEpochMilli(row.getLong(2));
        long complete = row.getLong(3);
        Optional<Instant> completeAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(complete));
        return new Change.OfFeed(row.getLong(4), new FeedRow(row.getString(1), asOf, completeAt));
    }
}
