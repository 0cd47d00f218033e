package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The table {@code orders}, and {@code order_documents} beside it. */
final class OrderTable {

    static final String COLUMNS =
            "order_key, number, state, parked, modified_at, hash, store_status, currency, total, email, erp, erp_id,"
                    + " erp_number, invoice_number, invoice_state, store_shows, placed_at, seen_at, due_at, changed_at, partner";

    private OrderTable() {}

    static Optional<OrderRow> find(Session session, OrderKey key) throws SQLException {
        return session.one("select " + COLUMNS + " from orders where order_key = ?", OrderTable::read, key.toString());
    }

    /** The row, locked until the transaction ends; where there is none, nobody else can create it until then. */
    static Optional<OrderRow> lock(Dialect dialect, Session session, OrderKey key) throws SQLException {
        String sql = "select " + COLUMNS + " from orders where order_key = ?" + dialect.forUpdate();
        Optional<OrderRow> row = session.one(sql, OrderTable::read, key.toString());
        if (row.isEmpty() && dialect.guardAbsent(session, key.toString())) {
            return session.one(sql, OrderTable::read, key.toString());
        }
        return row;
    }

    static void insert(Session session, OrderRow row) throws SQLException {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("order_key", row.key().toString());
        columns.put("store", row.key().store());
        columns.put("id", row.key().id());
        columns.put("seen_at", row.seenAt());
        columns.putAll(changeable(row));
        arrival(row.state()).ifPresent(column -> columns.put(column, row.changedAt()));
        String marks = "?, ".repeat(columns.size() - 1) + "?";
        session.update(
                "insert into orders (" + String.join(", ", columns.keySet()) + ") values (" + marks + ")",
                columns.values().toArray());
    }

    /** Writes the columns that differ, and no others: an untouched index costs nothing. */
    static void update(Session session, OrderRow before, OrderRow after) throws SQLException {
        Map<String, Object> known = changeable(before);
        List<String> assignments = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        changeable(after).forEach((column, value) -> {
            if (!Objects.equals(value, known.get(column))) {
                assignments.add(column + " = ?");
                values.add(value);
            }
        });
        if (before.state() != after.state()) {
            arrival(after.state()).ifPresent(column -> {
                assignments.add(column + " = coalesce(" + column + ", ?)");
                values.add(after.changedAt());
            });
        }
        if (assignments.isEmpty()) {
            return;
        }
        values.add(after.key().toString());
        session.update(
                "update orders set " + String.join(", ", assignments) + " where order_key = ?", values.toArray());
    }

    static void keepDocument(Session session, OrderKey key, String document) throws SQLException {
        session.update(
                "insert into order_documents (order_key, document) values (?, ?)"
                        + " on conflict (order_key) do update set document = excluded.document",
                key.toString(),
                document);
    }

    static Optional<String> document(Session session, OrderKey key) throws SQLException {
        return session.one(
                "select document from order_documents where order_key = ?", row -> row.getString(1), key.toString());
    }

    private static Map<String, Object> changeable(OrderRow row) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("number", row.number());
        columns.put("state", row.state());
        columns.put("parked", row.parked());
        columns.put("modified_at", row.version().modifiedAt());
        columns.put("hash", row.version().hash());
        columns.put("store_status", row.storeStatus());
        columns.put("currency", row.currency());
        columns.put("total", row.total());
        columns.put("email", row.email());
        columns.put("email_lower", row.email().toLowerCase(Locale.ROOT));
        columns.put("erp", row.erp());
        columns.put("erp_id", row.erpId());
        columns.put("erp_number", row.erpNumber());
        columns.put("invoice_number", row.invoiceNumber());
        columns.put("invoice_state", row.invoiceState());
        columns.put("store_shows", row.storeShows());
        columns.put("placed_at", row.placedAt());
        columns.put("due_at", row.dueAt());
        columns.put("changed_at", row.changedAt());
        columns.put("partner", row.partner());
        return columns;
    }

    /** The column that keeps when an order first came to a state. */
    private static Optional<String> arrival(OrderState state) {
        return switch (state) {
            case POSTED -> Optional.of("posted_at");
            case RELEASED -> Optional.of("released_at");
            case SHIPPED -> Optional.of("shipped_at");
            case COMPLETED -> Optional.of("completed_at");
            case WAITING, IGNORED, CAPTURED, PARTLY_SHIPPED, CANCELLED -> Optional.empty();
        };
    }

    /** When an order first came to a state, of those that are kept. */
    record Arrivals(Map<OrderState, Instant> times) {
        Optional<Instant> at(OrderState state) {
            return Optional.ofNullable(times.get(state));
        }
    }

    static Arrivals arrivals(Session session, OrderKey key) throws SQLException {
        Map<OrderState, Instant> times = new EnumMap<>(OrderState.class);
        session.one(
                "select posted_at, released_at, shipped_at, completed_at from orders where order_key = ?",
                row -> {
                    instant(row, 1).ifPresent(at -> times.put(OrderState.POSTED, at));
                    instant(row, 2).ifPresent(at -> times.put(OrderState.RELEASED, at));
                    instant(row, 3).ifPresent(at -> times.put(OrderState.SHIPPED, at));
                    instant(row, 4).ifPresent(at -> times.put(OrderState.COMPLETED, at));
                    return true;
                },
                key.toString());
        return new Arrivals(times);
    }

    static OrderRow read(ResultSet row) throws SQLException {
        return new OrderRow(
                OrderKey.parse(row.getString(1)),
                row.getString(2),
                OrderState.valueOf(row.getString(3)),
                row.getInt(4),
                new OrderVersion(Instant.ofEpochMilli(row.getLong(5)), row.getString(6)),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                Optional.ofNullable(row.getString(11)),
                Optional.ofNullable(row.getString(12)),
                Optional.ofNullable(row.getString(13)),
                Optional.ofNullable(row.getString(14)),
                row.getString(15),
                Optional.ofNullable(row.getString(16)),
                Instant.ofEpochMilli(row.getLong(17)),
                Instant.ofEpochMilli(row.getLong(18)),
                instant(row, 19),
                Instant.ofEpochMilli(row.getLong(20)),
                Optional.ofNullable(row.getString(21)));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
