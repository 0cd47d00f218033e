package io.saddlebag.ledger;

import io.saddlebag.ledger.StockLedger.Change;
import io.saddlebag.ledger.StockLedger.ItemRow;
import io.saddlebag.ledger.StockLedger.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table {@code stock_items}. */
final class ItemTable {

    private static final String COLUMNS = "source, sku, category, active, at, seq";
    private static final int SKUS = 200;

    private ItemTable() {}

    static int report(Session session, StockSequence sequence, Reading reading, List<ItemRow> items)
            throws SQLException {
        Map<String, ItemRow> reported = new LinkedHashMap<>();
        items.forEach(item -> reported.put(item.sku(), item));
        Map<String, ItemRow> known = known(session, reading.source(), List.copyOf(reported.keySet()));
        List<Object[]> written = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        String run = reading.complete() ? reading.run() : "";
        reported.forEach((sku, item) -> {
            ItemRow before = known.get(sku);
            if (before == null || isNews(before, item)) {
                written.add(new Object[] {
                    reading.source(), sku, item.category(), item.active(), item.at(), run, sequence.next()
                });
            } else if (reading.complete()) {
                seen.add(sku);
            }
        });
        session.batch(
                "insert into stock_items (source, sku, category, active, at, seen_run, seq)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict (source, sku) do update set"
                        + " category = excluded.category, active = excluded.active, at = excluded.at,"
                        + " seen_run = excluded.seen_run, seq = excluded.seq",
                written);
        for (List<String> some : Chunks.of(seen, SKUS)) {
            List<Object> values = new ArrayList<>(SKUS + 2);
            values.add(run);
            values.add(reading.source());
            values.addAll(some);
            session.update(
                    "update stock_items set seen_run = ? where source = ? and sku in (" + Chunks.marks(SKUS) + ")",
                    values.toArray());
        }
        return written.size();
    }

    private static boolean isNews(ItemRow before, ItemRow item) {
        return !item.at().isBefore(before.at())
                && (item.active() != before.active() || !item.category().equals(before.category()));
    }

    private static Map<String, ItemRow> known(Session session, String source, List<String> skus) throws SQLException {
        Map<String, ItemRow> known = new HashMap<>();
        for (List<String> some : Chunks.of(skus, SKUS)) {
            List<Object> values = new ArrayList<>(SKUS + 1);
            values.add(source);
            values.addAll(some);
            session.list(
                            "select " + COLUMNS + " from stock_items where source = ? and sku in (" + Chunks.marks(SKUS)
                                    + ")",
                            ItemTable::read,
                            values.toArray())
                    .forEach(found -> known.put(found.item().sku(), found.item()));
        }
        return known;
    }

    /** Marks as inactive what a complete reading did not name and nobody has read since it began. */
    static void retireUnseen(Session session, StockSequence sequence, Reading reading) throws SQLException {
        List<Object[]> written = new ArrayList<>();
        for (String sku : session.list(
                "select sku from stock_items where source = ? and seen_run <> ? and at < ? and active = 1",
                row -> row.getString(1),
                reading.source(),
                reading.run(),
                reading.asOf())) {
            written.add(new Object[] {reading.asOf(), sequence.next(), reading.source(), sku});
        }
        session.batch("update stock_items set active = 0, at = ?, seq = ? where source = ? and sku = ?", written);
    }

    static List<Change.OfItem> changes(Session session, long after, long last, int limit) throws SQLException {
        return session.list(
                "select " + COLUMNS + " from stock_items where seq > ? and seq <= ? order by seq limit ?",
                ItemTable::read,
                after,
                last,
                limit);
    }

    static List<Change.OfItem> page(Session session, String afterSource, String afterSku, int limit)
            throws SQLException {
        return session.list(
                "select " + COLUMNS + " from stock_items where (source, sku) > (?, ?) order by source, sku limit ?",
                ItemTable::read,
                afterSource,
                afterSku,
                limit);
    }

    private static Change.OfItem read(ResultSet row) throws SQLException {
        return new Change.OfItem(
                row.getLong(6),
                row.getString(1),
                new ItemRow(
                        row.getString(2), row.getString(3), row.getInt(4) == 1, Instant.ofEpochMilli(row.getLong(5))));
    }
}
