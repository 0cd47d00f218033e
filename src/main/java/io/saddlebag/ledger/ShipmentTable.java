package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.ShipmentRow;
import io.saddlebag.ledger.Step.ShipmentChange;
import io.saddlebag.order.OrderKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The table {@code shipments}. */
final class ShipmentTable {

    static final String COLUMNS =
            "order_key, external, warehouse, status, changed_at, posted_to_erp, shown_in_store, document";

    private ShipmentTable() {}

    /** Applies a change; the order's row is locked, so nobody else changes its shipments. */
    static void apply(Transaction transaction, OrderKey order, ShipmentChange change) throws SQLException {
        Session session = transaction.session();
        Optional<ShipmentRow> known = session.one(
                "select " + COLUMNS + " from shipments where order_key = ? and external = ?",
                ShipmentTable::read,
                order.toString(),
                change.external());
        ShipmentRow after = merged(known.orElseGet(() -> unknown(order, change)), change);
        if (known.isPresent() && known.get().equals(after)) {
            return;
        }
        if (after.shownInStore() && known.filter(one -> !one.shownInStore()).isPresent()) {
            transaction.measure(FigureTable.Key.timed(
                    transaction.now(),
                    Figures.Figure.PROPAGATION,
                    order.store(),
                    Duration.between(known.get().changedAt(), transaction.now())));
        }
        session.update(
                "insert into shipments (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (order_key, external) do update set warehouse = excluded.warehouse,"
                        + " status = excluded.status, changed_at = excluded.changed_at,"
                        + " posted_to_erp = excluded.posted_to_erp, shown_in_store = excluded.shown_in_store,"
                        + " document = excluded.document",
                order.toString(),
                after.external(),
                after.warehouse(),
                after.status(),
                after.changedAt(),
                after.postedToErp(),
                after.shownInStore(),
                after.document());
    }

    /** What was done is never undone; what was seen gives way only to what is not older. */
    private static ShipmentRow merged(ShipmentRow known, ShipmentChange change) {
        Instant changedAt =
                change.changedAt().map(at -> at.truncatedTo(ChronoUnit.MILLIS)).orElse(known.changedAt());
        boolean older = changedAt.isBefore(known.changedAt());
        return new ShipmentRow(
                known.order(),
                known.external(),
                older || change.warehouse().isEmpty() ? known.warehouse() : change.warehouse(),
                older ? known.status() : change.status().orElse(known.status()),
                older ? known.changedAt() : changedAt,
                known.postedToErp() || change.postedToErp().orElse(false),
                known.shownInStore() || change.shownInStore().orElse(false),
                older ? known.document() : change.document().orElse(known.document()));
    }

    private static ShipmentRow unknown(OrderKey order, ShipmentChange change) {
        return new ShipmentRow(order, change.external(), change.warehouse(), "", Instant.EPOCH, false, false, "");
    }

    static List<ShipmentRow> of(Session session, OrderKey order) throws SQLException {
        return session.list(
                "select " + COLUMNS + " from shipments where order_key = ? order by external",
                ShipmentTable::read,
                order.toString());
    }

    static ShipmentRow read(ResultSet row) throws SQLException {
        return new ShipmentRow(
                OrderKey.parse(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getInt(6) == 1,
                row.getInt(7) == 1,
                row.getString(8));
    }
}
