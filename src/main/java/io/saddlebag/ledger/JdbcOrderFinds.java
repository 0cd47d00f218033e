package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads orders and their shipments by key, and writes what they are found by. */
final class JdbcOrderFinds implements OrderFinds {

    private final JdbcLedger ledger;

    JdbcOrderFinds(JdbcLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<Earlier> after(Optional<OrderKey> last, int limit) {
        String first = last.map(OrderKey::toString).orElse("");
        return ledger.read(session -> {
            List<Earlier> orders = session.list(
                    "select o.order_key, o.placed_at, d.document from orders o join order_documents d"
                            + " on d.order_key = o.order_key where o.order_key > ? order by o.order_key limit ?",
                    row -> new Earlier(
                            OrderKey.parse(row.getString(1)),
                            Instant.ofEpochMilli(row.getLong(2)),
                            row.getString(3),
                            List.of()),
                    first,
                    limit);
            if (orders.isEmpty()) {
                return orders;
            }
            Map<String, List<String>> shipments = new HashMap<>();
            session.list(
                    "select order_key, document from shipments where order_key > ? and order_key <= ?",
                    row -> shipments
                            .computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                            .add(row.getString(2)),
                    first,
                    orders.get(orders.size() - 1).order().toString());
            return orders.stream()
                    .map(order -> new Earlier(
                            order.order(),
                            order.placedAt(),
                            order.document(),
                            shipments.getOrDefault(order.order().toString(), List.of())))
                    .toList();
        });
    }

    @Override
    public void note(List<Found> found) {
        ledger.write("order finds", transaction -> {
            for (Found each : found) {
                FoundByTables.skus(transaction.session(), each.order(), each.placedAt(), each.skus());
                FoundByTables.tracking(transaction.session(), each.order(), each.trackingNumbers());
            }
            return found.size();
        });
    }
}
