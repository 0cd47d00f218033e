package io.saddlebag.ledger;

import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.ledger.Reconciliations.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code reconciliation_runs}. */
final class RunTable {

    private static final String COLUMNS =
            "id, store, from_at, to_at, asked_by, asked_at, state, reason, started_at, ended_at, compared, found, opened,"
                    + " closed";
    private static final String SELECT = "select " + COLUMNS + " from reconciliation_runs";

    private RunTable() {}

    static void ask(Session session, Run run) throws SQLException {
        session.update(
                "insert into reconciliation_runs (" + COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, null, null, 0, 0, 0, 0)" + " on conflict (id) do nothing",
                run.id(),
                run.store(),
                run.from(),
                run.to(),
                run.askedBy(),
                run.askedAt(),
                run.state(),
                run.reason());
    }

    /** One statement looks and takes: of two daemons that begin at once, the second waits for the first's commit. */
    static boolean begin(Transaction transaction, String run, Duration dead) throws SQLException {
        Session session = transaction.session();
        Instant now = transaction.now();
        // Both would find nobody running; so they meet at one row first.
        session.update(
                "insert into pulse (shard, at) values (?, ?) on conflict (shard) do update set at = excluded.at",
                -1,
                now);
        return session.update(
                        "update reconciliation_runs set state = ?, started_at = coalesce(started_at, ?), alive_at = ?,"
                                + " compared = 0, found = 0, opened = 0, closed = 0"
                                + " where id = ? and ended_at is null and not exists (select 1 from"
                                + " reconciliation_runs other where other.id <> ? and other.state = ?"
                                + " and other.alive_at > ?)",
                        RunState.RUNNING,
                        now,
                        now,
                        run,
                        run,
                        RunState.RUNNING,
                        now.minus(dead))
                == 1;
    }

    static void progress(Transaction transaction, String run, long compared) throws SQLException {
        transaction
                .session()
                .update(
                        "update reconciliation_runs set alive_at = ?, compared = ? where id = ? and ended_at is null",
                        transaction.now(),
                        compared,
                        run);
    }

    static void counted(Session session, String run, long opened, long closed) throws SQLException {
        session.update(
                "update reconciliation_runs set opened = opened + ?, closed = closed + ? where id = ?",
                opened,
                closed,
                run);
    }

    static void end(Transaction transaction, String run, RunState state, String reason, long compared)
            throws SQLException {
        transaction
                .session()
                .update(
                        "update reconciliation_runs set state = ?, reason = ?, compared = ?, ended_at = ?,"
                                + " found = (select count(*) from differences where last_run = ? and state = 'OPEN')"
                                + " where id = ? and ended_at is null",
                        state,
                        reason,
                        compared,
                        transaction.now(),
                        run,
                        run);
    }

    static Optional<Run> find(Session session, String id) throws SQLException {
        return session.one(SELECT + " where id = ?", RunTable::read, id);
    }

    static List<Run> list(Session session, Optional<String> store, int limit) throws SQLException {
        List<Object> values = new ArrayList<>();
        store.ifPresent(values::add);
        values.add(Math.max(limit, 0));
        return session.list(
                SELECT + (store.isPresent() ? " where store = ?" : "") + " order by asked_at desc, id limit ?",
                RunTable::read,
                values.toArray());
    }

    static Optional<Run> lastEnded(Session session, String store, boolean complete) throws SQLException {
        return session.one(
                SELECT + " where store = ? and state in (?, ?) order by ended_at desc limit 1",
                RunTable::read,
                store,
                RunState.COMPLETE,
                complete ? RunState.COMPLETE : RunState.INCOMPLETE);
    }

    static int forget(Session session, Instant before, int most) throws SQLException {
        return session.update(
                "delete from reconciliation_runs where id in (select id from reconciliation_runs"
                        + " where asked_at < ? and (ended_at is not null or state = ?) limit ?)",
                before,
                RunState.WAITING,
                most);
    }

    private static Run read(ResultSet row) throws SQLException {
        return new Run(
                row.getString(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                RunState.valueOf(row.getString(7)),
                row.getString(8),
                DifferenceTable.instant(row, 9),
                DifferenceTable.instant(row, 10),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14));
    }
}
