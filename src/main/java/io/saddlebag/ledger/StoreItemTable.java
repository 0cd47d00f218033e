package io.saddlebag.ledger;

import io.saddlebag.ledger.StockLedger.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The table {@code store_items} as part of the change sequence: an item is a change when a store has it newly, or newly has it
 * under another SKU. A write leaves the row without a number; {@link #number} gives it one later.
 */
final class StoreItemTable {

    private static final int AT_ONCE = 1_000;

    private StoreItemTable() {}

    static boolean isPending(Session session) throws SQLException {
        return session.one("select 1 from store_items where seq is null limit 1", row -> true)
                .isPresent();
    }

    /** Gives numbers to what has none. Rows that are being written are left for the next time: nobody waits. */
    static void number(Dialect dialect, Session session, StockSequence sequence) throws SQLException {
        for (Key item : session.list(
                "select store, product_id, variation_id from store_items where seq is null limit " + AT_ONCE
                        + dialect.forUpdateOfFree(),
                row -> new Key(row.getString(1), row.getString(2), row.getString(3)))) {
            session.update(
                    "update store_items set seq = ? where store = ? and product_id = ? and variation_id = ?",
                    sequence.next(),
                    item.store(),
                    item.productId(),
                    item.variationId());
        }
    }

    static List<Change.OfStoreItem> changes(Session session, long after, long last, int limit) throws SQLException {
        return session.list(
                "select seq, store, sku from store_items where seq > ? and seq <= ? order by seq limit ?",
                StoreItemTable::read,
                after,
                last,
                limit);
    }

    private static Change.OfStoreItem read(ResultSet row) throws SQLException {
        return new Change.OfStoreItem(row.getLong(1), row.getString(2), row.getString(3));
    }

    private record Key(String store, String productId, String variationId) {}
}
