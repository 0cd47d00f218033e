package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.order.OrderKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table {@code parked}, and with it {@code orders.parked}: how many of an order's messages are open. */
final class ParkedTable {

    static final String COLUMNS =
            "id, order_key, step, route, queue, category, code, cause, remedy, payload, attempts, parked_at, is_open,"
                    + " closed_because, headers";

    static final String BY_ITSELF = "saddlebag";

    /** Why a message is closed that a person had sent again. */
    static final String REPLAYED = "replayed";

    /**
     * Parked again: the newest cause and payload; while it is open its age stays, and a closed one opens again. Where a person
     * has edited it, what comes back is the edited document, and the original stays.
     */
    private static final String UPSERT = "insert into parked (" + COLUMNS + ")"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, null, ?)"
            + " on conflict (id) do update set step = excluded.step, route = excluded.route, queue = excluded.queue,"
            + " category = excluded.category, code = excluded.code, cause = excluded.cause, remedy = excluded.remedy,"
            + " payload = case when parked.edited is null then excluded.payload else parked.payload end,"
            + " attempts = parked.attempts + 1,"
            + " parked_at = case when parked.is_open = 1 then parked.parked_at else excluded.parked_at end,"
            + " is_open = 1, closed_because = null, closed_at = null, headers = excluded.headers";

    private ParkedTable() {}

    /** Parks the message; its order's row, if there is one, is locked. */
    static void park(Transaction transaction, Parked parked) throws SQLException {
        boolean again = transaction
                .session()
                .one("select is_open from parked where id = ?", row -> row.getInt(1) == 1, parked.id())
                .orElse(false);
        transaction
                .session()
                .update(
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
                        parked.parkedAt(),
                        text(parked.headers()));
        if (!again) {
            transaction.measure(FigureTable.Key.counted(transaction.now(), Figures.Figure.PARKED, parked.category()));
        }
        remark(
                transaction,
                parked.id(),
                "parked",
                BY_ITSELF,
                (again ? "tried again by itself, " : "") + parked.code() + ": " + parked.cause());
    }

    /** Closes what is open of an order at a step; how many that were. */
    static int close(Transaction transaction, OrderKey order, String step, String reason) throws SQLException {
        int closed = 0;
        for (String id : transaction
                .session()
                .list(
                        "select id from parked where order_key = ? and is_open = 1 and step = ?",
                        row -> row.getString(1),
                        order.toString(),
                        step)) {
            closed += supersede(transaction, id, Optional.of(order), reason);
        }
        return closed;
    }

    /** Closes a message that is open or is being sent again; says whose edit of it was not used. */
    static int supersede(Transaction transaction, String id, Optional<OrderKey> order, String reason)
            throws SQLException {
        Session session = transaction.session();
        Optional<String> editor = session.one(
                "select e.actor from parked p join parked_events e on e.parked_id = p.id"
                        + " where p.id = ? and p.edited is not null and e.action = 'edited'"
                        + " order by e.at desc, e.seq desc limit 1",
                row -> row.getString(1),
                id);
        String words =
                editor.map(who -> "the edit of " + who + " was discarded: ").orElse("") + reason;
        int closed = session.update(
                "update parked set is_open = 0, closed_because = ?, closed_at = ?, replay_due = null"
                        + " where id = ? and (is_open = 1 or (edited is not null and closed_because = '" + REPLAYED
                        + "'))",
                words,
                transaction.now(),
                id);
        if (closed > 0) {
            repaired(transaction, id);
            remark(transaction, id, "closed", BY_ITSELF, words);
            if (editor.isPresent() && order.isPresent()) {
                EventTable.note(transaction, order.get(), "edit", id + "/discarded", "dropped", words);
            }
        }
        return closed;
    }

    /** A message that waited for a person waits no more. */
    static void repaired(Transaction transaction, String id) throws SQLException {
        Optional<FigureTable.Key> took = transaction
                .session()
                .one(
                        "select category, parked_at from parked where id = ?",
                        row -> FigureTable.Key.timed(
                                transaction.now(),
                                Figures.Figure.REPAIR,
                                row.getString(1),
                                Duration.between(Instant.ofEpochMilli(row.getLong(2)), transaction.now())),
                        id);
        took.ifPresent(transaction::measure);
    }

    /** Adds a line to a message's history. */
    static void remark(Transaction transaction, String id, String action, String actor, String detail)
            throws SQLException {
        transaction
                .session()
                .update(
                        "insert into parked_events (parked_id, at, seq, action, actor, detail) values (?, ?, ?, ?, ?, ?)",
                        id,
                        transaction.now(),
                        transaction.nextSequence(),
                        action,
                        actor,
                        detail);
    }

    /** One header a line; a value of several lines is none of ours. */
    private static String text(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getValue().lines().count() == 1)
                .map(header -> header.getKey() + "=" + header.getValue())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> headers(String text) {
        return text.lines()
                .filter(line -> line.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
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

    static Parked read(ResultSet row) throws SQLException {
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
                Optional.ofNullable(row.getString(14)),
                headers(row.getString(15)));
    }
}
