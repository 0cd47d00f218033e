package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The tables {@code order_skus} and {@code tracking_numbers}: what orders are found by beside their own row. */
final class FoundByTables {

    /** What is longer is nobody's SKU or number, and no database's index takes all of it. */
    private static final int LONGEST = 200;

    private FoundByTables() {}

    static void skus(Session session, OrderKey order, Instant placedAt, List<String> skus) throws SQLException {
        List<String> known = skus.stream()
                .map(FoundByTables::sku)
                .filter(FoundByTables::counts)
                .distinct()
                .toList();
        for (String sku : known) {
            session.update(
                    "insert into order_skus (sku, placed_at, order_key) values (?, ?, ?)"
                            + " on conflict (sku, placed_at, order_key) do nothing",
                    sku,
                    placedAt,
                    order.toString());
        }
    }

    static void tracking(Session session, OrderKey order, List<String> numbers) throws SQLException {
        List<String> known = numbers.stream()
                .map(FoundByTables::trackingNumber)
                .filter(FoundByTables::counts)
                .distinct()
                .toList();
        for (String number : known) {
            session.update(
                    "insert into tracking_numbers (tracking_number, order_key) values (?, ?)"
                            + " on conflict (tracking_number, order_key) do nothing",
                    number,
                    order.toString());
        }
    }

    static String sku(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Carriers print them in groups; people type them either way. */
    static String trackingNumber(String text) {
        return text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    }

    private static boolean counts(String text) {
        return !text.isEmpty() && text.length() <= LONGEST;
    }
}
