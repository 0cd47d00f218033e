package io.saddlebag.sandbox.odoo;

import java.util.Map;

/** How Odoo shows a record in a many2one pair ({@code display_name}). */
final class Names {

    private static final Map<String, String> ADDRESS =
            Map.of("invoice", "Invoice Address", "delivery", "Delivery Address", "other", "Other Address");
    private static final Map<String, String> MOVES =
            Map.of("out_invoice", "Draft Invoice", "out_refund", "Draft Credit Note", "in_invoice", "Draft Bill");

    private final Store store;
    private final int version;

    Names(Store store, int version) {
        this.store = store;
        this.version = version;
    }

    String of(String model, int id) {
        return store.table(model).find(id).map(this::of).orElse("");
    }

    String of(Row row) {
        return switch (row.model.name) {
            case "res.partner" -> partner(row);
            case "product.product" ->
                coded(row.text("default_code"), of("product.template", row.ref("product_tmpl_id"), "name"));
            case "product.template" -> coded(templateCode(row), row.text("name"));
            case "sale.order.line" -> line(row);
            case "stock.picking.type" -> of("stock.warehouse", row.ref("warehouse_id")) + ": " + row.text("name");
            case "stock.location" -> row.text("complete_name");
            case "account.move" -> move(row);
            case "stock.move" -> of("product.product", row.ref("product_id"));
            default ->
                row.model.has("name") && row.model.field("name").slot() >= 0
                        ? row.text("name")
                        : row.model.name + "," + row.id;
        };
    }

    private String of(String model, int id, String field) {
        return store.table(model).find(id).map(r -> r.text(field)).orElse("");
    }

    private String templateCode(Row template) {
        return store.table("product.product").lookUp("product_tmpl_id", template.id).stream()
                .findFirst()
                .map(id -> of("product.product", id, "default_code"))
                .orElse("");
    }

    private static String coded(String code, String name) {
        return code.isEmpty() ? name : "[" + code + "] " + name;
    }

    private String partner(Row row) {
        String name = row.text("name");
        if (row.ref("parent_id") != 0 && !row.flag("is_company")) {
            String own = name.isEmpty() ? ADDRESS.getOrDefault(row.text("type"), "") : name;
            return of("res.partner", row.ref("parent_id")) + ", " + own;
        }
        return name;
    }

    private String line(Row row) {
        String product = of("product.product", row.ref("product_id"));
        String text = row.text("name").lines().findFirst().orElse(product);
        String shown = version >= 19 && !product.isEmpty() ? product : text;
        int partner = store.table("sale.order")
                .find(row.ref("order_id"))
                .map(o -> o.ref("partner_id"))
                .orElse(0);
        String ref = of("res.partner", partner, "ref");
        return of("sale.order", row.ref("order_id")) + " - " + shown + (ref.isEmpty() ? "" : " (" + ref + ")");
    }

    private String move(Row row) {
        if (!row.is("state", "posted")) {
            return MOVES.getOrDefault(row.text("move_type"), "Draft Entry") + " (* " + row.id + ")";
        }
        return row.text("name") + (row.text("ref").isEmpty() ? "" : " (" + row.text("ref") + ")");
    }
}
