package io.saddlebag.connector.odoo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What Odoo holds of one order's deliveries.
 *
 * @param pickings the order's transfers, oldest first
 * @param moves their moves
 * @param lines the order's lines
 */
record DeliveryState(List<Picking> pickings, List<Move> moves, List<Line> lines) {

    /** A transfer; {@code code} is outgoing, internal or incoming. */
    record Picking(
            long id,
            String name,
            String state,
            String note,
            String code,
            OptionalLong type,
            OptionalLong location,
            String tracking) {

        boolean open() {
            return !isDone() && !state.equals("cancel");
        }

        boolean isDone() {
            return state.equals("done");
        }

        boolean outgoing() {
            return code.equals("outgoing");
        }
    }

    /** A move of one product for one order line. */
    record Move(
            long id,
            long picking,
            long product,
            OptionalLong line,
            BigDecimal demand,
            BigDecimal quantity,
            String state) {

        boolean open() {
            return !isDone() && !state.equals("cancel");
        }

        boolean isDone() {
            return state.equals("done");
        }
    }

    /** An order line; the external id is empty where it is not ours. */
    record Line(long id, long product, BigDecimal ordered, BigDecimal delivered, String externalId) {}

    static DeliveryState read(OdooSession odoo, long order) {
        List<Picking> pickings = pickings(odoo, order);
        return new DeliveryState(pickings, moves(odoo, pickings), lines(odoo, order));
    }

    /** The transfers and moves as they are now, after one was booked; with the lines as they were. */
    DeliveryState again(OdooSession odoo, long order) {
        List<Picking> now = pickings(odoo, order);
        return new DeliveryState(now, moves(odoo, now), lines);
    }

    private static List<Picking> pickings(OdooSession odoo, long order) {
        List<String> fields = new ArrayList<>(
                List.of("name", "state", "note", "picking_type_code", "picking_type_id", "location_id"));
        fields.addAll(odoo.present("stock.picking", "carrier_tracking_ref"));
        return odoo
                .rows(OdooCall.searchRead(
                        "stock.picking", Domain.all().is("sale_id", order).terms(), fields))
                .stream()
                .map(r -> new Picking(
                        r.id(),
                        r.text("name"),
                        r.text("state"),
                        r.text("note"),
                        r.text("picking_type_code"),
                        r.ref("picking_type_id"),
                        r.ref("location_id"),
                        r.has("carrier_tracking_ref") ? r.text("carrier_tracking_ref") : ""))
                .sorted(Comparator.comparingLong(Picking::id))
                .toList();
    }

    private static List<Move> moves(OdooSession odoo, List<Picking> pickings) {
        return pickings.isEmpty()
                ? List.of()
                : odoo
                        .rows(OdooCall.searchRead(
                                "stock.move",
                                Domain.all()
                                        .inIds(
                                                "picking_id",
                                                pickings.stream()
                                                        .map(Picking::id)
                                                        .toList())
                                        .terms(),
                                List.of(
                                        "picking_id",
                                        "product_id",
                                        "sale_line_id",
                                        "product_uom_qty",
                                        "quantity",
                                        "state")))
                        .stream()
                        .map(DeliveryState::move)
                        .sorted(Comparator.comparingLong(Move::id))
                        .toList();
    }

    private static List<Line> lines(OdooSession odoo, long order) {
        List<Row> rows = odoo.rows(OdooCall.searchRead(
                "sale.order.line",
                Domain.all().is("order_id", order).given("product_id").terms(),
                List.of("product_id", "product_uom_qty", "qty_delivered")));
        Map<Long, String> external =
                odoo.externalIds("sale.order.line", rows.stream().map(Row::id).toList());
        return rows.stream()
                .map(r -> new Line(
                        r.id(),
                        must(r, "product_id"),
                        r.number("product_uom_qty"),
                        r.number("qty_delivered"),
                        external.getOrDefault(r.id(), "")))
                .sorted(Comparator.comparingLong(Line::id))
                .toList();
    }

    private static Move move(Row r) {
        return new Move(
                r.id(),
                must(r, "picking_id"),
                must(r, "product_id"),
                r.ref("sale_line_id"),
                r.number("product_uom_qty"),
                r.number("quantity"),
                r.text("state"));
    }

    private static long must(Row row, String field) {
        return row.ref(field).orElseThrow(() -> Stopped.odd(row.model() + " without " + field));
    }
}
