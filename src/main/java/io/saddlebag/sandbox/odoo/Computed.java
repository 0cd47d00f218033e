package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The fields that are worked out at reading, and the values of any field of any record. */
final class Computed {

    private final Store store;
    private final Names names;
    private final Quantities quantities;
    private final Map<String, BiFunction<Row, Session, Optional<Object>>> functions = new HashMap<>();

    Computed(Store store, Names names, Quantities quantities) {
        this.store = store;
        this.names = names;
        this.quantities = quantities;
        related("product.product", "lst_price", "product_tmpl_id", "list_price");
        related("sale.order.line", "state", "order_id", "state");
        related("sale.order.line", "order_partner_id", "order_id", "partner_id");
        related("sale.order.line", "currency_id", "order_id", "currency_id");
        related("sale.order.line", "company_id", "order_id", "company_id");
        related("sale.order.line", "product_template_id", "product_id", "product_tmpl_id");
        related("account.move.line", "move_name", "move_id", "name");
        related("account.move.line", "parent_state", "move_id", "state");
        related("account.move.line", "move_type", "move_id", "move_type");
        related("account.move.line", "date", "move_id", "date");
        related("account.move.line", "partner_id", "move_id", "partner_id");
        related("stock.picking", "picking_type_code", "picking_type_id", "code");
        related("stock.quant", "warehouse_id", "location_id", "warehouse_id");
        related("stock.quant", "product_uom_id", "product_id", "uom_id");
        for (String name : List.of("default_code", "barcode")) {
            put("product.template", name, (r, s) -> variant(r).flatMap(v -> of(v, name, s)));
        }
        put("product.template", "product_variant_id", (r, s) -> variant(r).map(v -> v.id));
        put(
                "product.template",
                "product_variant_count",
                (r, s) -> Optional.of(many(r, "product_variant_ids").size()));
        for (String name : List.of("qty_available", "virtual_available")) {
            put("product.template", name, (r, s) -> variant(r).map(v -> quantities.of(v.id, name, s)));
        }
        for (String name : Quantities.FIELDS) {
            put("product.product", name, (r, s) -> Optional.of(quantities.of(r.id, name, s)));
        }
        put(
                "stock.quant",
                "available_quantity",
                (r, s) -> Optional.of(r.num("quantity").subtract(r.num("reserved_quantity"))));
        put("res.partner", "company_type", (r, s) -> Optional.of(r.flag("is_company") ? "company" : "person"));
        put(
                "res.partner",
                "commercial_partner_id",
                (r, s) -> Optional.of(r.flag("is_company") || r.ref("parent_id") == 0 ? r.id : r.ref("parent_id")));
        put("sale.order", "invoice_ids", (r, s) -> Optional.of(invoices(r)));
        put("sale.order", "invoice_count", (r, s) -> Optional.of(invoices(r).size()));
        put(
                "sale.order",
                "delivery_count",
                (r, s) -> Optional.of(many(r, "picking_ids").size()));
        put("sale.order.line", "invoice_lines", (r, s) -> Optional.of(invoiceLines(r.id)));
        put(
                "sale.order.line",
                "qty_delivered_method",
                (r, s) -> Optional.of(quantities.goods(r.ref("product_id")) ? "stock_move" : "manual"));
        put(
                "account.move",
                "amount_paid",
                (r, s) -> Optional.of(r.num("amount_total").subtract(r.num("amount_residual"))));
        put("account.move", "commercial_partner_id", (r, s) -> Optional.of(r.ref("partner_id")));
    }

    private void put(String model, String field, BiFunction<Row, Session, Optional<Object>> function) {
        functions.put(model + "." + field, function);
    }

    private void related(String model, String field, String through, String target) {
        put(model, field, (row, session) -> follow(row, through).flatMap(r -> of(r, target, session)));
    }

    private Optional<Row> follow(Row row, String through) {
        Field field = row.model.field(through);
        return store.table(field.relation()).find(row.ref(through));
    }

    private Optional<Row> variant(Row template) {
        return many(template, "product_variant_ids").stream().findFirst().flatMap(id -> store.table("product.product")
                .find(id));
    }

    List<Integer> invoiceLines(int saleLine) {
        return List.copyOf(new TreeSet<>(store.table("account.move.line").lookUp("sale_line_ids", saleLine)));
    }

    List<Integer> invoices(Row order) {
        if (!store.has("account.move.line")) {
            return List.of();
        }
        Set<Integer> moves = new TreeSet<>();
        Table lines = store.table("account.move.line");
        for (int line : many(order, "order_line")) {
            lines.lookUp("sale_line_ids", line).forEach(l -> lines.find(l).ifPresent(r -> moves.add(r.ref("move_id"))));
        }
        return List.copyOf(moves);
    }

    /** Ids of a one2many, in the order of the other model's own order as far as the sandbox keeps one (by id). */
    List<Integer> many(Row row, String name) {
        Field field = row.model.field(name);
        if (field.kind() == Field.Kind.M2M) {
            return row.ids(name);
        }
        Set<Integer> ids =
                store.has(field.relation()) ? store.table(field.relation()).lookUp(field.inverse(), row.id) : Set.of();
        return ids.isEmpty() ? List.of() : List.copyOf(new TreeSet<>(ids));
    }

    Optional<Object> of(Row row, String name, Session session) {
        return row.model.find(name).flatMap(f -> of(row, f, session));
    }

    /** The value of any field: text, Integer, BigDecimal, Boolean, Long, or the ids of a relation. */
    Optional<Object> of(Row row, Field field, Session session) {
        if (field.slot() >= 0) {
            return row.value(field);
        }
        if (field.delegated()) {
            return follow(row, "product_tmpl_id").flatMap(t -> of(t, field.name(), session));
        }
        if (field.kind() == Field.Kind.O2M) {
            return Optional.of(many(row, field.name()));
        }
        if (field.name().equals("display_name")) {
            return Optional.of(names.of(row));
        }
        BiFunction<Row, Session, Optional<Object>> function = functions.get(row.model.name + "." + field.name());
        if (function == null) {
            throw new IllegalStateException("nobody computes " + row.model.name + "." + field.name());
        }
        return function.apply(row, session);
    }

    Model model(String name) {
        return store.table(name).model;
    }

    /** The records a relational field points at. */
    Collection<Row> targets(Row row, Field field, Session session) {
        Object value = of(row, field, session).orElse(List.of());
        Set<Row> rows = new LinkedHashSet<>();
        Table table = store.table(field.relation());
        for (Object id : value instanceof List<?> many ? many : List.of(value)) {
            table.find((Integer) id).ifPresent(rows::add);
        }
        return rows;
    }

    BigDecimal number(Row row, String name, Session session) {
        return of(row, name, session)
                .filter(BigDecimal.class::isInstance)
                .map(BigDecimal.class::cast)
                .orElse(BigDecimal.ZERO);
    }
}
