package io.saddlebag.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Drifts in the ledger's database. */
final class JdbcDrifts implements Drifts {

    private static final String SELECT = "select id, store, subject, field, expected, found, policy, first_at, last_at,"
            + " times, closed_at, closed_because from drifts";
    private static final String OF_FIELD = " where store = ? and subject = ? and field = ? and closed_at is null";

    private final JdbcLedger ledger;
    private final Dialect dialect;

    JdbcDrifts(JdbcLedger ledger, Dialect dialect) {
        this.ledger = ledger;
        this.dialect = dialect;
    }

    @Override
    public boolean found(Found drift) {
        return ledger.write(lock(drift.store(), drift.subject()), transaction -> {
            Session session = transaction.session();
            session.update(
                    "insert into drifts (id, store, subject, field, expected, found, policy, first_at, last_at, times,"
                            + " closed_because) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')"
                            + " on conflict (store, subject, field) where closed_at is null do nothing",
                    UUID.randomUUID().toString(),
                    drift.store(),
                    drift.subject(),
                    drift.field(),
                    drift.expected(),
                    drift.found(),
                    drift.policy(),
                    drift.at(),
                    drift.at());
            Drift known = session.one(
                            SELECT + OF_FIELD + dialect.forUpdate(),
                            JdbcDrifts::drift,
                            drift.store(),
                            drift.subject(),
                            drift.field())
                    .orElseThrow(() -> new IllegalStateException("a drift that was just written is not there"));
            session.update(
                    "update drifts set expected = ?, found = ?, policy = ?, last_at = ?, times = times + 1 where id = ?",
                    drift.expected(),
                    drift.found(),
                    drift.policy(),
                    drift.at(),
                    known.id());
            return known.times() == 0 || !known.found().equals(drift.found());
        });
    }

    @Override
    public boolean over(String store, String subject, String field, String because) {
        return ledger.write(
                lock(store, subject),
                transaction -> transaction
                                .session()
                                .update(
                                        "update drifts set closed_at = ?, closed_because = ?" + OF_FIELD,
                                        transaction.now(),
                                        because,
                                        store,
                                        subject,
                                        field)
                        > 0);
    }

    @Override
    public List<Drift> list(Filter filter) {
        List<String> terms = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        term(terms, values, "store", filter.store());
        term(terms, values, "field", filter.field());
        term(terms, values, "subject", filter.subject());
        if (!filter.closedToo()) {
            terms.add("closed_at is null");
        }
        values.add(filter.limit());
        String where = terms.isEmpty() ? "" : " where " + String.join(" and ", terms);
        // Where all are open the index on their times has them in order.
        String openFirst = filter.closedToo() ? "case when closed_at is null then 0 else 1 end, " : "";
        return ledger.read(session -> session.list(
                SELECT + where + " order by " + openFirst + "last_at desc, id desc limit ?",
                JdbcDrifts::drift,
                values.toArray()));
    }

    private static void term(List<String> terms, List<Object> values, String column, Optional<String> value) {
        value.ifPresent(wanted -> {
            terms.add(column + " = ?");
            values.add(wanted);
        });
    }

    @Override
    public List<Open> open() {
        return ledger.read(session -> session.list(
                "select store, field, policy, count(*), min(first_at) from drifts where closed_at is null"
                        + " group by store, field, policy order by store, field, policy",
                row -> new Open(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        Instant.ofEpochMilli(row.getLong(5)))));
    }

    @Override
    public List<Repeated> repeated(int limit) {
        return ledger.read(session -> session.list(
                "select store, subject, field, count(*) as begun, sum(times) as seen,"
                        + " max(case when closed_at is null then 1 else 0 end), min(first_at), max(last_at) as latest"
                        + " from (select store, subject, field, times, closed_at, first_at, last_at from drifts"
                        + " order by last_at desc limit " + LOOKED_AT + ") d group by store, subject, field"
                        + " order by begun desc, seen desc, latest desc, store, subject, field limit ?",
                row -> new Repeated(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getInt(6) > 0,
                        Instant.ofEpochMilli(row.getLong(7)),
                        Instant.ofEpochMilli(row.getLong(8))),
                limit));
    }

    @Override
    public int forget(Instant before, int most) {
        return ledger.write("drifts", transaction -> transaction
                .session()
                .update(
                        "delete from drifts where id in"
                                + " (select id from drifts where closed_at < ? order by closed_at limit ?)",
                        before,
                        most));
    }

    private static String lock(String store, String subject) {
        return "drift " + store + " " + subject;
    }

    private static Drift drift(ResultSet row) throws SQLException {
        long closed = row.getLong(11);
        Optional<Instant> closedAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(closed));
        return new Drift(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                row.getInt(10),
                closedAt,
                row.getString(12));
    }
}
