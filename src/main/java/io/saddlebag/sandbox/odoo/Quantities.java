package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Stock per product and location. The context key that narrows a product's figures to one warehouse is {@code
 * warehouse_id} in 19 and {@code warehouse} in 17; the other one is ignored (odoo19/029, odoo17/029).
 */
final class Quantities {

    static final List<String> FIELDS =
            List.of("qty_available", "free_qty", "virtual_available", "incoming_qty", "outgoing_qty");
    private static final List<String> OPEN = List.of("waiting", "confirmed", "partially_available", "assigned");

    private final Store store;
    private final int version;

    Quantities(Store store, int version) {
        this.store = store;
        this.version = version;
    }

    /** True for what is delivered by a picking (goods), false for services. */
    boolean goods(int product) {
        return template(product).filter(t -> !t.is("type", "service")).isPresent();
    }

    /** True for goods whose quantities are kept. */
    boolean storable(int product) {
        return template(product)
                .filter(t -> version >= 19 ? t.flag("is_storable") : t.is("type", "product"))
                .isPresent();
    }

    private Optional<Row> template(int product) {
        return store.table("product.product").find(product).flatMap(p -> store.table("product.template")
                .find(p.ref("product_tmpl_id")));
    }

    BigDecimal of(int product, String field, Session session) {
        if (!store.has("stock.quant")) {
            return BigDecimal.ZERO;
        }
        int warehouse = session.number(version >= 19 ? "warehouse_id" : "warehouse");
        return switch (field) {
            case "qty_available" -> sum(product, warehouse, "quantity");
            case "free_qty" ->
                sum(product, warehouse, "quantity").subtract(sum(product, warehouse, "reserved_quantity"));
            case "incoming_qty" -> moving(product, warehouse, "location_dest_id", "location_id");
            case "outgoing_qty" -> moving(product, warehouse, "location_id", "location_dest_id");
            default ->
                sum(product, warehouse, "quantity")
                        .add(moving(product, warehouse, "location_dest_id", "location_id"))
                        .subtract(moving(product, warehouse, "location_id", "location_dest_id"));
        };
    }

    private BigDecimal sum(int product, int warehouse, String field) {
        BigDecimal sum = BigDecimal.ZERO;
        Table quants = store.table("stock.quant");
        for (int id : quants.lookUp("product_id", product)) {
            Row quant = quants.find(id).orElseThrow();
            if (inside(quant.ref("location_id"), warehouse)) {
                sum = sum.add(quant.num(field));
            }
        }
        return sum;
    }

    private BigDecimal moving(int product, int warehouse, String here, String there) {
        BigDecimal sum = BigDecimal.ZERO;
        Table moves = store.table("stock.move");
        for (int id : moves.lookUp("product_id", product)) {
            Row move = moves.find(id).orElseThrow();
            if (OPEN.contains(move.text("state"))
                    && inside(move.ref(here), warehouse)
                    && !inside(move.ref(there), warehouse)) {
                sum = sum.add(move.num("product_uom_qty"));
            }
        }
        return sum;
    }

    private boolean inside(int location, int warehouse) {
        return store.table("stock.location")
                .find(location)
                .filter(l -> l.is("usage", "internal") && (warehouse == 0 || l.ref("warehouse_id") == warehouse))
                .isPresent();
    }

    Optional<Row> quant(int product, int location) {
        Table quants = store.table("stock.quant");
        return quants.lookUp("product_id", product).stream()
                .map(id -> quants.find(id).orElseThrow())
                .filter(q -> q.ref("location_id") == location)
                .findFirst();
    }

    /** The quant of a product in a location, made if there is none. */
    Row quantAt(int product, int location) {
        return quant(product, location).orElseGet(() -> {
            Row made = store.insert("stock.quant");
            store.set(made, "product_id", product);
            store.set(made, "location_id", location);
            store.set(made, "company_id", 1);
            store.set(made, "in_date", store.now());
            store.set(made, "quantity", BigDecimal.ZERO);
            store.set(made, "reserved_quantity", BigDecimal.ZERO);
            store.set(made, "inventory_quantity", BigDecimal.ZERO);
            return made;
        });
    }

    /** Moves stock between two locations; a quantity of a location that keeps none may go below zero. */
    void move(int product, int from, int to, BigDecimal quantity) {
        if (!storable(product) || quantity.signum() == 0) {
            return;
        }
        Row source = quantAt(product, from);
        store.set(source, "quantity", source.num("quantity").subtract(quantity));
        Row target = quantAt(product, to);
        store.set(target, "quantity", target.num("quantity").add(quantity));
    }

    /** Reserves up to the wanted quantity and answers what was reserved. */
    BigDecimal reserve(int product, int location, BigDecimal wanted) {
        if (!storable(product)) {
            return wanted;
        }
        Optional<Row> quant = quant(product, location);
        BigDecimal free = quant.map(q -> q.num("quantity").subtract(q.num("reserved_quantity")))
                .orElse(BigDecimal.ZERO);
        BigDecimal got = wanted.min(free).max(BigDecimal.ZERO);
        quant.filter(q -> got.signum() > 0)
                .ifPresent(q -> store.set(
                        q, "reserved_quantity", q.num("reserved_quantity").add(got)));
        return got;
    }

    /** Changes a reservation by a difference, also past what is there, as an encoded quantity does. */
    void changeReservation(int product, int location, BigDecimal difference) {
        if (storable(product) && difference.signum() != 0) {
            Row quant = quantAt(product, location);
            store.set(
                    quant,
                    "reserved_quantity",
                    quant.num("reserved_quantity").add(difference).max(BigDecimal.ZERO));
        }
    }
}
