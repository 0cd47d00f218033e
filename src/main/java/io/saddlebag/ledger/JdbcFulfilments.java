package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The questions about warehouses in SQL. States stand in the text, not as parameters: only so partial indexes are used. */
final class JdbcFulfilments implements Fulfilments {

    private static final String WITH = "orders where partner is not null and partner = ? and ";
    private static final String LATE = "orders where state = 'POSTED' and parked = 0 and store = ? and posted_at < ?";
    private static final String STOPPED = "shipments where status in ('on-hold', 'exception') and warehouse = ?";
    private static final String UNSHOWN =
            "shipments where shown_in_store = 0 and status in ('shipped', 'delivered') and warehouse = ? and changed_at < ?";

    private final JdbcLedger ledger;

    JdbcFulfilments(JdbcLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public long waiting(String warehouse) {
        return count(WITH + "state = 'POSTED' and parked = 0", warehouse);
    }

    @Override
    public Map<String, Long> late(Collection<String> stores, Instant postedBefore) {
        Map<String, Long> late = new TreeMap<>();
        for (String store : stores) {
            ledger.read(session -> session.list(
                    "select partner, count(*) from (select partner from " + LATE + " order by posted_at limit " + MOST
                            + ") late where partner is not null group by partner",
                    row -> late.merge(row.getString(1), row.getLong(2), Long::sum),
                    store,
                    postedBefore));
        }
        return late;
    }

    @Override
    public List<OrderRow> late(Collection<String> stores, Instant postedBefore, String warehouse, int limit) {
        List<OrderRow> late = new ArrayList<>();
        for (String store : stores) {
            late.addAll(ledger.read(session -> session.list(
                    "select " + OrderTable.COLUMNS + " from (select " + OrderTable.COLUMNS + ", posted_at from " + LATE
                            + " order by posted_at limit " + MOST
                            + ") late where partner = ? order by posted_at limit ?",
                    OrderTable::read,
                    store,
                    postedBefore,
                    warehouse,
                    limit)));
        }
        return late.stream()
                .sorted(Comparator.comparing(OrderRow::changedAt))
                .limit(limit)
                .toList();
    }

    @Override
    public long partlyShipped(String warehouse) {
        return count(WITH + "state = 'PARTLY_SHIPPED'", warehouse);
    }

    @Override
    public long parkedAt(String step) {
        return count("parked where is_open = 1 and step = ?", step);
    }

    @Override
    public long stopped(String warehouse) {
        return count(STOPPED, warehouse);
    }

    @Override
    public List<ShipmentRow> stopped(String warehouse, int limit) {
        return shipments(STOPPED, warehouse, limit);
    }

    @Override
    public long unshown(String warehouse, Instant leftBefore) {
        return count(UNSHOWN, warehouse, leftBefore);
    }

    @Override
    public List<ShipmentRow> unshown(String warehouse, Instant leftBefore, int limit) {
        return shipments(UNSHOWN, warehouse, leftBefore, limit);
    }

    private long count(String from, Object... values) {
        return ledger.read(session -> session.one(
                        "select count(*) from (select 1 as one from " + from + " limit " + MOST + ") counted",
                        row -> row.getLong(1),
                        values))
                .orElse(0L);
    }

    private List<ShipmentRow> shipments(String from, Object... values) {
        return ledger.read(session -> session.list(
                "select " + ShipmentTable.COLUMNS + " from " + from
                        + " order by changed_at, order_key, external limit ?",
                ShipmentTable::read,
                values));
    }
}
