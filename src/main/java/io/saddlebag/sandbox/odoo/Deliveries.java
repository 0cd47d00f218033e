package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Transfers and their moves: launched by orders, reserved from stock, done in one go or in parts. */
final class Deliveries {

    private final Store store;
    private final Computed computed;
    private final Quantities quantities;

    Deliveries(Store store, Computed computed, Quantities quantities) {
        this.store = store;
        this.computed = computed;
        this.quantities = quantities;
    }

    /** Makes moves for what the lines order beyond what is already moving; one open delivery per order. */
    void launch(Row order, List<Row> lines) {
        if (!store.has("stock.move")) {
            return;
        }
        Optional<Row> picking = Optional.empty();
        for (Row line : lines) {
            int product = line.ref("product_id");
            BigDecimal need = line.num("product_uom_qty").subtract(moving(line.id));
            if (product == 0 || !quantities.goods(product) || need.signum() <= 0) {
                continue;
            }
            Row delivery = picking.isPresent() ? picking.get() : openDelivery(order);
            picking = Optional.of(delivery);
            Optional<Row> same = moves(delivery).stream()
                    .filter(m -> open(m) && m.ref("sale_line_id") == line.id)
                    .findFirst();
            if (same.isPresent()) {
                store.set(
                        same.get(),
                        "product_uom_qty",
                        same.get().num("product_uom_qty").add(need));
            } else {
                Row move = newMove(delivery, product, need);
                store.set(move, "sale_line_id", line.id);
                store.set(move, "sequence", line.ref("sequence"));
            }
        }
        picking.ifPresent(this::assign);
    }

    private BigDecimal moving(int line) {
        Table moves = store.table("stock.move");
        BigDecimal sum = BigDecimal.ZERO;
        for (int id : moves.lookUp("sale_line_id", line)) {
            Row move = moves.find(id).orElseThrow();
            sum = move.is("state", "cancel") ? sum : sum.add(move.num("product_uom_qty"));
        }
        return sum;
    }

    private Row openDelivery(Row order) {
        Table pickings = store.table("stock.picking");
        Optional<Row> open = pickings.lookUp("sale_id", order.id).stream()
                .map(id -> pickings.find(id).orElseThrow())
                .filter(p -> !p.is("state", "done") && !p.is("state", "cancel"))
                .findFirst();
        return open.orElseGet(() -> {
            Row warehouse = store.table("stock.warehouse")
                    .find(order.ref("warehouse_id"))
                    .orElseThrow();
            Row picking = newPicking(
                    warehouse.ref("out_type_id"),
                    warehouse.ref("lot_stock_id"),
                    location("customer"),
                    order.text("name"));
            store.set(picking, "sale_id", order.id);
            store.set(picking, "partner_id", order.ref("partner_shipping_id"));
            store.set(picking, "move_type", order.text("picking_policy"));
            return picking;
        });
    }

    Row newPicking(int type, int from, int to, String origin) {
        Row kind = store.table("stock.picking.type").find(type).orElseThrow();
        String code = store.table("stock.warehouse")
                .find(kind.ref("warehouse_id"))
                .map(w -> w.text("code"))
                .orElse("");
        String series = code + "/" + kind.text("sequence_code") + "/";
        Row picking = store.insert("stock.picking");
        store.set(picking, "name", series + String.format("%05d", store.next(series)));
        store.set(picking, "picking_type_id", type);
        store.set(picking, "location_id", from);
        store.set(picking, "location_dest_id", to);
        store.set(picking, "origin", origin);
        store.set(picking, "state", "confirmed");
        store.set(picking, "priority", "0");
        store.set(picking, "move_type", "direct");
        store.set(picking, "scheduled_date", store.now());
        store.set(picking, "company_id", 1);
        return picking;
    }

    Row newMove(Row picking, int product, BigDecimal demand) {
        Row move = store.insert("stock.move");
        store.set(move, "picking_id", picking.id);
        store.set(move, "product_id", product);
        store.set(move, "product_uom_qty", demand);
        store.set(move, "quantity", BigDecimal.ZERO);
        store.set(move, "state", "confirmed");
        store.set(move, "sequence", 10);
        store.set(move, "date", store.now());
        store.set(move, "company_id", 1);
        store.set(move, "product_uom", 1);
        for (String same : List.of("location_id", "location_dest_id", "partner_id", "picking_type_id")) {
            store.set(move, same, picking.ref(same));
        }
        store.set(move, "origin", picking.text("origin"));
        store.set(move, "reference", picking.text("name"));
        if (move.model.has("name")) {
            store.set(move, "name", picking.text("name"));
        }
        return move;
    }

    int location(String usage) {
        return store.table("stock.location").all().stream()
                .filter(l -> l.is("usage", usage))
                .findFirst()
                .map(l -> l.id)
                .orElseThrow(() -> new IllegalStateException("the sandbox has no location for " + usage));
    }

    boolean keepsStock(int location) {
        return store.table("stock.location")
                .find(location)
                .filter(l -> l.is("usage", "internal"))
                .isPresent();
    }

