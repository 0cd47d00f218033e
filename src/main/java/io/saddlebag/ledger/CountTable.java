package io.saddlebag.ledger;

import io.saddlebag.order.OrderState;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Orders per state, kept in the transaction that moves them. A table and not a covering index: counting a million index
 * entries takes a tenth of a second each time a dashboard asks, adding up a few rows takes none.
 */
final class CountTable {

    static final String PARKED = "PARKED";

    private CountTable() {}

    /** Under which name an order counts. */
    static String name(OrderState state, int parked) {
        return parked > 0 ? PARKED : state.name();
    }

    static void add(Session session, int shard, String state, long change) throws SQLException {
        if (change != 0) {
            session.update(
                    "insert into order_counts (shard, state, n) values (?, ?, ?)"
                            + " on conflict (shard, state) do update set n = order_counts.n + excluded.n",
                    shard,
                    state,
                    change);
        }
    }

    static Map<String, Long> read(Session session) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (OrderState state : OrderState.values()) {
            counts.put(state.name(), 0L);
        }
        counts.put(PARKED, 0L);
        session.list(
                        "select state, sum(n) from order_counts group by state",
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }
}
