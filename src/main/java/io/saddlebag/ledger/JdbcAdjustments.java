package io.saddlebag.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Adjustments in the ledger's database. */
final class JdbcAdjustments implements Adjustments {

    private static final String SELECT = "select source, event, location, target, place, sku, delta, at, state,"
            + " quantity_before, quantity_after from adjustments";
    private static final String CHANGE = "update adjustments set state = ?, changed_at = ?";
    private static final String ONE = " where source = ? and event = ?";

    private final JdbcLedger ledger;
    private final Dialect dialect;

    JdbcAdjustments(JdbcLedger ledger, Dialect dialect) {
        this.ledger = ledger;
        this.dialect = dialect;
    }

    @Override
    public Row begin(Adjustment adjustment) {
        return ledger.write(lock(adjustment.source(), adjustment.event()), transaction -> {
            Session session = transaction.session();
            session.update(
                    "insert into adjustments (source, event, location, target, place, sku, delta, at, state,"
                            + " quantity_before, quantity_after, seen_at, changed_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, ?)"
                            + " on conflict (source, event) do nothing",
                    adjustment.source(),
                    adjustment.event(),
                    adjustment.location(),
                    adjustment.target(),
                    adjustment.place(),
                    adjustment.sku(),
                    adjustment.delta(),
                    adjustment.at(),
                    State.BEGUN,
                    transaction.now(),
                    transaction.now());
            return session.one(SELECT + ONE, JdbcAdjustments::row, adjustment.source(), adjustment.event())
                    .orElseThrow(() -> new IllegalStateException("an adjustment that was just written is not there"));
        });
    }

    @Override
    public boolean isKnown(String source, String event) {
        return ledger.read(session -> session.one(SELECT + ONE, JdbcAdjustments::row, source, event))
                .isPresent();
    }

    @Override
    public void hold(String source, String event) {
        ledger.write(lock(source, event), transaction -> transaction
                .session()
                .update(CHANGE + ONE + " and state = ?", State.HELD, transaction.now(), source, event, State.BEGUN));
    }

    @Override
    public void stage(String source, String event, BigDecimal before, BigDecimal after) {
        ledger.write(lock(source, event), transaction -> transaction
                .session()
                .update(
                        CHANGE + ", quantity_before = ?, quantity_after = ?" + ONE + " and state <> ?",
                        State.STAGED,
                        transaction.now(),
                        before.toPlainString(),
                        after.toPlainString(),
                        source,
                        event,
                        State.APPLIED));
    }

    @Override
    public boolean apply(String source, String event, BigDecimal before, BigDecimal after, Audit.Entry entry) {
        return ledger.write(JdbcAudit.LOCK, transaction -> {
            Session session = transaction.session();
            AuditTable.lock(session, dialect);
            boolean news = session.update(
                            CHANGE + ", quantity_before = ?, quantity_after = ?" + ONE + " and state <> ?",
                            State.APPLIED,
                            transaction.now(),
                            before.toPlainString(),
                            after.toPlainString(),
                            source,
                            event,
                            State.APPLIED)
                    > 0;
            AuditTable.add(transaction, dialect, news ? List.of(entry) : List.of());
            return news;
        });
    }

    @Override
    public List<Row> of(String sku, int limit) {
        return ledger.read(session -> session.list(
                SELECT + " where sku = ? order by seen_at desc, event desc limit ?", JdbcAdjustments::row, sku, limit));
    }

    @Override
    public int forget(Instant before, int most) {
        return ledger.write("adjustments", transaction -> transaction
                .session()
                .update(
                        "delete from adjustments where (source, event) in (select source, event from adjustments"
                                + " where seen_at < ? and state = ? order by seen_at limit ?)",
                        before,
                        State.APPLIED,
                        most));
    }

    private static String lock(String source, String event) {
        return "adjustment " + source + " " + event;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Adjustment(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        Instant.ofEpochMilli(row.getLong(8))),
                State.valueOf(row.getString(9)),
                number(row.getString(10)),
                number(row.getString(11)));
    }

    private static Optional<BigDecimal> number(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
    }
}
