package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sale orders: defaults, totals, confirmation, cancellation and the statuses that follow deliveries and invoices. */
final class Sales {

    private final Store store;
    private final Dialect dialect;
    private final Computed computed;
    private final Taxes taxes;
    private final Quantities quantities;
    private final Deliveries deliveries;
    private final Set<Integer> unsettled = new LinkedHashSet<>();

    Sales(Store store, Dialect dialect, Computed computed, Taxes taxes, Quantities quantities, Deliveries deliveries) {
        this.store = store;
        this.dialect = dialect;
        this.computed = computed;
        this.taxes = taxes;
        this.quantities = quantities;
        this.deliveries = deliveries;
    }

    /** Marks an order whose totals or statuses may have changed; {@link #settle} works them out. */
    void unsettle(int order) {
        unsettled.add(order);
    }

    void unsettleLine(int line) {
        store.table("sale.order.line").find(line).ifPresent(l -> unsettle(l.ref("order_id")));
    }

    /** Forgets what an undone transaction left. */
    void forget() {
        unsettled.clear();
    }

    void settle() {
        for (int id : unsettled) {
            store.table("sale.order").find(id).ifPresent(this::settle);
        }
        unsettled.clear();
    }

    private List<Row> lines(Row order) {
        Table lines = store.table("sale.order.line");
        return computed.many(order, "order_line").stream()
                .map(l -> lines.find(l).orElseThrow())
                .toList();
    }

    private void settle(Row order) {
        List<Taxes.Line> amounts = new ArrayList<>();
        List<String> statuses = new ArrayList<>();
        BigDecimal delivered = BigDecimal.ZERO;
        for (Row line : lines(order)) {
            Taxes.Line amount = taxes.line(
                    line.num("price_unit"),
                    line.num("product_uom_qty"),
                    line.num("discount"),
                    line.ids(dialect.lineTaxes()));
            amounts.add(amount);
            store.set(line, "price_subtotal", amount.subtotal());
            store.set(line, "price_tax", amount.tax());
            store.set(line, "price_total", amount.subtotal().add(amount.tax()));
            settleQuantities(order, line);
            delivered = delivered.add(line.num("qty_delivered"));
            statuses.add(line.text("invoice_status"));
        }
        Taxes.Totals totals = taxes.totals(amounts);
        store.set(order, "amount_untaxed", totals.untaxed());
        store.set(order, "amount_tax", totals.tax());
        store.set(order, "amount_total", totals.total());
        store.set(order, "invoice_status", invoiceStatus(order, statuses));
        if (order.model.has("delivery_status")) {
            store.set(order, "delivery_status", deliveries.status(order, delivered.signum() > 0));
        }
    }

    private void settleQuantities(Row order, Row line) {
        if (quantities.goods(line.ref("product_id")) && store.has("stock.move")) {
            store.set(line, "qty_delivered", deliveries.delivered(line.id));
        }
        BigDecimal invoiced = BigDecimal.ZERO;
        if (store.has("account.move.line")) {
            for (int id : computed.invoiceLines(line.id)) {
                Row invoiceLine = store.table("account.move.line").find(id).orElseThrow();
                Row move = store.table("account.move")
                        .find(invoiceLine.ref("move_id"))
                        .orElseThrow();
                if (!move.is("state", "cancel")) {
                    BigDecimal quantity = invoiceLine.num("quantity");
                    invoiced =
                            move.is("move_type", "out_refund") ? invoiced.subtract(quantity) : invoiced.add(quantity);
                }
            }
        }
        BigDecimal ordered = line.num("product_uom_qty");
        boolean sold = order.is("state", "sale");
        BigDecimal due = byDelivery(line) ? line.num("qty_delivered") : ordered;
        BigDecimal open = sold && line.text("display_type").isEmpty() ? due.subtract(invoiced) : BigDecimal.ZERO;
        store.set(line, "qty_invoiced", invoiced);
        store.set(line, "qty_to_invoice", open);
        String status = !sold
                ? "no"
                : open.signum() != 0
                        ? "to invoice"
                        : !byDelivery(line) && line.num("qty_delivered").compareTo(ordered) > 0
                                ? "upselling"
                                : invoiced.compareTo(ordered) >= 0 ? "invoiced" : "no";
        store.set(line, "invoice_status", status);
    }

    private boolean byDelivery(Row line) {
        return store.table("product.product")
                .find(line.ref("product_id"))
                .flatMap(p -> store.table("product.template").find(p.ref("product_tmpl_id")))
                .filter(t -> t.is("invoice_policy", "delivery"))
                .isPresent();
    }

    private static String invoiceStatus(Row order, List<String> lines) {
        if (!order.is("state", "sale")) {
            return "no";
        }
        if (lines.contains("to invoice")) {
            return "to invoice";
        }
        if (!lines.isEmpty() && lines.stream().allMatch("invoiced"::equals)) {
            return "invoiced";
        }
        return !lines.isEmpty() && lines.stream().allMatch(s -> s.equals("invoiced") || s.equals("upselling"))
                ? "upselling"
                : "no";
    }

    void confirm(List<Row> orders) {
        List<String> wrong = orders.stream()
                .filter(o -> !o.is("state", "draft") && !o.is("state", "sent"))
                .map(o -> o.text("name"))
                .toList();
        if (!wrong.isEmpty()) {
            throw dialect.alreadyConfirmed(wrong);
        }
        for (Row order : orders) {
            store.set(order, "state", "sale");
            store.set(order, "date_order", store.now());
            deliveries.launch(order, lines(order));
            unsettle(order.id);
        }
        settle();
    }

    /** {@code true}, or in 17 the warning a person would be shown for an order that is not a draft any more. */
    JsonNode cancel(List<Row> orders, Session session) {
        if (orders.stream().anyMatch(o -> o.flag("locked"))) {
            throw OdooError.user("You cannot cancel a locked order. Please unlock it first.");
        }
        boolean warn = !dialect.since19()
                && !session.flag("disable_cancel_warning")
                && orders.stream().anyMatch(o -> !o.is("state", "draft"));
        if (warn) {
            ObjectNode action = JsonNodeFactory.instance.objectNode();
            action.put("name", "Cancel Sales Order").put("view_mode", "form").put("res_model", "sale.order.cancel");
            action.put("view_id", 1022).put("type", "ir.actions.act_window");
            action.putObject("context").put("default_order_id", orders.get(0).id);
            return action.put("target", "new");
        }
        for (Row order : orders) {
            deliveries.cancelOpen(order);
            for (int id : computed.invoices(order)) {
                Row invoice = store.table("account.move").find(id).orElseThrow();
                if (invoice.is("state", "draft")) {
                    store.set(invoice, "state", "cancel");
                }
            }
            store.set(order, "state", "cancel");
            unsettle(order.id);
        }
        settle();
        return JsonNodeFactory.instance.booleanNode(true);
    }

    void draft(List<Row> orders) {
        for (Row order : orders) {
            if (order.is("state", "cancel") || order.is("state", "sent")) {
                store.set(order, "state", "draft");
                unsettle(order.id);
            }
        }
        settle();
    }

    /** After lines of a confirmed order were added or raised: what is missing is delivered too. */
    void launchMissing(Row order) {
        if (order.is("state", "sale")) {
            deliveries.launch(order, lines(order));
        }
    }
}
