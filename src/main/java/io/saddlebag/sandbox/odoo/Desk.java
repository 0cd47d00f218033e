package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the Java methods of {@link SandboxOdoo} do; holds the engine's monitor, so any thread may call. */
final class Desk {

    private final Engine engine;
    private final Clock clock;

    Desk(Engine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    private <T> T change(Supplier<T> work) {
        synchronized (engine) {
            try {
                return engine.store.transaction(Moments.micros(clock.instant()), () -> {
                    T result = work.get();
                    engine.settle();
                    return result;
                });
            } finally {
                engine.forget();
            }
        }
    }

    private Session session() {
        return new Session(1, JsonNodeFactory.instance.objectNode(), Long.MAX_VALUE);
    }

    void seed(OdooOptions options) {
        change(() -> {
            new Seed(engine.store, options).plant();
            return true;
        });
    }

    int addProduct(SandboxOdoo.Product product) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.put("name", product.name()).put("default_code", product.sku()).put("list_price", product.price());
        values.put("invoice_policy", product.byDelivery() ? "delivery" : "order");
        boolean storable = product.kind() == SandboxOdoo.Kind.STORABLE;
        boolean service = product.kind() == SandboxOdoo.Kind.SERVICE;
        if (engine.dialect.since19()) {
            values.put("type", service ? "service" : "consu").put("is_storable", storable);
        } else {
            values.put("type", service ? "service" : storable ? "product" : "consu");
        }
        return change(() -> engine.writer.create(engine.store.table("product.product").model, values, session()).id);
    }

    private int product(String sku) {
        return engine.store.table("product.product").lookUp("default_code", sku).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the sandbox has no product with SKU " + sku));
    }

    void write(String sku, String field, BigDecimal value) {
        change(() -> {
            Row row = engine.store.table("product.product").find(product(sku)).orElseThrow();
            engine.writer.write(row, JsonNodeFactory.instance.objectNode().put(field, value), session());
            return true;
        });
    }

    int add(String model, ObjectNode values) {
        return change(() -> engine.writer.create(engine.store.table(model).model, values, session()).id);
    }

    SandboxOdoo.ProductIds ids(String sku) {
        synchronized (engine) {
            int variant = product(sku);
            Row row = engine.store.table("product.product").find(variant).orElseThrow();
            return new SandboxOdoo.ProductIds(variant, row.ref("product_tmpl_id"));
        }
    }

    int addCategory(String path) {
        return change(() -> {
            Row made = engine.store.insert("product.category");
            engine.store.set(
                    made, "name", path.substring(path.lastIndexOf('/') + 1).strip());
            engine.store.set(made, "complete_name", "All / " + path);
            engine.store.set(made, "parent_id", 1);
            return made.id;
        });
    }

    /** Fields of the variant are written to it, all others to its template; archiving a template archives its variants. */
    void change(String sku, ObjectNode values) {
        change(() -> {
            change(product(sku), values);
            return true;
        });
    }

    void change(int id, ObjectNode values) {
        change(() -> {
            Row variant = engine.store.table("product.product").find(id).orElseThrow();
            ObjectNode own = JsonNodeFactory.instance.objectNode();
            for (String field : List.of("default_code", "barcode")) {
                if (values.has(field)) {
                    own.set(field, values.get(field));
                }
            }
            if (!own.isEmpty()) {
                engine.writer.write(variant, own, session());
            }
            ObjectNode shared = values.deepCopy();
            shared.remove(List.of("default_code", "barcode"));
            Row template = engine.store
                    .table("product.template")
                    .find(variant.ref("product_tmpl_id"))
                    .orElseThrow();
            engine.writer.write(template, shared, session());
            if (values.has("active")) {
                ObjectNode active = JsonNodeFactory.instance.objectNode();
                active.set("active", values.get("active"));
                engine.writer.write(variant, active, session());
            }
            return true;
        });
    }

    void delete(int id) {
        change(() -> {
            Row variant = engine.store.table("product.product").find(id).orElseThrow();
            engine.store
                    .table("product.template")
                    .find(variant.ref("product_tmpl_id"))
                    .ifPresent(template -> engine.writer.delete(template, session()));
            engine.store.table("product.product").find(id).ifPresent(row -> engine.writer.delete(row, session()));
            return true;
        });
    }

    void change(String model, long id, String field, String value) {
        change(() -> {
            Row row = engine.store.table(model).find((int) id).orElseThrow();
            engine.store.set(row, field, value);
            return true;
        });
    }

    void translate(String sku, String field, String language, String text) {
        int template = ids(sku).template();
        change(() -> {
            engine.store.translate("product.template", template, field, language, text);
            return true;
        });
    }

    void tidyQuantities() {
        change(() -> {
            engine.store.table("stock.quant").all().stream()
                    .filter(quant -> quant.num("quantity").signum() == 0
                            && quant.num("reserved_quantity").signum() == 0)
                    .toList()
                    .forEach(quant -> engine.writer.delete(quant, session()));
            return true;
        });
    }

    int addVariants(String name, String attribute, Map<String, String> skus, BigDecimal price) {
        return change(() -> {
            ObjectNode values =
                    JsonNodeFactory.instance.objectNode().put("name", name).put("list_price", price);
            values.put("type", engine.dialect.since19() ? "consu" : "product");
            Session inner = new Session(
                    1, JsonNodeFactory.instance.objectNode().put("create_product_product", true), Long.MAX_VALUE);
            Row template = engine.writer.create(engine.store.table("product.template").model, values, inner);
            Row kind = engine.store.insert("product.attribute");
            engine.store.set(kind, "name", attribute);
            Row line = engine.store.insert("product.template.attribute.line");
            engine.store.set(line, "product_tmpl_id", template.id);
            engine.store.set(line, "attribute_id", kind.id);
            skus.forEach((option, sku) -> {
                Row value = engine.store.insert("product.template.attribute.value");
                engine.store.set(value, "product_tmpl_id", template.id);
                engine.store.set(value, "attribute_line_id", line.id);
                engine.store.set(value, "attribute_id", kind.id);
                engine.store.set(value, "name", option);
                ObjectNode variant = JsonNodeFactory.instance
                        .objectNode()
                        .put("product_tmpl_id", template.id)
                        .put("default_code", sku);
                Row made = engine.writer.create(engine.store.table("product.product").model, variant, session());
                engine.store.set(made, "product_template_attribute_value_ids", List.of(value.id));
            });
            return template.id;
        });
    }

