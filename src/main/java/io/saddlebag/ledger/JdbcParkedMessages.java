package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.order.OrderKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parked messages in the ledger's database; every decision locks the order's row, whose count of open messages it changes. */
final class JdbcParkedMessages implements ParkedMessages {

    private static final String SELECT =
            "select " + ParkedTable.COLUMNS + ", edited, closed_at, replay_due from parked";
    private static final int EDITED = 16;
    private static final int FEW = 10;
    private static final String REPLAYED = ParkedTable.REPLAYED;

    private final JdbcLedger ledger;
    private final Dialect dialect;

    JdbcParkedMessages(JdbcLedger ledger, Dialect dialect) {
        this.ledger = ledger;
        this.dialect = dialect;
    }

    @Override
    public List<Parked> list(Filter filter) {
        List<Object> values = new ArrayList<>();
        String sql = "select " + ParkedTable.COLUMNS + " from parked where is_open = ?" + fitting(filter, values)
                + " order by parked_at, id limit ?";
        values.add(0, filter.open());
        values.add(Math.max(filter.limit(), 0));
        return ledger.read(session -> session.list(sql, ParkedTable::read, values.toArray()));
    }

    @Override
    public List<Parked> closed(Filter filter) {
        List<Object> values = new ArrayList<>();
        String sql = "select " + ParkedTable.COLUMNS + " from parked where closed_at is not null and is_open = 0"
                + fitting(filter, values) + " order by closed_at desc, id limit ?";
        values.add(Math.max(filter.limit(), 0));
        return ledger.read(session -> session.list(sql, ParkedTable::read, values.toArray()));
    }

    @Override
    public List<Kind> kinds() {
        return ledger.read(session -> session.list(
                "select category, code, count(*) from parked where is_open = 1 group by code, category"
                        + " order by category, code",
                row -> new Kind(row.getString(1), row.getString(2), row.getLong(3))));
    }

    @Override
    public long count(Filter filter) {
        List<Object> values = new ArrayList<>();
        String open = filter.open() ? "is_open = 1" : "closed_at is not null and is_open = 0";
        String sql = "select count(*) from (select 1 as one from parked where " + open + fitting(filter, values)
                + " limit ?) fitting";
        values.add(Math.max(filter.limit(), 0));
        return ledger.read(session -> session.one(sql, row -> row.getLong(1), values.toArray()))
                .orElse(0L);
    }

    /** Conditions of a filter beside whether it waits; adds their values. */
    private static String fitting(Filter filter, List<Object> values) {
        List<String> conditions = new ArrayList<>();
        filter.order().ifPresent(order -> add(conditions, values, "order_key = ?", order.toString()));
        filter.store().ifPresent(store -> between(conditions, values, "order_key", store + ":"));
        filter.step().ifPresent(step -> between(conditions, values, "step", step));
        filter.code().ifPresent(code -> add(conditions, values, "code = ?", code));
        filter.category().ifPresent(category -> add(conditions, values, "category = ?", category));
        filter.parkedBefore().ifPresent(before -> add(conditions, values, "parked_at < ?", before));
        return conditions.stream().map(condition -> " and " + condition).collect(Collectors.joining());
    }

    private static void add(List<String> conditions, List<Object> values, String condition, Object value) {
        conditions.add(condition);
        values.add(value);
    }

    private static void between(List<String> conditions, List<Object> values, String column, String prefix) {
        conditions.add(column + " >= ? and " + column + " < ?");
        values.add(prefix);
        values.add(prefix + "\uDBFF\uDFFF");
    }

    @Override
    public Optional<Message> find(String id) {
        return ledger.read(session -> {
            Optional<Message> found = session.one(SELECT + " where id = ?", JdbcParkedMessages::message, id);
            return found.isEmpty() ? found : Optional.of(withHistory(session, found.get()));
        });
    }

    @Override
    public List<String> startingWith(String beginning) {
        return ledger.read(session -> session.list(
                "select id from parked where id >= ? and id < ? order by id limit ?",
                row -> row.getString(1),
                beginning,
                beginning + "\uDBFF\uDFFF",
                FEW));
    }

    @Override
    public boolean edit(String id, Edit edit, String actor) {
        return edit.document().isPresent()
                ? decide(
                        id,
                        "edited",
                        actor,
                        edit.detail(),
                        Optional.empty(),
                        "edited = ?, remedy = ?",
                        edit.document().get(),
                        edit.remedy())
                : decide(
                        id,
                        "edited",
                        actor,
                        edit.detail(),
                        Optional.empty(),
                        "edited = null, remedy = ?",
                        edit.remedy());
    }

    @Override
    public List<Message> edited(OrderKey order, String queue) {
        return ledger.read(session -> {
            List<Message> found = new ArrayList<>();
            for (Message message : session.list(
                    SELECT + " where order_key = ? and queue = ? and edited is not null"
                            + " and (is_open = 1 or closed_because = '" + REPLAYED + "') order by parked_at, id",
                    JdbcParkedMessages::message,
                    order.toString(),
                    queue)) {
                found.add(withHistory(session, message));
            }
            return found;
        });
    }

