package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** Customer invoices and credit notes: made from orders, posted, totals. */
final class Invoices {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String NOTHING = "Cannot create an invoice. No items are available to invoice.\n\nTo resolve"
            + " this issue, please ensure that:\n   • The products have been delivered before attempting to invoice"
            + " them.\n   • The invoicing policy of the product is configured correctly.\n\nIf you want to invoice"
            + " based on ordered quantities instead:\n   • For consumable or storable products, open the product, go"
            + " to the 'General Information' tab and change the 'Invoicing Policy' from 'Delivered Quantities' to"
            + " 'Ordered Quantities'.\n   • For services (and other products), change the 'Invoicing Policy' to"
            + " 'Prepaid/Fixed Price'.\n";

    private final Store store;
    private final Dialect dialect;
    private final Computed computed;
    private final Taxes taxes;
    private final Sales sales;
    private final Set<Integer> unsettled = new LinkedHashSet<>();
    private final IntConsumer posted;

    /** @param posted told the id of an invoice when its posting is committed */
    Invoices(Store store, Dialect dialect, Computed computed, Taxes taxes, Sales sales, IntConsumer posted) {
        this.store = store;
        this.dialect = dialect;
        this.computed = computed;
        this.taxes = taxes;
        this.sales = sales;
        this.posted = posted;
    }

    void unsettle(int move) {
        unsettled.add(move);
    }

    void forget() {
        unsettled.clear();
    }

    void settle() {
        for (int id : unsettled) {
            store.table("account.move").find(id).ifPresent(this::settle);
        }
        unsettled.clear();
    }

    private List<Row> lines(Row move) {
        Table lines = store.table("account.move.line");
        return computed.many(move, "invoice_line_ids").stream()
                .map(l -> lines.find(l).orElseThrow())
                .toList();
    }

    private void settle(Row move) {
        List<Taxes.Line> amounts = new ArrayList<>();
        for (Row line : lines(move)) {
            Taxes.Line amount =
                    taxes.line(line.num("price_unit"), line.num("quantity"), line.num("discount"), line.ids("tax_ids"));
            amounts.add(amount);
            store.set(line, "price_subtotal", amount.subtotal());
            store.set(line, "price_total", amount.subtotal().add(amount.tax()));
            line.ids("sale_line_ids").forEach(sales::unsettleLine);
        }
        Taxes.Totals totals = taxes.totals(amounts);
        store.set(move, "amount_untaxed", totals.untaxed());
        store.set(move, "amount_tax", totals.tax());
        store.set(move, "amount_total", totals.total());
        BigDecimal residual = totals.total().subtract(paid(move.id)).max(BigDecimal.ZERO);
        store.set(move, "amount_residual", residual);
        if (move.is("state", "posted")) {
            boolean open = residual.signum() > 0;
            boolean some = residual.compareTo(totals.total()) < 0;
            store.set(move, "payment_state", !open ? "paid" : some ? "partial" : "not_paid");
        }
    }

