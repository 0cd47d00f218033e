package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code button_validate} and its backorder question. Partial quantities answer a {@code stock.backorder.confirmation}
 * wizard; the context {@code skip_backorder} avoids it (facts 11, 069-080).
 */
final class Validation {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Store store;
    private final Dialect dialect;
    private final Deliveries deliveries;
    private final Quantities quantities;
    private final Sales sales;
    private final boolean mute;

    /** @param mute the calling user has no e-mail address: in 17 every note on a document fails (facts 6) */
    Validation(Store store, Dialect dialect, Deliveries deliveries, Quantities quantities, Sales sales, boolean mute) {
        this.store = store;
        this.dialect = dialect;
        this.deliveries = deliveries;
        this.quantities = quantities;
        this.sales = sales;
        this.mute = mute;
    }

    JsonNode validate(List<Row> pickings, Session session) {
        List<Row> todo = new ArrayList<>();
        for (Row picking : pickings) {
            boolean over = picking.is("state", "done") || picking.is("state", "cancel");
            if (over && dialect.since19() && picking.is("state", "done")) {
                continue;
            }
            if (deliveries.moves(picking).isEmpty()) {
                throw OdooError.user("Please add some items to move.");
            }
            boolean nothing = deliveries.moves(picking).stream()
                    .filter(Deliveries::open)
                    .allMatch(m -> m.num("quantity").signum() == 0);
            if (nothing) {
                throw OdooError.user("You cannot validate a transfer if no quantities are reserved. To force the"
                        + " transfer, encode quantities.");
            }
            todo.add(picking);
        }
        List<Row> partial = todo.stream().filter(this::partial).toList();
        if (!partial.isEmpty() && !session.flag("skip_backorder")) {
            return question(todo, partial);
        }
        List<Integer> without = session.ids("picking_ids_not_to_backorder");
        todo.forEach(p -> done(p, !without.contains(p.id) && !session.flag("cancel_backorder")));
        sales.settle();
        return JSON.booleanNode(true);
    }

    /** The wizard's buttons: with a backorder, or without. */
    JsonNode process(Row wizard, boolean backorder, Session session) {
        Table pickings = store.table("stock.picking");
        List<Integer> ids =
                wizard.ids("pick_ids").isEmpty() ? session.ids("button_validate_picking_ids") : wizard.ids("pick_ids");
        for (int id : ids) {
            pickings.find(id).filter(p -> !p.is("state", "done")).ifPresent(p -> done(p, backorder));
        }
        sales.settle();
        return JSON.booleanNode(true);
    }

    private JsonNode question(List<Row> pickings, List<Row> partial) {
        int view = dialect.since19() ? 853 : 775;
        ObjectNode action = JSON.objectNode();
        action.put("name", "Create Backorder?")
                .put("type", "ir.actions.act_window")
                .put("view_mode", "form");
        action.put("res_model", "stock.backorder.confirmation");
        action.putArray("views").addArray().add(view).add("form");
        action.put("view_id", view).put("target", "new");
        ObjectNode context = action.putObject("context");
        ArrayNode validated = context.putArray("button_validate_picking_ids");
        pickings.forEach(p -> validated.add(p.id));
        context.put("default_show_transfers", false);
        ArrayNode picked = context.putArray("default_pick_ids");
        partial.forEach(p -> picked.addArray().add(4).add(p.id));
        return action;
    }

    private boolean partial(Row picking) {
        List<Row> moves = deliveries.moves(picking);
        return moves.stream()
                .filter(Deliveries::open)
                .anyMatch(m -> doing(m, moves).compareTo(m.num("product_uom_qty")) < 0);
    }

    /** What is moved: where nobody marked a move as picked, all that is reserved. */
    private static BigDecimal doing(Row move, List<Row> moves) {
        boolean marked = moves.stream().anyMatch(m -> Deliveries.open(m) && m.flag("picked"));
        return !marked || move.flag("picked") ? move.num("quantity") : BigDecimal.ZERO;
    }

    private void done(Row picking, boolean backorder) {
        if (mute && !dialect.since19()) {
            throw OdooError.user("Unable to send message, please configure the sender's email address.");
        }
        List<Row> moves = deliveries.moves(picking);
        List<BigDecimal> amounts = moves.stream().map(m -> doing(m, moves)).toList();
        List<Row> rest = new ArrayList<>();
        for (int i = 0; i < moves.size(); i++) {
            Row move = moves.get(i);
            if (!Deliveries.open(move)) {
                continue;
            }
            BigDecimal amount = amounts.get(i);
            BigDecimal open = move.num("product_uom_qty").subtract(amount);
            deliveries.unreserve(move);
            if (amount.signum() <= 0) {
                rest.add(move);
                continue;
            }
            if (open.signum() > 0) {
                Row other = deliveries.newMove(picking, move.ref("product_id"), open);
                store.set(other, "sale_line_id", move.ref("sale_line_id"));
                store.set(other, "purchase_line_id", move.ref("purchase_line_id"));
                store.set(other, "sequence", move.ref("sequence"));
                rest.add(other);
                store.set(move, "product_uom_qty", amount);
            }
            finish(move, amount);
        }
        if (backorder && !rest.isEmpty()) {
            split(picking, rest);
        } else {
            rest.forEach(m -> store.set(m, "state", "cancel"));
        }
        store.set(picking, "state", "done");
        store.set(picking, "date_done", store.now());
        if (picking.ref("sale_id") != 0) {
            store.table("sale.order").find(picking.ref("sale_id")).ifPresent(o -> {
                if (o.time("effective_date") == 0) {
                    store.set(o, "effective_date", store.now());
                }
                sales.unsettle(o.id);
            });
        }
    }

    private void finish(Row move, BigDecimal amount) {
        store.set(move, "quantity", amount);
        store.set(move, "picked", true);
        store.set(move, "state", "done");
        store.set(move, "date", store.now());
        quantities.move(move.ref("product_id"), move.ref("location_id"), move.ref("location_dest_id"), amount);
        if (deliveries.keepsStock(move.ref("location_dest_id"))) {
            deliveries.stockArrived(move.ref("product_id"), move.ref("location_dest_id"));
        }
        sales.unsettleLine(move.ref("sale_line_id"));
    }

    /** The note is copied to the backorder, the tracking reference is not (072). */
    private void split(Row picking, List<Row> rest) {
        Row copy = deliveries.newPicking(
                picking.ref("picking_type_id"),
                picking.ref("location_id"),
                picking.ref("location_dest_id"),
                picking.text("origin"));
        for (String reference : List.of("sale_id", "partner_id")) {
            store.set(copy, reference, picking.ref(reference));
        }
        for (String text : List.of("note", "move_type", "priority")) {
            store.set(copy, text, picking.text(text));
        }
        if (picking.model.has("carrier_id")) {
            store.set(copy, "carrier_id", picking.ref("carrier_id"));
        }
        store.set(copy, "scheduled_date", picking.time("scheduled_date"));
        store.set(copy, "backorder_id", picking.id);
        for (Row move : rest) {
            store.set(move, "picking_id", copy.id);
            store.set(move, "reference", copy.text("name"));
            store.set(move, "state", "confirmed");
        }
        deliveries.assign(copy);
    }
}
