package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.CrossReference;
import io.saddlebag.order.OrderKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table {@code cross_references}: a partner's id belongs to one order, the first that named it. */
final class ReferenceTable {

    private ReferenceTable() {}

    /** Remembers the id; the order it belongs to already, if that is another one. */
    static Optional<OrderKey> claim(Session session, CrossReference reference) throws SQLException {
        int written = session.update(
                "insert into cross_references (system, kind, external_id, order_key) values (?, ?, ?, ?)"
                        + " on conflict (system, kind, external_id) do nothing",
                reference.system(),
                reference.kind(),
                reference.externalId(),
                reference.order().toString());
        if (written == 1) {
            return Optional.empty();
        }
        return find(session, reference.system(), reference.kind(), reference.externalId())
                .filter(owner -> !owner.equals(reference.order()));
    }

    static Optional<OrderKey> find(Session session, String system, String kind, String externalId) throws SQLException {
        return session.one(
                "select order_key from cross_references where system = ? and kind = ? and external_id = ?",
                row -> OrderKey.parse(row.getString(1)),
                system,
                kind,
                externalId);
    }

    static List<CrossReference> of(Session session, OrderKey order) throws SQLException {
        return session.list(
                "select system, kind, external_id from cross_references where order_key = ?"
                        + " order by system, kind, external_id",
                row -> new CrossReference(order, row.getString(1), row.getString(2), row.getString(3)),
                order.toString());
    }
}
