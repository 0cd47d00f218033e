package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.Ledger.OrderRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists orders. Text finds what begins with it, upper or lower case, each column by its own index. */
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

    private OrderSearch() {}

    static List<OrderRow> list(Session session, OrderFilter filter) throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        filter.store().ifPresent(store -> {
            conditions.add("store = ?");
            values.add(store);
        });
        filter.state().ifPresent(state -> {
            conditions.add("state = ?");
            values.add(state);
        });
        filter.parked().ifPresent(parked -> conditions.add(parked ? "parked > 0" : "parked = 0"));
        filter.changedBefore().ifPresent(before -> {
            conditions.add("changed_at < ?");
            values.add(before);
        });
        filter.text().map(String::strip).filter(text -> !text.isEmpty()).ifPresent(text -> {
            conditions.add("order_key in (" + textSearch() + ")");
            String prefix = text.toLowerCase(Locale.ROOT);
            for (int i = 0; i < TEXT_RANGES.size(); i++) {
                values.add(prefix);
                values.add(prefix + "\uDBFF\uDFFF");
            }
        });
        values.add(Math.max(filter.limit(), 0));
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return session.list(
                "select " + OrderTable.COLUMNS + " from orders" + where
                        + " order by changed_at desc, order_key limit ?",
                OrderTable::read,
                values.toArray());
    }

    private static String textSearch() {
        List<String> branches = new ArrayList<>();
        for (String range : TEXT_RANGES) {
            branches.add("select order_key from (select order_key from orders where " + range + " limit " + PER_COLUMN
                    + ") by_" + branches.size());
        }
        return String.join(" union ", branches);
    }
}
