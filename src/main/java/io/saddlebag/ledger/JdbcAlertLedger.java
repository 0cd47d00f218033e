package io.saddlebag.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Alerts and their outbox in the ledger's database. */
final class JdbcAlertLedger implements AlertLedger {

    private static final int FEW = 10;
    private static final String LOCK = "alerts";
    private static final String OUTBOX = "alert deliveries of ";

    private final JdbcLedger ledger;

    JdbcAlertLedger(JdbcLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<Alert> unresolved() {
        return list(" where resolved_at is null order by first_at, id");
    }

    @Override
    public Optional<Alert> find(String id) {
        return ledger.read(session -> session.one(AlertTable.SELECT + " where id = ?", AlertTable::read, id));
    }

    @Override
    public List<String> startingWith(String beginning) {
        return ledger.read(session -> session.list(
                "select id from alerts where id >= ? and id < ? and opened_at is not null order by id limit ?",
                row -> row.getString(1),
                beginning,
                beginning + "\uDBFF\uDFFF",
                FEW));
    }

    @Override
    public List<Alert> open(int limit) {
        return list(" where resolved_at is null and opened_at is not null order by opened_at, id limit ?", limit);
    }

    @Override
    public List<Alert> all(int limit) {
        return list(" where opened_at is not null order by opened_at desc, id limit ?", limit);
    }

    private List<Alert> list(String which, Object... values) {
        return ledger.read(session -> session.list(AlertTable.SELECT + which, AlertTable::read, values));
    }

    @Override
    public void write(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        ledger.write(LOCK, transaction -> {
            for (Change change : changes) {
                write(transaction, change);
            }
            return changes.size();
        });
    }

    private static void write(Transaction transaction, Change change) throws SQLException {
        Session session = transaction.session();
        Alert alert = change.alert();
        boolean written = change.dropped()
                ? AlertTable.drop(session, alert)
                : alert.version() == 0 ? AlertTable.insert(session, alert) : AlertTable.update(session, alert);
        if (!written) {
            return;
        }
        for (Delivery delivery : change.deliveries()) {
            if (!delivery.kind().equals("reminded") || !waits(session, delivery)) {
                enqueue(transaction, delivery);
            }
        }
    }

    private static boolean waits(Session session, Delivery delivery) throws SQLException {
        return session.one(
                        "select 1 from alert_deliveries where alert_id = ? and channel = ? and delivered_at is null",
                        row -> true,
                        delivery.alert(),
                        delivery.channel())
                .isPresent();
    }

    private static void enqueue(Transaction transaction, Delivery delivery) throws SQLException {
        transaction
                .session()
                .update(
                        "insert into alert_deliveries (id, alert_id, channel, kind, seq, document, created_at, attempts,"
                                + " next_at, leased, last_error, delivered_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, 0, ?, 0, '', null) on conflict (id) do nothing",
                        delivery.id(),
                        delivery.alert(),
                        delivery.channel(),
                        delivery.kind(),
                        transaction.nextSequence(),
                        delivery.document(),
                        delivery.createdAt(),
                        delivery.createdAt());
    }

    @Override
    public boolean acknowledge(String id, String by) {
        return ledger.write(
                LOCK,
                transaction -> transaction
                                .session()
                                .update(
                                        "update alerts set acked_at = ?, acked_by = ? where id = ? and resolved_at is null"
                                                + " and opened_at is not null and acked_at is null",
                                        transaction.now(),
                                        by,
                                        id)
                        == 1);
    }

    @Override
    public List<String> due() {
        return ledger.read(session -> session.list(
                "select distinct channel from alert_deliveries where delivered_at is null and next_at <= ? order by channel",
                row -> row.getString(1),
                ledger.now()));
    }

    @Override
    public List<Delivery> claim(String channel, Instant until, int most) {
        return ledger.write(OUTBOX + channel, transaction -> {
            Session session = transaction.session();
            List<Delivery> due = session.list(
                    "select d.id, d.alert_id, d.channel, d.kind, d.document, d.created_at, d.attempts, d.last_error"
                            + " from alert_deliveries d where d.delivered_at is null and d.channel = ? and d.next_at <= ?"
                            + " and not exists (select 1 from alert_deliveries e where e.alert_id = d.alert_id"
                            + " and e.channel = d.channel and e.delivered_at is null and e.seq < d.seq)"
                            + " order by d.next_at, d.seq limit ?",
                    JdbcAlertLedger::delivery,
                    channel,
                    transaction.now(),
                    most);
            List<Delivery> claimed = new ArrayList<>();
            for (Delivery delivery : due) {
                // Another daemon may have been quicker; its claim is in next_at.
                if (session.update(
                                "update alert_deliveries set next_at = ?, leased = 1, attempts = attempts + 1"
                                        + " where id = ? and delivered_at is null and next_at <= ?",
                                until,
                                delivery.id(),
                                transaction.now())
                        == 1) {
                    claimed.add(delivery);
                }
            }
            return claimed;
        });
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getInt(7) + 1,
                row.getString(8));
    }

