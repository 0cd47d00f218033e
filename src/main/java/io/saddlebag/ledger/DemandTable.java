package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.StockLedger.Change;
import io.saddlebag.ledger.StockLedger.DemandLine;
import io.saddlebag.ledger.StockLedger.DemandRow;
import io.saddlebag.ledger.StockLedger.Sold;
import io.saddlebag.ledger.StockLedger.Undemanded;
import io.saddlebag.order.Lifecycle;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table {@code stock_demand}, kept in the transaction of the order's step: one row for each order, one write for each
 * step that concerns it. A write leaves the row without a number; {@link #number} gives it one later.
 */
final class DemandTable {

    private static final String COLUMNS = "order_key, lines, posted_at, warehouse, released_at, seq, known";
    private static final int AT_ONCE = 1_000;

    private DemandTable() {}

    /** Whether an order in this state needs stock that nobody else knows of, or may not know of yet. */
    static boolean counts(OrderState state, boolean held) {
        return switch (state) {
            case WAITING -> held;
            // A completed one too: it may be done before its source is read again. When it is in, is the engine's to
            // judge.
            case CAPTURED, POSTED, RELEASED, PARTLY_SHIPPED, SHIPPED, COMPLETED -> true;
            case IGNORED, CANCELLED -> false;
        };
    }

    /** The first step of an order. */
    static void begin(Transaction transaction, OrderRow row, Step step) throws SQLException {
        if (step.sold().isPresent() && counts(row.state(), step.sold().get().held())) {
            put(transaction, row, step.sold().get().lines());
        }
    }

    /** A further step: a version that was taken replaces the lines, a move is noted or releases them. */
    static void follow(Transaction transaction, OrderRow before, OrderRow row, Step step, boolean taken)
            throws SQLException {
        boolean moved = before.state() != row.state();
        if (step.sold().isPresent() && taken && (moved || !before.version().equals(row.version()))) {
            Sold sold = step.sold().get();
            if (counts(row.state(), sold.held())) {
                put(transaction, row, sold.lines());
            } else {
                release(transaction, row.key());
            }
        } else if (moved && !counts(row.state(), true)) {
            release(transaction, row.key());
        }
        if (moved && row.state() == OrderState.POSTED) {
            transaction
                    .session()
                    .update(
                            "update stock_demand set posted_at = ?, known = lines, changed_at = ?, seq = null"
                                    + " where order_key = ?",
                            transaction.now(),
                            transaction.now(),
                            row.key().toString());
        } else if (moved && row.state() == OrderState.COMPLETED) { // what was sent is booked everywhere
            transaction
                    .session()
                    .update(
                            "update stock_demand set known = null, changed_at = ?, seq = null"
                                    + " where order_key = ? and known <> lines",
                            transaction.now(),
                            row.key().toString());
        }
        if (step.releasedTo().isPresent()) {
            transaction
                    .session()
                    .update(
                            "update stock_demand set warehouse = ?, released_at = ?, changed_at = ?, seq = null"
                                    + " where order_key = ? and released_at is null",
                            step.releasedTo().get(),
                            transaction.now(),
                            transaction.now(),
                            row.key().toString());
        }
    }

    /**
     * An order that is not in the ERP (any more) was never posted, as far as its demand goes. Of one that is, what it was posted
     * with stays: what was added since is not in the ERP.
     */
    private static void put(Transaction transaction, OrderRow row, List<DemandLine> lines) throws SQLException {
        String forget = Lifecycle.reached(row.state(), OrderState.POSTED)
                ? ", known = coalesce(stock_demand.known, stock_demand.lines)"
                : ", known = null, posted_at = null, warehouse = null, released_at = null";
        transaction
                .session()
                .update(
                        "insert into stock_demand (order_key, lines, changed_at) values (?, ?, ?)"
                                + " on conflict (order_key) do update set lines = excluded.lines,"
                                + " changed_at = excluded.changed_at, seq = null" + forget
                                + " where stock_demand.lines <> excluded.lines",
                        row.key().toString(),
                        packed(lines),
                        transaction.now());
    }

    private static void release(Transaction transaction, OrderKey order) throws SQLException {
        transaction
                .session()
                .update(
                        "update stock_demand set lines = '', changed_at = ?, seq = null"
                                + " where order_key = ? and lines <> ''",
                        transaction.now(),
                        order.toString());
    }

    /** Gives numbers to what has none. Rows whose order is being worked on are left for the next time: nobody waits. */
    static void number(Dialect dialect, Session session, StockSequence sequence) throws SQLException {
        for (String order : session.list(
                "select order_key from stock_demand where seq is null limit " + AT_ONCE + dialect.forUpdateOfFree(),
                row -> row.getString(1))) {
            session.update("update stock_demand set seq = ? where order_key = ?", sequence.next(), order);
        }
    }

    static boolean isPending(Session session) throws SQLException {
        return session.one("select 1 from stock_demand where seq is null limit 1", row -> true)
                .isPresent();
    }

    static Optional<DemandRow> find(Session session, OrderKey order) throws SQLException {
        return session.one(
                "select " + COLUMNS + " from stock_demand where order_key = ?",
                row -> read(row).demand(),
                order.toString());
    }

    static List<Change.OfDemand> changes(Session session, long after, long last, int limit) throws SQLException {
        return session.list(
                "select " + COLUMNS + " from stock_demand where seq > ? and seq <= ? order by seq limit ?",
                DemandTable::read,
                after,
                last,
                limit);
    }

    /** A page of what is needed, by order, after the named one. */
    static List<Change.OfDemand> page(Session session, String after, int limit) throws SQLException {
        return session.list(
                "select " + COLUMNS + " from stock_demand where order_key > ? and lines <> ''"
                        + " order by order_key limit ?",
                DemandTable::read,
                after,
                limit);
    }

    /** Forgets what is released, or of an order that is done, and has been so for long. */
    static int forget(Session session, Instant now, Instant before, int most) throws SQLException {
        int done = session.update(
                "update stock_demand set lines = '', changed_at = ?, seq = null where order_key in (select s.order_key from"
                        + " stock_demand s join orders o on o.order_key = s.order_key where s.lines <> ''"
                        + " and s.changed_at < ? and o.state = 'COMPLETED' limit ?)",
                now,
                before,
                most);
        return done
                + session.update(
                        "delete from stock_demand where order_key in (select order_key from stock_demand"
                                + " where lines = '' and changed_at < ? limit ?)",
                        before,
                        most);
    }

    /**
     * Those of some orders whose need has a number up to this one, or which need nothing: their row was never there or is
     * forgotten, and the ledger has seen the version the store has now.
     */
    static Set<OrderKey> known(Session session, Map<OrderKey, Instant> orders, long upTo) throws SQLException {
        Set<OrderKey> found = new HashSet<>();
        for (Map.Entry<OrderKey, Instant> order : orders.entrySet()) {
            String key = order.getKey().toString();
            session.one(
                            "select 1 from stock_demand where order_key = ? and seq <= ? union all"
                                    + " select 1 from orders o where o.order_key = ? and o.modified_at >= ?"
                                    + " and o.state in ('COMPLETED', 'IGNORED', 'CANCELLED') and not exists"
                                    + " (select 1 from stock_demand s where s.order_key = o.order_key)",
                            row -> true,
                            key,
                            upTo,
                            key,
                            order.getValue())
                    .ifPresent(yes -> found.add(order.getKey()));
        }
        return found;
    }

    static List<Undemanded> withoutDemand(Session session, String after, int limit) throws SQLException {
        return session.list(
                "select o.order_key, o.state, d.document from orders o join order_documents d"
                        + " on d.order_key = o.order_key where o.order_key > ?"
                        + " and o.state in ('WAITING', 'CAPTURED', 'POSTED', 'RELEASED', 'PARTLY_SHIPPED')"
                        + " and not exists (select 1 from stock_demand s where s.order_key = o.order_key)"
                        + " order by o.order_key limit ?",
                row -> new Undemanded(
                        OrderKey.parse(row.getString(1)), OrderState.valueOf(row.getString(2)), row.getString(3)),
                after,
                limit);
    }

    static void fill(Transaction transaction, OrderRow row, Sold sold) throws SQLException {
        if (counts(row.state(), sold.held())) {
            transaction
                    .session()
                    .update(
                            "insert into stock_demand (order_key, lines, posted_at, warehouse, released_at, changed_at)"
                                    + " select o.order_key, ?, o.posted_at, (select min(r.system) from cross_references r"
                                    + " where r.order_key = o.order_key and r.kind = 'fulfilment'), o.released_at, ?"
                                    + " from orders o where o.order_key = ? on conflict (order_key) do nothing",
                            packed(sold.lines()),
                            transaction.now(),
                            row.key().toString());
        }
    }

    private static String packed(List<DemandLine> lines) {
        return Packed.pack(
                lines, line -> Packed.row(line.productId(), line.variationId(), line.sku(), line.quantity()));
    }

    private static Change.OfDemand read(ResultSet row) throws SQLException {
        DemandRow demand = new DemandRow(
                OrderKey.parse(row.getString(1)),
                lines(row.getString(2)),
                Optional.ofNullable(row.getString(7)).map(DemandTable::lines),
                DifferenceTable.instant(row, 3),
                Optional.ofNullable(row.getString(4)),
                DifferenceTable.instant(row, 5));
        return new Change.OfDemand(row.getLong(6), demand);
    }

    private static List<DemandLine> lines(String packed) {
        return Packed.unpack(
                packed, fields -> new DemandLine(fields[0], fields[1], fields[2], Long.parseLong(fields[3])));
    }
}
