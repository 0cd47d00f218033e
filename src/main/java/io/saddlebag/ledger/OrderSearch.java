package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lists orders. Text finds what begins with it, upper or lower case, each column by its own index; an SKU has to be whole, and
 * brings its latest orders. Lists without a text are read from an index in their order, so that they end with the page.
 */
final class OrderSearch {

    /** What each column may contribute to a text search; "S" alone would otherwise gather every order of the ERP. */
    private static final int PER_COLUMN = 5_000;

    /** A range over an indexed expression; the partial indexes need to be told that the column is there. */
    private static final List<String> TEXT_RANGES = List.of(
            "id >= ? and id < ?",
            "lower(number) >= ? and lower(number) < ?",
            "email_lower >= ? and email_lower < ?",
            "erp_number is not null and lower(erp_number) >= ? and lower(erp_number) < ?",
            "invoice_number is not null and lower(invoice_number) >= ? and lower(invoice_number) < ?");

    /** For the newest one or two SQLite (3.54) goes through a million orders instead of the index: half a second for 1 ms. */
    private static final int LEAST = 20;

    private static final String LAST = "\uDBFF\uDFFF";
    private static final String NEWEST_FIRST = " order by changed_at desc, order_key limit ?";

    private OrderSearch() {}

    static List<OrderRow> list(Session session, OrderFilter filter) throws SQLException {
        List<OrderRow> rows = list(session, filter, Math.max(filter.limit(), LEAST));
        return rows.subList(0, Math.min(rows.size(), Math.max(filter.limit(), 0)));
    }

    private static List<OrderRow> list(Session session, OrderFilter filter, int limit) throws SQLException {
        Optional<String> text = filter.text().map(String::strip).filter(word -> !word.isEmpty());
        if (text.isPresent()) {
            return byText(session, filter, text.get(), limit);
        }
        boolean narrow = filter.store().isPresent() || filter.partner().isPresent() || filter.open();
        if (narrow && filter.state().isEmpty() && !isParked(filter)) {
            return stateByState(session, filter, limit);
        }
        Conditions conditions = conditions(filter, isParked(filter));
        filter.state().ifPresent(state -> conditions.add(isParked(filter) ? "state || '' = ?" : "state = ?", state));
        conditions.values().add(limit);
        return session.list(
                "select " + OrderTable.COLUMNS + " from orders" + conditions.where() + NEWEST_FIRST,
                OrderTable::read,
                conditions.values().toArray());
    }

    /** What fits is looked up first, then each order by its key: "cross join" keeps SQLite from turning that round. */
    private static List<OrderRow> byText(Session session, OrderFilter filter, String text, int limit)
            throws SQLException {
        Conditions conditions = conditions(filter, true);
        conditions.sql().add(0, "order_key = found_key");
        filter.state().ifPresent(state -> conditions.add("state || '' = ?", state));
        List<Object> values = words(text);
        values.addAll(conditions.values());
        values.add(limit);
        return session.list(
                "select " + OrderTable.COLUMNS + " from (" + textSearch() + ") found cross join orders"
                        + conditions.where() + NEWEST_FIRST,
                OrderTable::read,
                values.toArray());
    }

    /** Whether more begins with a text than a search for it looks through, so that it may miss what filters ask for. */
    static boolean isCut(Session session, String text) throws SQLException {
        return session.one(
                        String.join(" union all ", branches(" limit 1 offset " + PER_COLUMN)) + " limit 1",
                        row -> true,
                        words(text.strip()).toArray())
                .isPresent();
    }

    private static List<Object> words(String text) {
        List<Object> values = new ArrayList<>();
        String prefix = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < TEXT_RANGES.size(); i++) {
            values.add(prefix);
            values.add(prefix + LAST);
        }
        String number = FoundByTables.trackingNumber(text);
        values.addAll(List.of(number, number + LAST, FoundByTables.sku(text)));
        return values;
    }

    private static String textSearch() {
        return String.join(" union ", branches(" limit " + PER_COLUMN));
    }

    private static List<String> branches(String part) {
        List<String> branches = new ArrayList<>();
        for (String range : TEXT_RANGES) {
            branches.add(branch("orders where " + range + part, branches.size()));
        }
        branches.add(
                branch("tracking_numbers where tracking_number >= ? and tracking_number < ?" + part, branches.size()));
        branches.add(branch("order_skus where sku = ? order by placed_at desc" + part, branches.size()));
        return branches;
    }

    private static String branch(String from, int number) {
        return "select order_key as found_key from (select order_key from " + from + ") by_" + number;
    }

    /** The newest of each state, each from an index that begins with what is asked for. */
    private static List<OrderRow> stateByState(Session session, OrderFilter filter, int limit) throws SQLException {
        boolean open = filter.open() || filter.partner().isPresent();
        List<String> branches = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (OrderState state : Arrays.stream(OrderState.values())
                .filter(each -> !open || !each.isFinal())
                .toList()) {
            Conditions conditions = conditions(filter, false);
            conditions.add("state = ?", state);
            branches.add("select " + OrderTable.COLUMNS + " from (select " + OrderTable.COLUMNS + " from orders"
                    + conditions.where() + NEWEST_FIRST + ") of_" + branches.size());
            values.addAll(conditions.values());
            values.add(limit);
        }
        values.add(limit);
        return session.list(
                "select " + OrderTable.COLUMNS + " from (" + String.join(" union all ", branches) + ") each_state"
                        + NEWEST_FIRST,
                OrderTable::read,
                values.toArray());
    }

    private static boolean isParked(OrderFilter filter) {
        return filter.parked().orElse(false);
    }

    /**
     * Everything but text and state.
     *
     * @param checked whether rows are found by something else and only checked here: no index of these columns is to be used
     */
    private static Conditions conditions(OrderFilter filter, boolean checked) {
        Conditions conditions = new Conditions(new ArrayList<>(), new ArrayList<>());
        filter.store().ifPresent(store -> conditions.add(checked ? "store || '' = ?" : "lower(store) = ?", store));
        filter.partner()
                .ifPresent(partner ->
                        conditions.add(checked ? "partner || '' = ?" : "partner is not null and partner = ?", partner));
        filter.parked().ifPresent(parked -> conditions.sql().add(parked ? "parked > 0" : "parked = 0"));
        if (filter.open()) {
            conditions.sql().add("state || '' not in ('IGNORED', 'COMPLETED', 'CANCELLED')");
        }
        filter.changedBefore().ifPresent(before -> before(conditions, before, filter.after()));
        return conditions;
    }

    private static void before(Conditions conditions, Instant before, Optional<OrderKey> after) {
        if (after.isEmpty()) {
            conditions.add("changed_at < ?", before);
        } else {
            conditions.add("changed_at <= ?", before);
            conditions.add(
                    "(changed_at < ? or order_key > ?)", before, after.get().toString());
        }
    }

    /** Conditions that all hold, with their values in their order. */
    private record Conditions(List<String> sql, List<Object> values) {

        void add(String condition, Object... more) {
            sql.add(condition);
            values.addAll(List.of(more));
        }

        String where() {
            return sql.isEmpty() ? "" : " where " + String.join(" and ", sql);
        }
    }
}