    private BigDecimal paid(int move) {
        Table payments = store.table("account.payment");
        return payments.lookUp("reconciled_invoice_ids", move).stream()
                .map(id -> payments.find(id).orElseThrow().num("amount"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The wizard: one invoice per customer over the orders, or one per order without consolidated billing (facts 31). */
    JsonNode create(List<Row> orders, boolean consolidated) {
        sales.settle();
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row order : orders) {
            boolean something = saleLines(order).stream()
                    .anyMatch(l -> l.num("qty_to_invoice").signum() != 0);
            if (something) {
                String customer = order.ref("partner_invoice_id") + "/" + order.ref("currency_id");
                groups.computeIfAbsent(consolidated ? customer : "order " + order.id, k -> new ArrayList<>())
                        .add(order);
            }
        }
        if (groups.isEmpty()) {
            throw OdooError.user(NOTHING);
        }
        List<Row> made = groups.values().stream().map(this::invoice).toList();
        settle();
        sales.settle();
        return Actions.invoices(made, orders, dialect);
    }

    private List<Row> saleLines(Row order) {
        Table lines = store.table("sale.order.line");
        return computed.many(order, "order_line").stream()
                .map(l -> lines.find(l).orElseThrow())
                .toList();
    }

    private Row invoice(List<Row> orders) {
        Row first = orders.get(0);
        Row move = draft("out_invoice", first.ref("partner_invoice_id"));
        store.set(move, "partner_shipping_id", first.ref("partner_shipping_id"));
        store.set(move, "currency_id", first.ref("currency_id"));
        store.set(move, "invoice_origin", joined(orders, "name"));
        store.set(move, "ref", joined(orders, "client_order_ref"));
        for (Row order : orders) {
            for (Row line : saleLines(order)) {
                BigDecimal quantity = line.num("qty_to_invoice");
                if (quantity.signum() == 0) {
                    continue;
                }
                Row copy = store.insert("account.move.line");
                store.set(copy, "move_id", move.id);
                store.set(copy, "display_type", "product");
                store.set(copy, "name", line.text("name"));
                store.set(copy, "product_id", line.ref("product_id"));
                store.set(copy, "product_uom_id", line.ref(dialect.lineUnit()));
                store.set(copy, "quantity", quantity);
                store.set(copy, "price_unit", line.num("price_unit"));
                store.set(copy, "discount", line.num("discount"));
                store.set(copy, "tax_ids", line.ids(dialect.lineTaxes()));
                store.set(copy, "sale_line_ids", List.of(line.id));
            }
        }
        return move;
    }

    private static String joined(List<Row> orders, String field) {
        return orders.stream().map(o -> o.text(field)).filter(t -> !t.isEmpty()).collect(Collectors.joining(", "));
    }

    Row draft(String type, int partner) {
        Row move = store.insert("account.move");
        store.set(move, "move_type", type);
        store.set(move, "partner_id", partner);
        complete(move);
        return move;
    }

    /** What every new document has. */
    void complete(Row move) {
        store.set(move, "state", "draft");
        store.set(move, "payment_state", "not_paid");
        store.set(move, "date", Moments.date(store.now()));
        for (String one : List.of("currency_id", "company_id", "journal_id")) {
            if (move.ref(one) == 0) {
                store.set(move, one, 1);
            }
        }
        if (!dialect.since19() && move.text("name").isEmpty()) {
            store.set(move, "name", "/");
        }
        unsettle(move.id);
    }

    void post(List<Row> moves) {
        for (Row move : moves) {
            if (!move.is("state", "draft")) {
                throw OdooError.user("The entry " + move.text("name") + " (id " + move.id + ") must be in draft.");
            }
            if (lines(move).isEmpty()) {
                throw OdooError.user(
                        dialect.since19()
                                ? "Even magicians can't post nothing!"
                                : "You need to add a line before posting.");
            }
            if (move.num("amount_total").signum() < 0) {
                throw OdooError.user("You cannot validate an invoice with a negative total amount. You should create a"
                        + " credit note instead. Use the action menu to transform it into a credit note or refund.");
            }
            String today = Moments.date(store.now());
            String kind = move.is("move_type", "out_refund") ? "RINV/" : "INV/";
            String date = move.text("invoice_date").isEmpty() ? today : move.text("invoice_date");
            String series = kind + date.substring(0, 4) + "/";
            if (move.text("name").isEmpty() || move.is("name", "/")) {
                store.set(move, "name", series + String.format("%05d", store.nextGapless(series)));
            }
            store.set(move, "state", "posted");
            store.set(move, "invoice_date", date);
            if (move.text("invoice_date_due").isEmpty()) {
                store.set(move, "invoice_date_due", date);
            }
            if (move.text("payment_reference").isEmpty()) {
                store.set(move, "payment_reference", move.text("name"));
            }
            unsettle(move.id);
            store.afterCommit(() -> posted.accept(move.id));
        }
        settle();
        sales.settle();
    }

    void toState(List<Row> moves, String state) {
        for (Row move : moves) {
            store.set(move, "state", state);
            unsettle(move.id);
        }
        settle();
        sales.settle();
    }

    /** A draft credit note over whole invoices (097-098). */
    List<Row> reverse(List<Row> moves, String reason, int journal) {
        List<Row> made = new ArrayList<>();
        for (Row move : moves) {
            Row refund = draft("out_refund", move.ref("partner_id"));
            store.set(refund, "reversed_entry_id", move.id);
            store.set(refund, "invoice_origin", move.text("invoice_origin"));
            store.set(refund, "journal_id", journal == 0 ? move.ref("journal_id") : journal);
            store.set(refund, "ref", "Reversal of: " + move.text("name") + (reason.isEmpty() ? "" : ", " + reason));
            for (Row line : lines(move)) {
                Row copy = store.insert("account.move.line");
                line.model.fields.values().stream()
                        .filter(f -> f.slot() >= 0 && !f.name().endsWith("_date"))
                        .forEach(f -> store.set(copy, f, line.value(f)));
                store.set(copy, "move_id", refund.id);
            }
            made.add(refund);
        }
        settle();
        sales.settle();
        return made;
    }

    ObjectNode reversed(List<Row> refunds) {
        ObjectNode action = JSON.objectNode();
        action.put("name", "Reverse Moves").put("type", "ir.actions.act_window").put("res_model", "account.move");
        action.put("view_mode", "form").put("res_id", refunds.get(0).id);
        action.putObject("context").put("default_move_type", "out_refund");
        return action;
    }
}
