package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** What creating and changing sale orders and their lines adds. */
final class SaleHooks {

    private final Store store;
    private final Dialect dialect;
    private final Names names;
    private final Prices prices;
    private final Sales sales;

    SaleHooks(Store store, Dialect dialect, Names names, Prices prices, Sales sales) {
        this.store = store;
        this.dialect = dialect;
        this.names = names;
        this.prices = prices;
        this.sales = sales;
    }

    void register(Writer writer) {
        writer.register("sale.order", new OfOrder());
        writer.register("sale.order.line", new OfLine());
        writer.register("crm.tag", new OfTag());
    }

    private final class OfOrder implements Hooks {

        @Override
        public void defaults(ObjectNode values, Session session) {
            if (!Session.truthy(values.path("name"))
                    || values.path("name").asText().equals("New")) {
                values.put("name", String.format("S%05d", store.next("sale.order")));
            }
            missing(values, "state", "draft");
            missing(values, "picking_policy", "direct");
            missing(values, "invoice_status", "no");
            if (!Session.truthy(values.path("date_order"))) {
                values.put("date_order", Moments.show(store.now()));
            }
            if (!Session.truthy(values.path("company_id"))) {
                values.put("company_id", 1);
            }
            if (!Session.truthy(values.path("currency_id"))) {
                values.put("currency_id", currency(values.path("pricelist_id").asInt()));
            }
            if (!values.has("user_id")) {
                values.put("user_id", session.uid());
            }
            if (!Session.truthy(values.path("warehouse_id")) && store.has("stock.warehouse")) {
                store.table("stock.warehouse").all().stream()
                        .filter(w -> w.flag("active"))
                        .findFirst()
                        .ifPresent(w -> values.put("warehouse_id", w.id));
            }
            int partner = values.path("partner_id").asInt();
            if (partner != 0 && store.table("res.partner").find(partner).isPresent()) {
                address(values, "partner_invoice_id", partner, "invoice");
                address(values, "partner_shipping_id", partner, "delivery");
            }
        }

        /** The pricelist's currency, or the company's where there is none. */
        private int currency(int pricelist) {
            return store.table("product.pricelist")
                    .find(pricelist)
                    .or(() -> store.table("res.company").find(1))
                    .map(row -> row.ref("currency_id"))
                    .orElse(1);
        }

        private void address(ObjectNode values, String field, int partner, String type) {
            if (!Session.truthy(values.path(field))) {
                Table partners = store.table("res.partner");
                int id = partners.lookUp("parent_id", partner).stream()
                        .filter(c -> partners.find(c)
                                .filter(r -> r.is("type", type) && r.flag("active"))
                                .isPresent())
                        .findFirst()
                        .orElse(partner);
                values.put(field, id);
            }
        }

        @Override
        public void created(Row row, Session session) {
            sales.unsettle(row.id);
        }

        @Override
        public void written(Row row, Set<String> fields, Session session) {
            sales.unsettle(row.id);
        }

        @Override
        public void deleting(Row row, Session session) {
            if (row.is("state", "sale")) {
                throw OdooError.user("You can not delete a sent quotation or a confirmed sales order. You must first"
                        + " cancel it.");
            }
        }
    }

    private final class OfLine implements Hooks {

        @Override
        public void defaults(ObjectNode values, Session session) {
            int product = values.path("product_id").asInt();
            boolean note = Session.truthy(values.path("display_type"));
            if (product == 0 && !note) {
                throw OdooError.validation("The operation cannot be completed: Missing required fields on accountable"
                        + " sale order line.");
            }
            if (!values.has("sequence")) {
                values.put("sequence", 10);
            }
            if (!values.has("product_uom_qty")) {
                values.put("product_uom_qty", note ? 0 : 1);
            }
            Optional<Row> variant = store.table("product.product").find(product);
            Optional<Row> template =
                    variant.flatMap(v -> store.table("product.template").find(v.ref("product_tmpl_id")));
            if (!Session.truthy(values.path("name"))) {
                values.put("name", variant.map(names::of).orElse(""));
            }
            template.ifPresent(t -> {
                if (!values.has(dialect.lineUnit())) {
                    values.put(dialect.lineUnit(), t.ref("uom_id"));
                }
                if (!values.has(dialect.lineTaxes())) {
                    t.ids("taxes_id")
                            .forEach(values.putArray(dialect.lineTaxes())
                                    .addArray()
                                    .add(6)
                                    .add(0)
                                    .addArray()::add);
                }
            });
            if (!values.has("price_unit") && product != 0) {
                int pricelist = store.table("sale.order")
                        .find(values.path("order_id").asInt())
                        .map(o -> o.ref("pricelist_id"))
                        .orElse(0);
                BigDecimal quantity =
                        BigDecimal.valueOf(values.path("product_uom_qty").asDouble());
                values.put("price_unit", prices.of(product, pricelist, quantity));
            }
            values.put("invoice_status", "no");
        }

        @Override
        public void created(Row row, Session session) {
            sales.unsettle(row.ref("order_id"));
            store.table("sale.order")
                    .find(row.ref("order_id"))
                    .filter(o -> o.is("state", "sale"))
                    .ifPresent(sales::launchMissing);
        }

        @Override
        public void written(Row row, Set<String> fields, Session session) {
            sales.unsettle(row.ref("order_id"));
            if (fields.contains("product_uom_qty")) {
                store.table("sale.order").find(row.ref("order_id")).ifPresent(sales::launchMissing);
            }
        }

        @Override
        public void deleting(Row row, Session session) {
            sales.unsettle(row.ref("order_id"));
            boolean sold = store.table("sale.order")
                    .find(row.ref("order_id"))
                    .filter(o -> o.is("state", "sale"))
                    .isPresent();
            if (sold) {
                throw OdooError.user("Once a sales order is confirmed, you can't remove one of its lines (we need to"
                        + " track if something gets invoiced or delivered).\nSet the quantity to 0 instead.");
            }
        }
    }

    private final class OfTag implements Hooks {
        @Override
        public void created(Row row, Session session) {
            if (store.table("crm.tag").lookUp("name", row.text("name")).size() > 1) {
                throw OdooError.validation("The operation cannot be completed: Tag name already exists!");
            }
        }
    }

    private static void missing(ObjectNode values, String field, String value) {
        if (!values.has(field)) {
            values.put(field, value);
        }
    }
}