    List<Row> moves(Row picking) {
        Table moves = store.table("stock.move");
        return computed.many(picking, "move_ids").stream()
                .map(id -> moves.find(id).orElseThrow())
                .toList();
    }

    static boolean open(Row move) {
        return !move.is("state", "done") && !move.is("state", "cancel");
    }

    /** Reserves what there is for the open moves. */
    void assign(Row picking) {
        moves(picking).stream().filter(Deliveries::open).forEach(this::assignMove);
        refresh(picking);
    }

    private void assignMove(Row move) {
        BigDecimal wanted = move.num("product_uom_qty").subtract(move.num("quantity"));
        if (wanted.signum() > 0 && !move.flag("picked")) {
            BigDecimal got = keepsStock(move.ref("location_id"))
                    ? quantities.reserve(move.ref("product_id"), move.ref("location_id"), wanted)
                    : wanted;
            store.set(move, "quantity", move.num("quantity").add(got));
        }
        refreshMove(move);
    }

    void refreshMove(Row move) {
        int covered = move.num("quantity").compareTo(move.num("product_uom_qty"));
        store.set(
                move,
                "state",
                covered >= 0 ? "assigned" : move.num("quantity").signum() > 0 ? "partially_available" : "confirmed");
    }

    /** A picking's state follows its moves; "as soon as possible" is ready with the first reservation. */
    void refresh(Row picking) {
        List<Row> moves = moves(picking);
        List<Row> open = moves.stream().filter(Deliveries::open).toList();
        String state = "draft";
        if (!moves.isEmpty() && open.isEmpty()) {
            state = moves.stream().allMatch(m -> m.is("state", "cancel")) ? "cancel" : "done";
        } else if (!open.isEmpty()) {
            boolean whole = open.stream().allMatch(m -> m.is("state", "assigned"));
            boolean some = open.stream().anyMatch(m -> !m.is("state", "confirmed"));
            state = whole || (some && picking.is("move_type", "direct")) ? "assigned" : "confirmed";
        }
        store.set(picking, "state", state);
    }

    /** New stock in a location: waiting moves take it, oldest first. */
    void stockArrived(int product, int location) {
        Table moves = store.table("stock.move");
        for (String state : List.of("confirmed", "partially_available")) {
            List.copyOf(moves.lookUp("state", state)).stream()
                    .sorted()
                    .map(id -> moves.find(id).orElseThrow())
                    .filter(m -> m.ref("product_id") == product && m.ref("location_id") == location)
                    .forEach(m -> {
                        assignMove(m);
                        store.table("stock.picking").find(m.ref("picking_id")).ifPresent(this::refresh);
                    });
        }
    }

    void unreserve(Row move) {
        if (keepsStock(move.ref("location_id"))) {
            quantities.changeReservation(
                    move.ref("product_id"),
                    move.ref("location_id"),
                    move.num("quantity").negate());
        }
        store.set(move, "quantity", BigDecimal.ZERO);
        store.set(move, "picked", false);
    }

    void cancel(Row picking) {
        if (picking.is("state", "done")) {
            throw OdooError.user("You cannot cancel a stock move that has been set to 'Done'. Create a return in order"
                    + " to reverse the moves which took place.");
        }
        for (Row move : moves(picking)) {
            if (open(move)) {
                unreserve(move);
                store.set(move, "state", "cancel");
            }
        }
        store.set(picking, "state", "cancel");
    }

    /** Cancels what an order has not delivered yet. */
    void cancelOpen(Row order) {
        if (store.has("stock.picking")) {
            Table pickings = store.table("stock.picking");
            pickings.lookUp("sale_id", order.id).stream()
                    .map(id -> pickings.find(id).orElseThrow())
                    .filter(p -> !p.is("state", "done") && !p.is("state", "cancel"))
                    .toList()
                    .forEach(this::cancel);
        }
    }

    /** What customers got of one order line: done moves out, less returns. */
    BigDecimal delivered(int line) {
        Table moves = store.table("stock.move");
        BigDecimal sum = BigDecimal.ZERO;
        for (int id : moves.lookUp("sale_line_id", line)) {
            Row move = moves.find(id).orElseThrow();
            if (move.is("state", "done")) {
                BigDecimal quantity = move.num("quantity");
                sum = keepsStock(move.ref("location_dest_id")) ? sum.subtract(quantity) : sum.add(quantity);
            }
        }
        return sum;
    }

    /** {@code delivery_status} of an order; empty while there is nothing to deliver. */
    String status(Row order, boolean anythingDelivered) {
        if (!store.has("stock.picking")) {
            return "";
        }
        Table pickings = store.table("stock.picking");
        Map<String, Long> states = pickings.lookUp("sale_id", order.id).stream()
                .map(id -> pickings.find(id).orElseThrow().text("state"))
                .collect(Collectors.groupingBy(s -> s, Collectors.counting()));
        long all = states.values().stream().mapToLong(Long::longValue).sum();
        long cancelled = states.getOrDefault("cancel", 0L);
        long done = states.getOrDefault("done", 0L);
        if (all == cancelled) {
            return "";
        }
        if (done + cancelled == all) {
            return "full";
        }
        return done == 0 ? "pending" : anythingDelivered ? "partial" : "started";
    }
}