    private int location(String warehouse) {
        return engine.store.table("stock.warehouse").lookUp("code", warehouse).stream()
                .findFirst()
                .flatMap(id -> engine.store.table("stock.warehouse").find(id))
                .map(w -> w.ref("lot_stock_id"))
                .orElseThrow(() -> new IllegalArgumentException("the sandbox has no warehouse " + warehouse));
    }

    void addStock(String sku, String warehouse, BigDecimal quantity) {
        change(() -> {
            engine.inventory.adjust(product(sku), location(warehouse), quantity);
            return true;
        });
    }

    int addLocation(String warehouse, String name) {
        return change(() -> {
            Row parent = engine.store
                    .table("stock.location")
                    .find(location(warehouse))
                    .orElseThrow();
            Row made = engine.store.insert("stock.location");
            engine.store.set(made, "name", name);
            engine.store.set(made, "complete_name", parent.text("complete_name") + "/" + name);
            engine.store.set(made, "usage", "internal");
            engine.store.set(made, "active", true);
            engine.store.set(made, "location_id", parent.id);
            engine.store.set(made, "warehouse_id", parent.ref("warehouse_id"));
            engine.store.set(made, "company_id", 1);
            return made.id;
        });
    }

    BigDecimal stock(String sku, String warehouse) {
        synchronized (engine) {
            return engine.quantities
                    .quant(product(sku), location(warehouse))
                    .map(q -> q.num("quantity"))
                    .orElse(BigDecimal.ZERO);
        }
    }

    int count(String model) {
        synchronized (engine) {
            return engine.store.has(model) ? engine.store.table(model).size() : 0;
        }
    }

    private <T> List<T> all(String model, Function<Row, T> view) {
        synchronized (engine) {
            return engine.store.table(model).all().stream().map(view).toList();
        }
    }

    List<SandboxOdoo.SoldOrder> orders() {
        return all("sale.order", this::order);
    }

    List<SandboxOdoo.SoldOrder> ordersByReference(String reference) {
        synchronized (engine) {
            Table orders = engine.store.table("sale.order");
            return orders.lookUp("client_order_ref", reference).stream()
                    .map(orders::find)
                    .flatMap(Optional::stream)
                    .map(this::order)
                    .toList();
        }
    }

    List<String> duplicateReferences() {
        synchronized (engine) {
            return engine.store.table("sale.order").all().stream()
                    .map(o -> o.text("client_order_ref"))
                    .filter(r -> !r.isEmpty())
                    .collect(Collectors.groupingBy(r -> r, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .filter(e -> e.getValue() > 1)
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        }
    }

    private SandboxOdoo.SoldOrder order(Row row) {
        Table lines = engine.store.table("sale.order.line");
        return new SandboxOdoo.SoldOrder(
                row.id,
                row.text("name"),
                row.text("client_order_ref"),
                engine.store.externalIdOf("sale.order", row.id).orElse(""),
                row.text("state"),
                row.num("amount_total"),
                row.model.has("delivery_status") ? row.text("delivery_status") : "",
                row.text("invoice_status"),
                engine.computed.many(row, "order_line").stream()
                        .map(id -> line(lines.find(id).orElseThrow()))
                        .toList());
    }

    private SandboxOdoo.SoldLine line(Row row) {
        String sku = engine.store
                .table("product.product")
                .find(row.ref("product_id"))
                .map(p -> p.text("default_code"))
                .orElse("");
        return new SandboxOdoo.SoldLine(
                row.id,
                sku,
                row.text("name"),
                row.num("product_uom_qty"),
                row.num("price_unit"),
                row.num("qty_delivered"),
                row.num("qty_invoiced"));
    }

    List<SandboxOdoo.Delivery> deliveries() {
        return all(
                "stock.picking",
                p -> new SandboxOdoo.Delivery(
                        p.id,
                        p.text("name"),
                        p.ref("sale_id"),
                        p.text("state"),
                        p.model.has("carrier_tracking_ref") ? p.text("carrier_tracking_ref") : "",
                        p.ref("backorder_id")));
    }

    List<SandboxOdoo.Invoice> invoices() {
        return all(
                "account.move",
                m -> new SandboxOdoo.Invoice(
                        m.id,
                        m.text("name"),
                        m.text("move_type"),
                        m.text("state"),
                        m.text("payment_state"),
                        m.text("invoice_origin"),
                        m.num("amount_total")));
    }

    List<SandboxOdoo.Partner> partners() {
        return all(
                "res.partner",
                p -> new SandboxOdoo.Partner(
                        p.id,
                        p.text("name"),
                        p.text("ref"),
                        p.text("email"),
                        engine.store.externalIdOf("res.partner", p.id).orElse("")));
    }

    void pay(int invoice) {
        change(() -> {
            engine.store
                    .table("account.move")
                    .find(invoice)
                    .filter(m ->
                            m.is("state", "posted") && m.num("amount_residual").signum() > 0)
                    .ifPresent(m -> engine.payments.pay(m, m.num("amount_residual"), 0, ""));
            return true;
        });
    }
}