    @Override
    public void supersede(String id, String reason) {
        Optional<Message> found = find(id);
        if (found.isEmpty()) {
            return;
        }
        Optional<OrderKey> order = found.get().parked().order();
        ledger.write(lock(found.get()), transaction -> {
            Optional<OrderRow> row =
                    order.isPresent() ? OrderTable.lock(dialect, transaction.session(), order.get()) : Optional.empty();
            int closed = ParkedTable.supersede(transaction, id, order, reason);
            if (row.isPresent()) {
                ParkedTable.recount(transaction, row.get());
            }
            return closed;
        });
    }

    @Override
    public int replaying() {
        return ledger.read(session ->
                        session.one("select count(*) from parked where replay_due is not null", row -> row.getInt(1)))
                .orElse(0);
    }

    @Override
    public boolean replay(String id, Instant due, String actor) {
        return decide(
                id,
                "replayed",
                actor,
                "",
                Optional.empty(),
                "is_open = 0, closed_because = '" + REPLAYED + "', closed_at = ?, replay_due = ?",
                Now.OF_TRANSACTION,
                due);
    }

    @Override
    public boolean skip(String id, String reason, String actor, Optional<Step> alongside) {
        return decide(
                id,
                "skipped",
                actor,
                reason,
                alongside,
                "is_open = 0, closed_because = ?, closed_at = ?",
                "skipped: " + reason,
                Now.OF_TRANSACTION);
    }

    /** Stands for the time of the write. */
    private enum Now {
        OF_TRANSACTION
    }

    private boolean decide(
            String id,
            String action,
            String actor,
            String detail,
            Optional<Step> alongside,
            String changes,
            Object... values) {
        Optional<Message> found = find(id);
        if (found.isEmpty()) {
            return false;
        }
        Optional<OrderKey> order = found.get().parked().order();
        return ledger.write(lock(found.get()), transaction -> {
            Session session = transaction.session();
            Optional<OrderRow> row =
                    order.isPresent() ? OrderTable.lock(dialect, session, order.get()) : Optional.empty();
            List<Object> all = new ArrayList<>();
            for (Object value : values) {
                all.add(value == Now.OF_TRANSACTION ? transaction.now() : value);
            }
            all.add(id);
            if (session.update("update parked set " + changes + " where id = ? and is_open = 1", all.toArray()) == 0) {
                return false;
            }
            ParkedTable.repaired(transaction, id);
            ParkedTable.remark(transaction, id, action, actor, detail);
            if (row.isPresent()) {
                ParkedTable.recount(transaction, row.get());
            }
            if (alongside.isPresent()) {
                ledger.write(transaction, alongside.get());
            }
            return true;
        });
    }

    @Override
    public List<Message> due(Instant now, int most) {
        return ledger.read(session -> session.list(
                SELECT + " where replay_due is not null and replay_due <= ? order by replay_due, id limit ?",
                JdbcParkedMessages::message,
                now,
                most));
    }

    @Override
    public void sent(Message message) {
        String id = message.parked().id();
        ledger.write(lock(message), transaction -> {
            int sent = transaction
                    .session()
                    .update("update parked set replay_due = null where id = ? and replay_due is not null", id);
            if (sent > 0) {
                ParkedTable.remark(transaction, id, "sent", ParkedTable.BY_ITSELF, "");
            }
            return sent;
        });
    }

    /** One writer for all that happens to a message. */
    private static String lock(Message message) {
        return message.parked()
                .order()
                .map(OrderKey::toString)
                .orElse(message.parked().id());
    }

    @Override
    public int forget(Instant closedBefore, int most) {
        return ledger.write("retention of parked messages", transaction -> {
            Session session = transaction.session();
            List<String> old = session.list(
                    "select id from parked where closed_at is not null and closed_at < ? and is_open = 0"
                            + " and replay_due is null limit ?",
                    row -> row.getString(1),
                    closedBefore,
                    most);
            for (String id : old) {
                session.update("delete from parked_events where parked_id = ?", id);
                session.update("delete from parked where id = ?", id);
            }
            return old.size();
        });
    }

    private static Message withHistory(Session session, Message message) throws SQLException {
        List<Remark> history = session.list(
                "select at, action, actor, detail from parked_events where parked_id = ? order by at, seq",
                row -> new Remark(
                        Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getString(3), row.getString(4)),
                message.parked().id());
        return new Message(message.parked(), message.edited(), message.closedAt(), message.replayDue(), history);
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                ParkedTable.read(row),
                Optional.ofNullable(row.getString(EDITED)),
                instant(row, EDITED + 1),
                instant(row, EDITED + 2),
                List.of());
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
