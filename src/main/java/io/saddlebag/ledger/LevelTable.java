package io.saddlebag.ledger;

import io.saddlebag.ledger.StockLedger.Change;
import io.saddlebag.ledger.StockLedger.IncomingRow;
import io.saddlebag.ledger.StockLedger.Level;
import io.saddlebag.ledger.StockLedger.LevelRow;
import io.saddlebag.ledger.StockLedger.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table {@code stock_levels}. */
final class LevelTable {

    private static final String COLUMNS = "source, sku, location, on_hand, reserved, held, incoming, at, seq";
    /** Of one size, so that there is one statement to prepare; a page has some 200 to 1,000 SKUs. */
    private static final int SKUS = 200;

    private LevelTable() {}

    /** Where a SKU lies. */
    private record Key(String location, String sku) {}

    /** Writes what differs from what is known, each with its number; how many did. */
    static int report(Session session, StockSequence sequence, Reading reading, List<LevelRow> levels)
            throws SQLException {
        Map<Key, LevelRow> reported = new LinkedHashMap<>();
        levels.forEach(level -> reported.put(new Key(level.location(), level.sku()), level));
        Map<Key, LevelRow> known = known(session, reading.source(), levels);
        List<Object[]> written = new ArrayList<>();
        List<Key> seen = new ArrayList<>();
        String run = reading.complete() ? reading.run() : "";
        reported.forEach((key, level) -> {
            LevelRow before = known.get(key);
            if (before == null ? !level.isNothing() : isNews(before, level)) {
                written.add(new Object[] {
                    reading.source(),
                    level.sku(),
                    level.location(),
                    level.onHand(),
                    level.reserved(),
                    level.held(),
                    incoming(level),
                    level.at(),
                    run,
                    sequence.next()
                });
            } else if (before != null && reading.complete()) {
                seen.add(key);
            }
        });
        session.batch(
                "insert into stock_levels (source, sku, location, on_hand, reserved, held, incoming, at, seen_run, seq)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (sku, source, location) do update set"
                        + " on_hand = excluded.on_hand, reserved = excluded.reserved, held = excluded.held,"
                        + " incoming = excluded.incoming, at = excluded.at, seen_run = excluded.seen_run,"
                        + " seq = excluded.seq",
                written);
        mark(session, reading, seen);
        return written.size();
    }

    /** Notes that a complete reading named them. */
    private static void mark(Session session, Reading reading, List<Key> seen) throws SQLException {
        for (List<Key> some : Chunks.of(seen, SKUS)) {
            List<Object> values = new ArrayList<>(2 * SKUS + 2);
            values.add(reading.run());
            values.add(reading.source());
            for (Key key : some) {
                values.add(key.sku());
                values.add(key.location());
            }
            session.update(
                    "update stock_levels set seen_run = ? where source = ? and (sku, location) in (values "
                            + "(?, ?), ".repeat(SKUS - 1) + "(?, ?))",
                    values.toArray());
        }
    }

    private static boolean isNews(LevelRow before, LevelRow level) {
        return !level.at().isBefore(before.at())
                && (level.onHand() != before.onHand()
                        || level.reserved() != before.reserved()
                        || level.held() != before.held()
                        || !incoming(level).equals(incoming(before)));
    }

    private static Map<Key, LevelRow> known(Session session, String source, Collection<LevelRow> levels)
            throws SQLException {
        Set<String> skus = new LinkedHashSet<>();
        levels.forEach(level -> skus.add(level.sku()));
        Map<Key, LevelRow> known = new HashMap<>();
        for (List<String> some : Chunks.of(List.copyOf(skus), SKUS)) {
            List<Object> values = new ArrayList<>(SKUS + 1);
            values.add(source);
            values.addAll(some);
            session.list(
                            "select " + COLUMNS + " from stock_levels where source = ? and sku in ("
                                    + Chunks.marks(SKUS) + ")",
                            LevelTable::read,
                            values.toArray())
                    .forEach(found -> known.put(
                            new Key(found.level().location(), found.level().sku()), found.level()));
        }
        return known;
    }

    /** Zeroes what a complete reading did not name and nobody has read since it began. */
    static void zeroUnseen(Session session, StockSequence sequence, Reading reading) throws SQLException {
        List<Key> unseen = session.list(
                "select location, sku from stock_levels where source = ? and seen_run <> ? and at < ?"
                        + " and (on_hand <> 0 or reserved <> 0 or held <> 0 or incoming <> '')",
                row -> new Key(row.getString(1), row.getString(2)),
                reading.source(),
                reading.run(),
                reading.asOf());
        List<Object[]> written = new ArrayList<>();
        for (Key key : unseen) {
            written.add(new Object[] {reading.asOf(), sequence.next(), reading.source(), key.sku(), key.location()});
        }
        session.batch(
                "update stock_levels set on_hand = 0, reserved = 0, held = 0, incoming = '', at = ?, seq = ?"
                        + " where source = ? and sku = ? and location = ?",
                written);
    }

    static List<Level> of(Session session, String sku) throws SQLException {
        return session.list(
                "select " + COLUMNS + " from stock_levels where sku = ? order by source, location",
                row -> new Level(row.getString(1), read(row).level()),
                sku);
    }

    static List<Change.OfLevel> changes(Session session, long after, long last, int limit) throws SQLException {
        return session.list(
                "select " + COLUMNS + " from stock_levels where seq > ? and seq <= ? order by seq limit ?",
                LevelTable::read,
                after,
                last,
                limit);
    }

    /** A page of the table by its key, after the named one. */
    static List<Change.OfLevel> page(Session session, String sku, String source, String location, int limit)
            throws SQLException {
        return session.list(
                "select " + COLUMNS + " from stock_levels where (sku, source, location) > (?, ?, ?)"
                        + " order by sku, source, location limit ?",
                LevelTable::read,
                sku,
                source,
                location,
                limit);
    }

    private static String incoming(LevelRow level) {
        return Packed.pack(
                level.incoming(),
                one -> Packed.row(one.quantity(), one.expectedAt().toEpochMilli(), one.reference()));
    }

    private static Change.OfLevel read(ResultSet row) throws SQLException {
        List<IncomingRow> incoming = Packed.unpack(
                row.getString(7),
                fields -> new IncomingRow(
                        Long.parseLong(fields[0]), Instant.ofEpochMilli(Long.parseLong(fields[1])), fields[2]));
        LevelRow level = new LevelRow(
                row.getString(3),
                row.getString(2),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                incoming,
                Instant.ofEpochMilli(row.getLong(8)));
        return new Change.OfLevel(row.getLong(9), row.getString(1), level);
    }
}
