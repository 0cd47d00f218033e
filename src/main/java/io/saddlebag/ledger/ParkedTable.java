package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.order.OrderKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code parked}, and with it {@code orders.parked}: how many of an order's messages are open. */
final class ParkedTable {

    private static final String COLUMNS =
            "id, order_key, step, route, queue, category, code, cause, remedy, payload, attempts, parked_at, is_open,"
                    + " closed_because";

    /** Parked again: the newest cause and payload; while it is open its age stays, and a closed one opens again. */
    private static final String UPSERT = "insert into parked (" + COLUMNS + ")"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, null)"
            + " on conflict (id) do update set step = excluded.step, route = excluded.route, queue = excluded.queue,"
            + " category = excluded.category, code = excluded.code, cause = excluded.cause, remedy = excluded.remedy,"
            + " payload = excluded.payload, attempts = parked.attempts + 1,"
            + " parked_at = case when parked.is_open = 1 then parked.parked_at else excluded.parked_at end,"
            + " is_open = 1, closed_because = null";

    private ParkedTable() {}

    /** Parks the message; its order's row, if there is one, is locked. */
    static void park(Session session, Parked parked) throws SQLException {
        session.update(
                UPSERT,
                parked.id(),
                parked.order().map(OrderKey::toString),
                parked.step(),
                parked.route(),
                parked.queue(),
                parked.category(),
                parked.code(),
                parked.cause(),
                parked.remedy(),
                parked.payload(),
                parked.attempts(),
                parked.parkedAt());
    }

    /** Closes what is open of an order at a step; how many that were. */
    static int close(Session session, OrderKey order, String step, String reason) throws SQLException {
        return session.update(
                "update parked set is_open = 0, closed_because = ? where order_key = ? and is_open = 1 and step = ?",
                reason,
                order.toString(),
                step);
    }

    static int open(Session session, OrderKey order) throws SQLException {
        return session.one(
                        "select count(*) from parked where order_key = ? and is_open = 1",
                        row -> row.getInt(1),
                        order.toString())
                .orElse(0);
    }

    /** Brings the order's row in line with its open messages. */
    static void recount(Transaction transaction, OrderRow row) throws SQLException {
        int open = open(transaction.session(), row.key());
        if (open == row.parked()) {
            return;
        }
        transaction.count(CountTable.name(row.state(), row.parked()), -1);
        transaction.count(CountTable.name(row.state(), open), 1);
        transaction
                .session()
                .update(
                        "update orders set parked = ?, changed_at = ? where order_key = ?",
                        open,
                        transaction.now(),
                        row.key().toString());
    }

    static List<Parked> list(Session session, Optional<OrderKey> order, int limit) throws SQLException {
        String end = " order by parked_at, id limit ?";
        if (order.isEmpty()) {
            return session.list("select " + COLUMNS + " from parked where is_open = 1" + end, ParkedTable::read, limit);
        }
        return session.list(
                "select " + COLUMNS + " from parked where is_open = 1 and order_key = ?" + end,
                ParkedTable::read,
                order.get().toString(),
                limit);
    }

    private static Parked read(ResultSet row) throws SQLException {
        return new Parked(
                row.getString(1),
                Optional.ofNullable(row.getString(2)).map(OrderKey::parse),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getInt(11),
                Instant.ofEpochMilli(row.getLong(12)),
                row.getInt(13) == 1,
                Optional.ofNullable(row.getString(14)));
    }
}
