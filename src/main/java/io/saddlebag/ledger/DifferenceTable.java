package io.saddlebag.ledger;

import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.DifferenceState;
import io.saddlebag.ledger.Reconciliations.Filter;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.Open;
import io.saddlebag.ledger.Reconciliations.Remark;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables {@code differences} and {@code difference_events}. */
final class DifferenceTable {

    private static final String COLUMNS =
            "id, kind, store, order_key, system, subject, amount, currency, detail, repair, parked_id, about_at,"
                    + " first_seen, last_seen, last_run, state, closed_at, closed_because, repaired_at, repaired_by,"
                    + " repair_result";
    private static final String SELECT = "select " + COLUMNS + " from differences";
    static final String ACCEPTED = "accepted";
    private static final String BY_ITSELF = "saddlebag";

    private DifferenceTable() {}

    /** Keeps one; whether it is open now and was not before. */
    static boolean found(Transaction transaction, String run, Found found) throws SQLException {
        Session session = transaction.session();
        Optional<Difference> known = session.one(SELECT + " where id = ?", DifferenceTable::read, found.id());
        if (known.isEmpty()) {
            insert(transaction, run, found);
            remark(transaction, found.id(), "found", BY_ITSELF, found.detail());
            return true;
        }
        boolean closed = known.get().state() == DifferenceState.CLOSED;
        boolean opens = closed
                || known.get().state() == DifferenceState.ACCEPTED
                        && known.get().found().amount().compareTo(found.amount()) != 0;
        session.update(
                "update differences set amount = ?, currency = ?, detail = ?, repair = ?, parked_id = ?, about_at = ?,"
                        + " last_seen = ?, last_run = ? where id = ?",
                found.amount().toPlainString(),
                found.currency(),
                found.detail(),
                found.repair(),
                found.parked(),
                found.aboutAt(),
                transaction.now(),
                run,
                found.id());
        if (opens) {
            session.update(
                    "update differences set state = ?, first_seen = ?, closed_at = null, closed_because = null,"
                            + " repaired_at = null, repaired_by = null, repair_result = null where id = ?",
                    DifferenceState.OPEN,
                    transaction.now(),
                    found.id());
            remark(transaction, found.id(), closed ? "found again" : "changed", BY_ITSELF, found.detail());
        }
        return opens;
    }

    private static void insert(Transaction transaction, String run, Found found) throws SQLException {
        transaction
                .session()
                .update(
                        "insert into differences (" + COLUMNS
                                + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " null, null, null, null, null)",
                        found.id(),
                        found.kind(),
                        found.store(),
                        found.order().map(OrderKey::toString),
                        found.system(),
                        found.subject(),
                        found.amount().toPlainString(),
                        found.currency(),
                        found.detail(),
                        found.repair(),
                        found.parked(),
                        found.aboutAt(),
                        transaction.now(),
                        transaction.now(),
                        run,
                        DifferenceState.OPEN);
    }

    static int closeUnseen(Transaction transaction, Run run) throws SQLException {
        Session session = transaction.session();
        List<String> gone = session.list(
                "select id from differences where store = ? and state <> ? and about_at >= ? and about_at < ?"
                        + " and last_run <> ?",
                row -> row.getString(1),
                run.store(),
                DifferenceState.CLOSED,
                run.from(),
                run.to(),
                run.id());
        return close(transaction, run.id(), gone);
    }

    static int closeUnseen(Transaction transaction, String run, Collection<OrderKey> orders) throws SQLException {
        List<String> gone = new ArrayList<>();
        for (OrderKey order : orders) {
            gone.addAll(transaction
                    .session()
                    .list(
                            "select id from differences where order_key = ? and state <> ? and last_run <> ?",
                            row -> row.getString(1),
                            order.toString(),
                            DifferenceState.CLOSED,
                            run));
        }
        return close(transaction, run, gone);
    }

    static int passedOver(Session session, String run, Collection<OrderKey> orders) throws SQLException {
        int kept = 0;
        for (OrderKey order : orders) {
            kept += session.update(
                    "update differences set last_run = ? where order_key = ? and state <> ?",
                    run,
                    order.toString(),
                    DifferenceState.CLOSED);
        }
        return kept;
    }

    private static int close(Transaction transaction, String run, List<String> gone) throws SQLException {
        Session session = transaction.session();
        for (String id : gone) {
            measure(transaction, id);
            session.update(
                    "update differences set state = ?, closed_at = ?, closed_because = case when repaired_by is null"
                            + " then 'gone' else 'gone after the repair asked for by ' || repaired_by end where id = ?",
                    DifferenceState.CLOSED,
                    transaction.now(),
                    id);
            remark(transaction, id, "closed", BY_ITSELF, "run " + run + " did not find it any more");
        }
        return gone.size();
    }

    /** How long it was open, if it is. */
    private static void measure(Transaction transaction, String id) throws SQLException {
        transaction
                .session()
                .one(
                        "select kind, first_seen from differences where id = ? and state = 'OPEN'",
                        row -> FigureTable.Key.timed(
                                transaction.now(),
                                Figures.Figure.DIFFERENCE,
                                row.getString(1),
                                Duration.between(Instant.ofEpochMilli(row.getLong(2)), transaction.now())),
                        id)
                .ifPresent(transaction::measure);
    }

