package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.order.OrderKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The table {@code events}, kept together per order. */
final class EventTable {

    /**
     * The first time and place in the trace stay. What was {@code done} stays done: the partner's "already there" on a
     * repeat is our own work seen again. An empty id does not erase a known one.
     */
    private static final String UPSERT =
            """
            insert into events (order_key, id, seq, at, last_at, step, system, outcome, attempts, latency_us, external_id, detail)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (order_key, id) do update set
                last_at = excluded.last_at,
                outcome = case when events.outcome = 'done' and excluded.outcome = 'already-there'
                               then events.outcome else excluded.outcome end,
                detail = case when events.outcome = 'done' and excluded.outcome = 'already-there'
                              then events.detail else excluded.detail end,
                external_id = case when excluded.external_id = '' then events.external_id else excluded.external_id end,
                latency_us = excluded.latency_us,
                attempts = events.attempts + 1
            """;

    private EventTable() {}

    static void write(Transaction transaction, Event event) throws SQLException {
        transaction
                .session()
                .update(
                        UPSERT,
                        event.order().toString(),
                        event.id(),
                        transaction.nextSequence(),
                        event.at(),
                        event.lastAt(),
                        event.step(),
                        event.system(),
                        event.outcome(),
                        event.attempts(),
                        event.latency().toNanos() / 1_000,
                        event.externalId(),
                        event.detail());
    }

    /** An event the ledger itself adds. */
    static void note(Transaction transaction, OrderKey order, String step, String turn, String outcome, String detail)
            throws SQLException {
        write(
                transaction,
                new Event(
                        order + "/" + step + "/" + turn,
                        order,
                        transaction.now(),
                        transaction.now(),
                        step,
                        "saddlebag",
                        outcome,
                        1,
                        Duration.ZERO,
                        "",
                        detail));
    }

    static List<Event> of(Session session, OrderKey order) throws SQLException {
        return session.list(
                "select id, order_key, at, last_at, step, system, outcome, attempts, latency_us, external_id, detail"
                        + " from events where order_key = ? order by at, seq",
                EventTable::read,
                order.toString());
    }

    private static Event read(ResultSet row) throws SQLException {
        return new Event(
                row.getString(1),
                OrderKey.parse(row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                Duration.of(row.getLong(9), ChronoUnit.MICROS),
                row.getString(10),
                row.getString(11));
    }
}
