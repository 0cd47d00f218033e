package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Products (a template with one variant each), pricelists and partners: defaults, and the unique barcode (017). */
final class ProductHooks {

    private static final String FROM_VARIANT = "create_product_product";

    private final Store store;
    private final Dialect dialect;
    private final Names names;
    private final Writer writer;
    private final Computed computed;

    ProductHooks(Store store, Dialect dialect, Names names, Writer writer, Computed computed) {
        this.store = store;
        this.dialect = dialect;
        this.names = names;
        this.writer = writer;
        this.computed = computed;
    }

    void register() {
        writer.register("product.product", new OfVariant());
        writer.register("product.template", new OfTemplate());
        writer.register("product.pricelist", new OfPricelist());
        writer.register("product.pricelist.item", new OfRule());
        writer.register("res.partner", new OfPartner());
    }

    private final class OfVariant implements Hooks {
        @Override
        public void defaults(ObjectNode values, Session session) {
            if (!values.has("product_tmpl_id")) {
                ObjectNode template = JsonNodeFactory.instance.objectNode();
                values.fields().forEachRemaining(e -> {
                    boolean kept = store.table("product.product")
                            .model
                            .find(e.getKey())
                            .filter(Field::delegated)
                            .isPresent();
                    if (kept) {
                        template.set(e.getKey(), e.getValue());
                    }
                });
                Session inner = session.with(session.context().deepCopy().put(FROM_VARIANT, true));
                Row made = writer.create(store.table("product.template").model, template, inner);
                values.put("product_tmpl_id", made.id);
            }
            values.retain(values.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(k -> !store.table("product.product")
                            .model
                            .find(k)
                            .filter(Field::delegated)
                            .isPresent())
                    .toList());
        }

        @Override
        public void created(Row row, Session session) {
            unique(row);
        }

        @Override
        public void written(Row row, Set<String> fields, Session session) {
            unique(row);
        }

        private void unique(Row row) {
            String barcode = row.text("barcode");
            Set<Integer> same = barcode.isEmpty()
                    ? Set.of()
                    : store.table("product.product").lookUp("barcode", barcode);
            if (same.size() > 1) {
                throw dialect.barcodeTaken(
                        barcode,
                        same.stream().map(id -> names.of("product.product", id)).toList());
            }
        }
    }

    private final class OfTemplate implements Hooks {
        @Override
        public void defaults(ObjectNode values, Session session) {
            for (String yes : List.of("sale_ok", "purchase_ok")) {
                if (!values.has(yes)) {
                    values.put(yes, true);
                }
            }
            if (values.has("detailed_type")) {
                values.set("type", values.get("detailed_type"));
            }
            text(values, "type", "consu");
            if (!dialect.since19()) {
                values.set("detailed_type", values.get("type"));
            }
            text(values, "invoice_policy", "order");
            for (String one : List.of("uom_id", "categ_id")) {
                if (!values.has(one)) {
                    values.put(one, 1);
                }
            }
            currency(values);
            if (!values.has("list_price")) {
                values.put("list_price", 1.0);
            }
            if (!values.has("taxes_id") && store.has("account.tax")) {
                ArrayNode set =
                        values.putArray("taxes_id").addArray().add(6).add(0).addArray();
                store.table("account.tax").find(1).ifPresent(t -> set.add(t.id));
            }
        }

        @Override
        public void created(Row row, Session session) {
            if (!session.flag(FROM_VARIANT)) {
                ObjectNode variant = JsonNodeFactory.instance.objectNode().put("product_tmpl_id", row.id);
                writer.create(store.table("product.product").model, variant, session);
            }
            cost(row);
        }

        /** The cost is the variant's; of a template with one variant both are the same. */
        private void cost(Row template) {
            if (template.num("standard_price").signum() != 0) {
                computed.many(template, "product_variant_ids").forEach(id -> store.table("product.product")
                        .find(id)
                        .ifPresent(variant -> store.set(variant, "standard_price", template.num("standard_price"))));
            }
        }

        /** A variant's {@code write_date} follows its template's. */
        @Override
        public void written(Row row, Set<String> fields, Session session) {
            computed.many(row, "product_variant_ids")
                    .forEach(id -> store.table("product.product").find(id).ifPresent(store::touch));
            if (fields.contains("standard_price")) {
                cost(row);
            }
        }
    }

    private final class OfPricelist implements Hooks {
        @Override
        public void defaults(ObjectNode values, Session session) {
            currency(values);
            if (!values.has("sequence")) {
                values.put("sequence", 16);
            }
        }
    }

    private final class OfRule implements Hooks {
        @Override
        public void defaults(ObjectNode values, Session session) {
            text(values, "applied_on", "3_global");
            text(values, "compute_price", "fixed");
            text(values, "base", "list_price");
            currency(values);
            Optional<Row> product = store.table("product.product")
                    .find(values.path("product_id").asInt());
            if (dialect.since19() && !values.has("product_tmpl_id")) {
                product.ifPresent(p -> values.put("product_tmpl_id", p.ref("product_tmpl_id")));
            }
        }
    }

    private final class OfPartner implements Hooks {
        @Override
        public void defaults(ObjectNode values, Session session) {
            text(values, "type", "contact");
            text(values, "lang", "en_US");
        }

        @Override
        public void created(Row row, Session session) {
            if (row.text("name").isEmpty()
                    && !List.of("invoice", "delivery", "other").contains(row.text("type"))) {
                throw OdooError.validation("The operation cannot be completed: Contacts require a name");
            }
            store.set(row, "complete_name", names.of(row));
        }

        @Override
        public void written(Row row, Set<String> fields, Session session) {
            store.set(row, "complete_name", names.of(row));
        }
    }

    /** The company's. */
    private void currency(ObjectNode values) {
        if (!values.has("currency_id")) {
            store.table("res.company").find(1).ifPresent(c -> values.put("currency_id", c.ref("currency_id")));
        }
    }

    private static void text(ObjectNode values, String field, String value) {
        if (!values.has(field)) {
            values.put(field, value);
        }
    }
}