    /** Changes one that is open. */
    static boolean decide(
            Transaction transaction,
            String id,
            String action,
            String actor,
            String detail,
            String changes,
            Object value)
            throws SQLException {
        if (action.equals(ACCEPTED)) {
            measure(transaction, id);
        }
        int changed = transaction
                .session()
                .update(
                        "update differences set " + changes + " where id = ? and state = ?",
                        transaction.now(),
                        actor,
                        value,
                        id,
                        DifferenceState.OPEN);
        if (changed > 0) {
            remark(transaction, id, action, actor, detail);
        }
        return changed > 0;
    }

    private static void remark(Transaction transaction, String id, String action, String actor, String detail)
            throws SQLException {
        transaction
                .session()
                .update(
                        "insert into difference_events (difference_id, at, seq, action, actor, detail)"
                                + " values (?, ?, ?, ?, ?, ?)",
                        id,
                        transaction.now(),
                        transaction.nextSequence(),
                        action,
                        actor,
                        detail);
    }

    static List<Difference> list(Session session, Filter filter) throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        List<Object> values = new ArrayList<>();
        filter.store().ifPresent(store -> add(conditions, values, "store = ?", store));
        filter.kind().ifPresent(kind -> add(conditions, values, "kind = ?", kind));
        filter.order().ifPresent(order -> add(conditions, values, "order_key = ?", order.toString()));
        // As a literal: the partial index on what is open needs to see it.
        filter.state().ifPresent(state -> conditions.add("state = '" + state.name() + "'"));
        filter.from().ifPresent(from -> add(conditions, values, "about_at >= ?", from));
        filter.to().ifPresent(to -> add(conditions, values, "about_at < ?", to));
        filter.after().ifPresent(last -> {
            add(conditions, values, "(first_seen > ? or (first_seen = ? and id > ?))", last.firstSeen());
            values.add(last.firstSeen());
            values.add(last.found().id());
        });
        values.add(Math.max(filter.limit(), 0));
        return session.list(
                SELECT + " where " + String.join(" and ", conditions) + " order by first_seen, id limit ?",
                DifferenceTable::read,
                values.toArray());
    }

    private static void add(List<String> conditions, List<Object> values, String condition, Object value) {
        conditions.add(condition);
        values.add(value);
    }

    static Optional<Difference> find(Session session, String id) throws SQLException {
        Optional<Difference> found = session.one(SELECT + " where id = ?", DifferenceTable::read, id);
        if (found.isEmpty()) {
            return found;
        }
        List<Remark> history = session.list(
                "select at, action, actor, detail from difference_events where difference_id = ? order by at, seq",
                row -> new Remark(
                        Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getString(3), row.getString(4)),
                id);
        Difference bare = found.get();
        return Optional.of(new Difference(
                bare.found(),
                bare.firstSeen(),
                bare.lastSeen(),
                bare.lastRun(),
                bare.state(),
                bare.closedAt(),
                bare.closedBecause(),
                bare.repairedAt(),
                bare.repairedBy(),
                bare.repairResult(),
                history));
    }

    /** Amounts are texts, so that no database rounds them; they are added here. */
    static List<Open> open(Session session) throws SQLException {
        Map<String, Open> sums = new TreeMap<>();
        session.list(
                        "select kind, currency, amount, first_seen, repair from differences where state = 'OPEN'",
                        row -> new Open(
                                row.getString(1),
                                row.getString(2),
                                1,
                                row.getString(5).isEmpty() ? 0 : 1,
                                new BigDecimal(row.getString(3)),
                                Instant.ofEpochMilli(row.getLong(4))))
                .forEach(one -> sums.merge(
                        one.kind() + "/" + one.currency(),
                        one,
                        (a, b) -> new Open(
                                a.kind(),
                                a.currency(),
                                a.count() + 1,
                                a.repairable() + b.repairable(),
                                a.value().add(b.value()),
                                a.oldest().isBefore(b.oldest()) ? a.oldest() : b.oldest())));
        return List.copyOf(sums.values());
    }

    static int forget(Session session, Instant before, int most) throws SQLException {
        List<String> old = session.list(
                "select id from differences where closed_at is not null and closed_at < ? and state = ? limit ?",
                row -> row.getString(1),
                before,
                DifferenceState.CLOSED,
                most);
        for (String id : old) {
            session.update("delete from difference_events where difference_id = ?", id);
            session.update("delete from differences where id = ?", id);
        }
        return old.size();
    }

    private static Difference read(ResultSet row) throws SQLException {
        Found found = new Found(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getString(4)).map(OrderKey::parse),
                row.getString(5),
                row.getString(6),
                new BigDecimal(row.getString(7)),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                Optional.ofNullable(row.getString(11)),
                Instant.ofEpochMilli(row.getLong(12)));
        return new Difference(
                found,
                Instant.ofEpochMilli(row.getLong(13)),
                Instant.ofEpochMilli(row.getLong(14)),
                row.getString(15),
                DifferenceState.valueOf(row.getString(16)),
                instant(row, 17),
                Optional.ofNullable(row.getString(18)),
                instant(row, 19),
                Optional.ofNullable(row.getString(20)),
                Optional.ofNullable(row.getString(21)),
                List.of());
    }

    static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
