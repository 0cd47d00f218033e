package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.Notice;
import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The questions of alert rules in SQL. The states stand in the text, not as parameters: only so partial indexes are used. */
final class JdbcAlertFacts implements AlertFacts {

    private static final String UNPOSTED = "state = 'CAPTURED' and parked = 0 and store = ? and due_at < ?";
    private static final String UNRELEASED = "state = 'POSTED' and parked = 0 and store = ? and posted_at < ?";
    private static final int WAITING = 2_000;
    private static final int NOTICES = 200;
    private static final long MINUTE = 60_000;

    private final JdbcLedger ledger;

    JdbcAlertFacts(JdbcLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<ParkedKind> parked() {
        return ledger.read(session -> {
            List<ParkedKind> kinds = session.list(
                    "select code, category, count(*), min(parked_at) from parked where is_open = 1"
                            + " group by code, category order by code, category",
                    row -> new ParkedKind(
                            row.getString(2),
                            row.getString(1),
                            row.getLong(3),
                            Instant.ofEpochMilli(row.getLong(4)),
                            "",
                            List.of(),
                            Map.of()));
            List<ParkedKind> whole = new ArrayList<>();
            for (ParkedKind kind : kinds) {
                whole.add(whole(session, kind));
            }
            return whole;
        });
    }

    private static ParkedKind whole(Session session, ParkedKind kind) throws SQLException {
        String which = " where p.is_open = 1 and p.code = ? and p.category = ?";
        String remedy = session.one(
                        "select p.remedy from parked p" + which + " order by p.parked_at limit 1",
                        row -> row.getString(1),
                        kind.code(),
                        kind.category())
                .orElse("");
        Map<String, BigDecimal> held = new TreeMap<>();
        List<OrderKey> orders = new ArrayList<>();
        session.list(
                "select t.order_key, o.currency, o.total from (select k.order_key, min(k.parked_at) as first_at from"
                        + " (select p.order_key, p.parked_at from parked p" + which
                        + " and p.order_key is not null order by p.parked_at limit " + SAMPLE
                        + ") k group by k.order_key) t left join orders o on o.order_key = t.order_key"
                        + " order by t.first_at, t.order_key",
                row -> {
                    if (orders.size() < NAMED) {
                        orders.add(OrderKey.parse(row.getString(1)));
                    }
                    return row.getString(2) == null || add(held, row.getString(2), row.getString(3));
                },
                kind.code(),
                kind.category());
        return new ParkedKind(kind.category(), kind.code(), kind.messages(), kind.since(), remedy, orders, held);
    }

    @Override
    public Optional<Late> unposted(String store, Instant dueBefore) {
        return late("due_at", UNPOSTED, store, dueBefore);
    }

    @Override
    public Optional<Late> unreleased(String store, Instant postedBefore) {
        return late("posted_at", UNRELEASED, store, postedBefore);
    }

    private Optional<Late> late(String time, String which, String store, Instant before) {
        return ledger.read(session -> {
            Map<String, BigDecimal> held = new TreeMap<>();
            List<OrderKey> orders = new ArrayList<>();
            List<Instant> times = session.list(
                    "select order_key, currency, total, " + time + " from orders where " + which + " order by " + time
                            + " limit " + SAMPLE,
                    row -> {
                        if (orders.size() < NAMED) {
                            orders.add(OrderKey.parse(row.getString(1)));
                        }
                        add(held, row.getString(2), row.getString(3));
                        return Instant.ofEpochMilli(row.getLong(4));
                    },
                    store,
                    before);
            if (times.isEmpty()) {
                return Optional.empty();
            }
            long many = times.size() < SAMPLE
                    ? times.size()
                    : session.one(
                                    "select count(*) from (select 1 as one from orders where " + which + " limit "
                                            + MOST + ") late",
                                    row -> row.getLong(1),
                                    store,
                                    before)
                            .orElse(0L);
            return Optional.of(new Late(many, times.get(0), orders, held));
        });
    }

    /** The ledger holds plain decimals; what is none adds nothing to a sum that is for people. */
    private static boolean add(Map<String, BigDecimal> held, String currency, String total) {
        if (total.matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?") && !currency.isEmpty()) {
            held.merge(currency, new BigDecimal(total), BigDecimal::add);
        }
        return true;
    }

    @Override
    public List<Waiting> waiting(Instant since) {
        Map<String, List<OrderKey>> orders = new LinkedHashMap<>();
        Map<String, Instant> first = new LinkedHashMap<>();
        ledger.read(session -> session.list(
                "select e.system, e.order_key, e.last_at from events e where e.outcome = 'waiting' and e.last_at >= ?"
                        + " and not exists (select 1 from events g where g.order_key = e.order_key"
                        + " and g.system = e.system and g.step = 'goes-on' and g.last_at >= e.last_at)"
                        + " order by e.last_at limit " + WAITING,
                row -> {
                    String partner = row.getString(1);
                    first.putIfAbsent(partner, Instant.ofEpochMilli(row.getLong(3)));
                    return orders.computeIfAbsent(partner, name -> new ArrayList<>())
                            .add(OrderKey.parse(row.getString(2)));
                },
                since));
        return orders.entrySet().stream()
                .map(entry -> new Waiting(
                        entry.getKey(),
                        first.get(entry.getKey()),
                        entry.getValue().stream().distinct().toList()))
                .toList();
    }

    @Override
    public List<Notice> notices(Instant since) {
        return ledger.read(session -> NoticeTable.latest(session, NOTICES)).stream()
                .filter(notice -> !notice.lastAt().isBefore(since))
                .filter(notice -> !notice.severity().equals("info"))
                .toList();
    }

    @Override
    public void mark(String name, Instant at) {
        write(
                "insert into alert_marks (name, at) values (?, ?) on conflict (name) do update set"
                        + " at = case when excluded.at > alert_marks.at then excluded.at else alert_marks.at end",
                name,
                at);
    }

    @Override
    public List<Ledger.OrderRow> unpostedOrders(String store, Instant dueBefore, int limit) {
        return ledger.read(session -> session.list(
                "select " + OrderTable.COLUMNS + " from orders where " + UNPOSTED + " order by due_at limit ?",
                OrderTable::read,
                store,
                dueBefore,
                limit));
    }

    @Override
    public Optional<Instant> marked(String name) {
        return ledger.read(session -> read(session, name));
    }

    @Override
    public Instant markOrBegin(String name) {
        return ledger.read(session -> read(session, name))
                .orElseGet(() -> ledger.write("alert mark " + name, transaction -> {
                    transaction
                            .session()
                            .update(
                                    "insert into alert_marks (name, at) values (?, ?) on conflict (name) do nothing",
                                    name,
                                    transaction.now());
                    return read(transaction.session(), name).orElse(transaction.now());
                }));
    }

    private static Optional<Instant> read(Session session, String name) throws SQLException {
        return session.one(
                "select at from alert_marks where name = ?", row -> Instant.ofEpochMilli(row.getLong(1)), name);
    }

    @Override
    public void count(String kind, String subject, long n) {
        ledger.write("alert count " + kind, transaction -> transaction
                .session()
                .update(
                        "insert into alert_counts (kind, subject, minute, n) values (?, ?, ?, ?)"
                                + " on conflict (kind, subject, minute) do update set n = alert_counts.n + excluded.n",
                        kind,
                        subject,
                        transaction.now().toEpochMilli() / MINUTE,
                        n));
    }

    @Override
    public Map<String, Long> counted(String kind, Instant since) {
        Map<String, Long> sums = new TreeMap<>();
        ledger.read(session -> session.list(
                "select subject, sum(n) from alert_counts where kind = ? and minute >= ? group by subject",
                row -> sums.put(row.getString(1), row.getLong(2)),
                kind,
                since.toEpochMilli() / MINUTE));
        return sums;
    }

    @Override
    public void forgetCounts(Instant before) {
        write("delete from alert_counts where minute < ?", before.toEpochMilli() / MINUTE);
    }

    private void write(String sql, Object... values) {
        ledger.write("alert marks", transaction -> transaction.session().update(sql, values));
    }
}
