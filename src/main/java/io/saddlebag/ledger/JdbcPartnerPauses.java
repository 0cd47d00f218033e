package io.saddlebag.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pauses and quotas in the ledger's database. */
final class JdbcPartnerPauses implements PartnerPauses {

    private static final String SELECT = "select partner, forced, since, category, reason, paused_by, lifted_at,"
            + " lifted_by, lifted_why from partner_pauses";
    /** What a person decided is kept; that a partner was down is of interest for a while. */
    private static final Duration KEPT = Duration.ofDays(90);

    private final JdbcLedger ledger;
    private final Dialect dialect;

    JdbcPartnerPauses(JdbcLedger ledger, Dialect dialect) {
        this.ledger = ledger;
        this.dialect = dialect;
    }

    @Override
    public List<Pause> open() {
        return ledger.read(session -> session.list(
                SELECT + " where lifted_at is null order by since, partner, forced", JdbcPartnerPauses::pause));
    }

    @Override
    public List<Pause> history(Optional<String> partner, int limit) {
        String newest = " order by since desc, partner, forced limit ?";
        return ledger.read(session -> partner.isPresent()
                ? session.list(SELECT + " where partner = ?" + newest, JdbcPartnerPauses::pause, partner.get(), limit)
                : session.list(SELECT + newest, JdbcPartnerPauses::pause, limit));
    }

    @Override
    public boolean pause(String partner, boolean forced, Instant since, String category, String reason, String by) {
        return ledger.write(lock(partner), transaction -> {
            Session session = transaction.session();
            session.update(
                    "delete from partner_pauses where forced = 0 and lifted_at is not null and lifted_at < ?",
                    transaction.now().minus(KEPT));
            return session.update(
                            "insert into partner_pauses (partner, forced, since, category, reason, paused_by)"
                                    + " values (?, ?, ?, ?, ?, ?)"
                                    + " on conflict (partner, forced) where lifted_at is null do nothing",
                            partner,
                            forced,
                            since,
                            category,
                            reason,
                            by)
                    > 0;
        });
    }

    @Override
    public boolean lift(String partner, boolean forced, String by, String why) {
        return ledger.write(
                lock(partner),
                transaction -> transaction
                                .session()
                                .update(
                                        "update partner_pauses set lifted_at = ?, lifted_by = ?, lifted_why = ?"
                                                + " where partner = ? and forced = ? and lifted_at is null",
                                        transaction.now(),
                                        by,
                                        why,
                                        partner,
                                        forced)
                        > 0);
    }

    @Override
    public long take(String partner, Instant begun, long wanted, long most) {
        return ledger.write(lock(partner), transaction -> {
            Session session = transaction.session();
            session.update(
                    "insert into partner_quotas (partner, begun, used) values (?, ?, 0) on conflict (partner) do nothing",
                    partner,
                    begun);
            session.update(
                    "update partner_quotas set begun = ?, used = 0 where partner = ? and begun < ?",
                    begun,
                    partner,
                    begun);
            // Locked until the commit, so that several daemons together keep to the quota.
            long used = session.one(
                            "select used from partner_quotas where partner = ?" + dialect.forUpdate(),
                            row -> row.getLong(1),
                            partner)
                    .orElse(0L);
            long granted = Math.max(0, Math.min(wanted, most - used));
            if (granted > 0) {
                session.update("update partner_quotas set used = used + ? where partner = ?", granted, partner);
            }
            return granted;
        });
    }

    @Override
    public void giveBack(String partner, Instant begun, long count) {
        ledger.write(lock(partner), transaction -> transaction
                .session()
                .update(
                        "update partner_quotas set used = used - ? where partner = ? and begun = ? and used >= ?",
                        count,
                        partner,
                        begun,
                        count));
    }

    @Override
    public long used(String partner, Instant begun) {
        return ledger.read(session -> session.one(
                        "select used from partner_quotas where partner = ? and begun = ?",
                        row -> row.getLong(1),
                        partner,
                        begun)
                .orElse(0L));
    }

    private static String lock(String partner) {
        return "partner " + partner;
    }

    private static Pause pause(ResultSet row) throws SQLException {
        long lifted = row.getLong(7);
        Optional<Instant> liftedAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lifted));
        return new Pause(
                row.getString(1),
                row.getInt(2) == 1,
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                liftedAt,
                Optional.ofNullable(row.getString(8)).orElse(""),
                Optional.ofNullable(row.getString(9)).orElse(""));
    }
}