    /** The number of attempts tells one claim from the next. */
    @Override
    public boolean renew(Delivery delivery, Instant until) {
        return ledger.write(
                OUTBOX + delivery.channel(),
                transaction -> transaction
                                .session()
                                .update(
                                        "update alert_deliveries set next_at = ? where id = ? and delivered_at is null"
                                                + " and leased = 1 and attempts = ?",
                                        until,
                                        delivery.id(),
                                        delivery.attempts())
                        == 1);
    }

    @Override
    public void delivered(Delivery delivery) {
        ledger.write(OUTBOX + delivery.channel(), transaction -> {
            Session session = transaction.session();
            session.update(
                    "update alert_deliveries set delivered_at = ?, leased = 0, last_error = '' where id = ?",
                    transaction.now(),
                    delivery.id());
            return hasten(transaction, delivery.channel());
        });
    }

    @Override
    public void hasten(String channel) {
        ledger.write(OUTBOX + channel, transaction -> hasten(transaction, channel));
    }

    private static int hasten(Transaction transaction, String channel) throws SQLException {
        return transaction
                .session()
                .update(
                        "update alert_deliveries set next_at = ? where channel = ? and delivered_at is null"
                                + " and leased = 0 and next_at > ?",
                        transaction.now(),
                        channel,
                        transaction.now());
    }

    @Override
    public void failed(Delivery delivery, String reason, Instant next) {
        ledger.write(OUTBOX + delivery.channel(), transaction -> transaction
                .session()
                .update(
                        "update alert_deliveries set leased = 0, last_error = ?, next_at = ?"
                                + " where id = ? and delivered_at is null and attempts = ?",
                        reason,
                        next,
                        delivery.id(),
                        delivery.attempts()));
    }

    @Override
    public List<Channel> channels() {
        return ledger.read(session -> session.list(
                "select c.channel, count(*), sum(case when c.last_error <> '' then 1 else 0 end), min(c.created_at),"
                        + " coalesce((select d.last_error from alert_deliveries d where d.channel = c.channel"
                        + " and d.delivered_at is null and d.last_error <> '' order by d.seq limit 1), '')"
                        + " from alert_deliveries c where c.delivered_at is null group by c.channel order by c.channel",
                row -> new Channel(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getString(5))));
    }

    @Override
    public int forget(Instant resolvedBefore, int most) {
        return ledger.write(LOCK, transaction -> {
            Session session = transaction.session();
            List<String> old = session.list(
                    "select id from alerts where resolved_at is not null and resolved_at < ? limit ?",
                    row -> row.getString(1),
                    resolvedBefore,
                    most);
            for (String id : old) {
                session.update("delete from alert_deliveries where alert_id = ?", id);
                session.update("delete from alerts where id = ?", id);
            }
            return old.size();
        });
    }
}
