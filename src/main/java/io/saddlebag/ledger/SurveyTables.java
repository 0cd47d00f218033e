package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.CrossReference;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import io.saddlebag.ledger.Reconciliations.OpenParked;
import io.saddlebag.ledger.Reconciliations.Surveyed;
import io.saddlebag.order.OrderKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pages of orders with everything beside them, in a handful of statements a page. */
final class SurveyTables {

    private SurveyTables() {}

    static List<Surveyed> placed(
            Session session, String store, Instant from, Instant to, Optional<OrderRow> after, int most)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(store, from, to));
        String behind = "";
        if (after.isPresent()) {
            behind = " and (placed_at > ? or (placed_at = ? and order_key > ?))";
            values.add(after.get().placedAt());
            values.add(after.get().placedAt());
            values.add(after.get().key().toString());
        }
        values.add(most);
        return beside(
                session,
                session.list(
                        "select " + OrderTable.COLUMNS + " from orders where store = ? and placed_at >= ?"
                                + " and placed_at < ?" + behind + " order by placed_at, order_key limit ?",
                        OrderTable::read,
                        values.toArray()));
    }

    static List<Surveyed> of(Session session, Collection<OrderKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        return beside(
                session,
                session.list(
                        "select " + OrderTable.COLUMNS + " from orders where order_key in (" + marks(keys.size()) + ")",
                        OrderTable::read,
                        keys.stream().map(OrderKey::toString).toArray()));
    }

    static Set<OrderKey> known(Session session, Collection<OrderKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(session.list(
                "select order_key from orders where order_key in (" + marks(keys.size()) + ")",
                row -> OrderKey.parse(row.getString(1)),
                keys.stream().map(OrderKey::toString).toArray()));
    }

    private static List<Surveyed> beside(Session session, List<OrderRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        Object[] keys = rows.stream().map(row -> row.key().toString()).toArray();
        String in = " where order_key in (" + marks(keys.length) + ")";
        Map<String, String> documents = new HashMap<>();
        session.list(
                        "select order_key, document from order_documents" + in,
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        keys)
                .forEach(entry -> documents.put(entry.getKey(), entry.getValue()));
        Map<String, List<ShipmentRow>> shipments = grouped(session.list(
                "select " + ShipmentTable.COLUMNS + " from shipments" + in + " order by external",
                row -> Map.entry(row.getString(1), ShipmentTable.read(row)),
                keys));
        Map<String, List<CrossReference>> references = grouped(session.list(
                "select order_key, system, kind, external_id from cross_references" + in
                        + " order by system, kind, external_id",
                row -> Map.entry(
                        row.getString(1),
                        new CrossReference(
                                OrderKey.parse(row.getString(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4))),
                keys));
        Map<String, List<OpenParked>> parked = grouped(session.list(
                "select order_key, id, queue, code, cause, parked_at from parked" + in
                        + " and is_open = 1 order by parked_at, id",
                row -> Map.entry(row.getString(1), parked(row)),
                keys));
        return rows.stream()
                .map(row -> {
                    String key = row.key().toString();
                    return new Surveyed(
                            row,
                            documents.getOrDefault(key, "{}"),
                            shipments.getOrDefault(key, List.of()),
                            references.getOrDefault(key, List.of()),
                            parked.getOrDefault(key, List.of()));
                })
                .toList();
    }

    private static OpenParked parked(ResultSet row) throws SQLException {
        return new OpenParked(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)));
    }

    private static <T> Map<String, List<T>> grouped(List<Map.Entry<String, T>> entries) {
        Map<String, List<T>> groups = new HashMap<>();
        entries.forEach(entry ->
                groups.computeIfAbsent(entry.getKey(), key -> new ArrayList<>()).add(entry.getValue()));
        return groups;
    }

    private static String marks(int count) {
        return "?, ".repeat(count - 1) + "?";
    }
}
