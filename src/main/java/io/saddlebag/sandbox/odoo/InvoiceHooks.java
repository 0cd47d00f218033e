package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What creating and changing invoices, their lines and the payment wizards adds. */
final class InvoiceHooks {

    private final Store store;
    private final Names names;
    private final Prices prices;
    private final Invoices invoices;
    private final Payments payments;
    private final Sales sales;

    InvoiceHooks(Store store, Names names, Prices prices, Invoices invoices, Payments payments, Sales sales) {
        this.store = store;
        this.names = names;
        this.prices = prices;
        this.invoices = invoices;
        this.payments = payments;
        this.sales = sales;
    }

    void register(Writer writer) {
        writer.register("account.move", new OfMove());
        writer.register("account.move.line", new OfLine());
        writer.register("account.payment.register", new OfRegister());
        writer.register("account.move.reversal", new OfReversal());
        writer.register("sale.advance.payment.inv", new OfWizard());
    }

    List<Row> moves(Session session, Row wizard) {
        List<Integer> ids = wizard.ids("move_ids").isEmpty() ? session.ids("active_ids") : wizard.ids("move_ids");
        List<Row> rows = new ArrayList<>();
        for (int id : ids) {
            store.table("account.move").find(id).ifPresent(rows::add);
        }
        return rows;
    }

    private final class OfMove implements Hooks {
        @Override
        public void defaults(ObjectNode values, Session session) {
            if (!values.has("move_type")) {
                values.put("move_type", session.text("default_move_type", "entry"));
            }
        }

        @Override
        public void created(Row row, Session session) {
            invoices.complete(row);
        }

        @Override
        public void written(Row row, Set<String> fields, Session session) {
            invoices.unsettle(row.id);
        }

        @Override
        public void deleting(Row row, Session session) {
            if (row.is("state", "posted")) {
                throw OdooError.user("You cannot delete an entry which has been posted once.");
            }
        }
    }

    private final class OfLine implements Hooks {
        @Override
        public void defaults(ObjectNode values, Session session) {
            int product = values.path("product_id").asInt();
            Optional<Row> variant = store.table("product.product").find(product);
            if (!values.has("display_type")) {
                values.put("display_type", "product");
            }
            if (!values.has("quantity")) {
                values.put("quantity", 1);
            }
            if (!values.has("name") && variant.isPresent()) {
                values.put("name", names.of(variant.get()));
            }
            if (!values.has("price_unit") && product != 0) {
                values.put("price_unit", prices.of(product, 0, BigDecimal.ONE));
            }
            if (!values.has("tax_ids") && variant.isPresent()) {
                ArrayNode set =
                        values.putArray("tax_ids").addArray().add(6).add(0).addArray();
                store.table("product.template")
                        .find(variant.get().ref("product_tmpl_id"))
                        .ifPresent(t -> t.ids("taxes_id").forEach(set::add));
            }
        }

        @Override
        public void created(Row row, Session session) {
            invoices.unsettle(row.ref("move_id"));
        }

        @Override
        public void written(Row row, Set<String> fields, Session session) {
            invoices.unsettle(row.ref("move_id"));
        }

        @Override
        public void deleting(Row row, Session session) {
            invoices.unsettle(row.ref("move_id"));
            row.ids("sale_line_ids").forEach(sales::unsettleLine);
        }
    }

    private final class OfRegister implements Hooks {
        @Override
        public void created(Row row, Session session) {
            payments.checkOpen(moves(session, row));
        }
    }

    private final class OfReversal implements Hooks {
        @Override
        public void created(Row row, Session session) {
            if (moves(session, row).isEmpty()) {
                throw OdooError.user("You can only reverse posted moves.");
            }
        }
    }

    private static final class OfWizard implements Hooks {
        @Override
        public void defaults(ObjectNode values, Session session) {
            if (!values.has("consolidated_billing")) {
                values.put("consolidated_billing", true);
            }
            if (!values.has("advance_payment_method")) {
                values.put("advance_payment_method", "delivered");
            }
            if (!values.has("sale_order_ids")) {
                ArrayNode set = values.putArray("sale_order_ids")
                        .addArray()
                        .add(6)
                        .add(0)
                        .addArray();
                session.ids("active_ids").forEach(set::add);
            }
        }
    }
}
