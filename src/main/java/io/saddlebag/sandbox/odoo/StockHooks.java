package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What changing moves, counting stock and ordering goods adds. */
final class StockHooks {

    private final Store store;
    private final Computed computed;
    private final Quantities quantities;
    private final Deliveries deliveries;
    private final Sales sales;

    StockHooks(Store store, Computed computed, Quantities quantities, Deliveries deliveries, Sales sales) {
        this.store = store;
        this.computed = computed;
        this.quantities = quantities;
        this.deliveries = deliveries;
        this.sales = sales;
    }

    void register(Writer writer) {
        writer.register("stock.picking", new OfPicking());
        writer.register("stock.move", new OfMove());
        writer.register("purchase.order", new OfPurchase());
    }

    private final class OfPicking implements Hooks {

        /** Another place to take from passes on to the open moves, whose reservation ends (Odoo, stock.picking write). */
        @Override
        public void written(Row row, Set<String> fields, Session session) {
            if (!fields.contains("location_id")) {
                return;
            }
            for (Row move : deliveries.moves(row)) {
                if (Deliveries.open(move) && move.ref("location_id") != row.ref("location_id")) {
                    deliveries.unreserve(move);
                    store.set(move, "location_id", row.ref("location_id"));
                    deliveries.refreshMove(move);
                }
            }
            deliveries.refresh(row);
        }
    }

    private final class OfMove implements Hooks {

        /** A written quantity is a reservation: the quant follows it. */
        @Override
        public void writing(Row row, ObjectNode values, Session session) {
            if (values.has("quantity") && Deliveries.open(row) && deliveries.keepsStock(row.ref("location_id"))) {
                BigDecimal wanted = new BigDecimal(values.get("quantity").asText());
                quantities.changeReservation(
                        row.ref("product_id"), row.ref("location_id"), wanted.subtract(row.num("quantity")));
            }
        }

        @Override
        public void written(Row row, Set<String> fields, Session session) {
            if (Deliveries.open(row) && (fields.contains("quantity") || fields.contains("product_uom_qty"))) {
                deliveries.refreshMove(row);
                store.table("stock.picking").find(row.ref("picking_id")).ifPresent(deliveries::refresh);
            }
        }
    }

    private final class OfPurchase implements Hooks {
        @Override
        public void defaults(ObjectNode values, Session session) {
            values.put("name", String.format("P%05d", store.next("purchase.order")));
            values.put("state", "draft");
            values.put("date_order", Moments.show(store.now()));
        }
    }

    /** An absolute count of one product in one place; counts the existing quant again if there is one (019-026). */
    Row count(ObjectNode values, Session session) {
        if (!session.flag("inventory_mode") || !values.has("inventory_quantity")) {
            throw OdooError.user("Quant's creation is restricted, you can't do this operation.");
        }
        Row quant = quantities.quantAt(
                values.path("product_id").asInt(), values.path("location_id").asInt());
        store.set(
                quant,
                "inventory_quantity",
                new BigDecimal(values.get("inventory_quantity").asText()));
        store.set(quant, "inventory_quantity_set", true);
        return quant;
    }

    void apply(Row quant) {
        if (!quant.flag("inventory_quantity_set")) {
            return;
        }
        adjust(
                quant.ref("product_id"),
                quant.ref("location_id"),
                quant.num("inventory_quantity").subtract(quant.num("quantity")));
        store.set(quant, "inventory_quantity", BigDecimal.ZERO);
        store.set(quant, "inventory_quantity_set", false);
        store.touch(quant);
    }

    /** Adds to, or takes from, what a location has; waiting deliveries take what is added. */
    void adjust(int product, int location, BigDecimal difference) {
        int loss = deliveries.location("inventory");
        if (difference.signum() != 0) {
            quantities.move(product, loss, location, difference);
        }
        if (difference.signum() > 0) {
            deliveries.stockArrived(product, location);
        }
        sales.settle();
    }

    void confirmPurchase(Row purchase) {
        store.set(purchase, "state", "purchase");
        Row warehouse = store.table("stock.warehouse").all().iterator().next();
        Row picking = deliveries.newPicking(
                warehouse.ref("in_type_id"),
                deliveries.location("supplier"),
                warehouse.ref("lot_stock_id"),
                purchase.text("name"));
        store.set(picking, "partner_id", purchase.ref("partner_id"));
        List<Integer> lines = computed.many(purchase, "order_line");
        for (int id : lines) {
            Row line = store.table("purchase.order.line").find(id).orElseThrow();
            Row move = deliveries.newMove(picking, line.ref("product_id"), line.num("product_qty"));
            store.set(move, "purchase_line_id", id);
            Optional<Row> product = store.table("product.product").find(line.ref("product_id"));
            product.ifPresent(store::touch);
            product.flatMap(p -> store.table("product.template").find(p.ref("product_tmpl_id")))
                    .ifPresent(store::touch);
        }
        deliveries.assign(picking);
    }
}
