package io.saddlebag.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/**
 * A SQLite ledger with a great many orders of the store {@code main}, written past the product, in seconds: nine in ten are done,
 * the others with the warehouse {@code east}; each has one shipment, one tracking number ({@code 1z} and its id) and the SKU
 * {@code mug}; its buyer is {@code ID@b}.
 */
public final class ManyOrders {

    private ManyOrders() {}

    /**
     * Lays them into a ledger that is not there yet, placed one after the other from a moment on, and posted at once.
     *
     * @param id of the first
     * @param apart from one to the next, whole milliseconds
     */
    public static void fill(LedgerSettings settings, int id, int orders, Instant first, Duration apart)
            throws SQLException {
        LedgerFactory.open(settings).close();
        String number = "with recursive n(i) as (select " + id + " union all select i + 1 from n where i < "
                + (id + orders - 1) + ") ";
        long now = first.toEpochMilli();
        String then = now + " + (i - " + id + ") * " + apart.toMillis();
        try (Connection connection = DriverManager.getConnection(settings.place());
                Statement statement = connection.createStatement()) {
            statement.execute("pragma synchronous = off");
            connection.setAutoCommit(false);
            statement.execute(number
                    + "insert into orders (order_key, store, id, number, state, parked, modified_at, hash, store_status,"
                    + " currency, total, email, email_lower, invoice_state, placed_at, seen_at, due_at, posted_at, changed_at,"
                    + " partner) select 'main:' || i, 'main', i, i, case when i % 10 > 0 then 'COMPLETED' when i % 20 > 0 then"
                    + " 'RELEASED' else 'POSTED' end, 0, " + now
                    + ", 'h', 'processing', 'EUR', '10.00', i || '@b', i || '@b',"
                    + " 'none', " + then + ", " + then + ", " + then + ", " + then + ", " + then
                    + ", case when i % 10 > 0 then null else 'east' end from n");
            statement.execute(number + "insert into order_skus (sku, placed_at, order_key) select 'mug', " + then
                    + ", 'main:' || i from n");
            statement.execute(number
                    + "insert into shipments (order_key, external, warehouse, status, changed_at, posted_to_erp,"
                    + " shown_in_store, document) select 'main:' || i, 's', 'east', 'shipped', " + now
                    + ", 1, 1, '{}' from n");
            statement.execute(
                    number
                            + "insert into tracking_numbers (tracking_number, order_key) select '1z' || i, 'main:' || i from n");
            connection.commit();
        }
    }

    /** Gives the orders placed within a time a document of 2 kB, with the amounts and taxes a day's sheet adds up. */
    public static void document(LedgerSettings settings, Instant from, Instant to) throws SQLException {
        String tax = "json_object('percent', '19', 'label', 'VAT', 'taxTotal', '1.60', 'shippingTaxTotal', '0.00')";
        try (Connection connection = DriverManager.getConnection(settings.place());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into order_documents (order_key, document) select order_key, json_object('total', total,"
                            + " 'totalTax', '1.60', 'paymentMethod', 'stripe', 'taxLines', json_array(" + tax
                            + "), 'note', hex(zeroblob(900))) from orders where placed_at >= " + from.toEpochMilli()
                            + " and placed_at < " + to.toEpochMilli());
        }
    }
}
