package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import java.math.BigDecimal;
import java.util.List;

/**
 * Invoices what is due of an order. Repeatable: a draft that is there is posted, and a new one is made only where Odoo
 * says something is left to invoice. A create whose answer was lost and that is still running makes Odoo's own second
 * transaction fail on the same order lines, so it makes no second invoice.
 */
final class Invoices {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> MOVE = List.of("name", "state", "move_type");

    private final OdooSession odoo;
    private final Writers writers;

    Invoices(OdooSession odoo, Writers writers) {
        this.odoo = odoo;
        this.writers = writers;
    }

    Outcome<Invoiced> invoice(String writer, long order) {
        return writers.alone(writer, () -> {
            Row sale = sale(order);
            if (!List.of("sale", "done").contains(sale.text("state"))) {
                return new Outcome.Refused<>(
                        "order-not-confirmed",
                        "order " + sale.text("name") + " is in state " + sale.text("state") + " in Odoo",
                        "confirm it in Odoo");
            }
            List<Row> moves = moves(sale.ids("invoice_ids"));
            List<Row> drafts = drafts(moves);
            boolean credited = moves.stream()
                    .anyMatch(m -> m.text("move_type").equals("out_refund")
                            && !m.text("state").equals("cancel"));
            boolean acted = !drafts.isEmpty();
            if (drafts.isEmpty() && sale.text("invoice_status").equals("to invoice")) {
                if (credited) {
                    return afterCredit(sale, moves);
                }
                acted = create(order);
                moves = moves(sale(order).ids("invoice_ids"));
                drafts = drafts(moves);
            }
            if (!drafts.isEmpty()) {
                post(drafts);
                moves = moves(moves.stream().map(Row::id).toList());
            }
            Invoiced invoiced = invoiced(moves);
            if (invoiced.invoices().isEmpty()) {
                return new Outcome.Refused<>(
                        "nothing-to-invoice",
                        "order " + sale.text("name") + " has nothing to invoice",
                        "is it delivered, and is the products' invoicing policy right?");
            }
            return acted ? new Outcome.Done<>(invoiced) : new Outcome.AlreadyThere<>(invoiced);
        });
    }

    /**
     * A credit note without a return makes Odoo want to invoice the credited pieces again (facts: erp 16). Where all
     * that is delivered was invoiced once, there is nothing to do; else a person decides what the new invoice holds.
     */
    private Outcome<Invoiced> afterCredit(Row sale, List<Row> moves) {
        List<Long> invoices = moves.stream()
                .filter(m -> m.text("move_type").equals("out_invoice")
                        && !m.text("state").equals("cancel"))
                .map(Row::id)
                .toList();
        List<Row> billed = odoo.rows(OdooCall.searchRead(
                "account.move.line",
                Domain.all()
                        .inIds("move_id", invoices)
                        .is("display_type", "product")
                        .terms(),
                List.of("quantity", "sale_line_ids")));
        List<Row> lines = odoo.rows(OdooCall.searchRead(
                "sale.order.line",
                Domain.all().is("order_id", sale.id()).given("product_id").terms(),
                List.of("qty_delivered", "qty_to_invoice")));
        boolean due = lines.stream()
                .filter(l -> l.number("qty_to_invoice").signum() > 0)
                .anyMatch(l -> l.number("qty_delivered")
                                .compareTo(billed.stream()
                                        .filter(b -> b.ids("sale_line_ids").contains(l.id()))
                                        .map(b -> b.number("quantity"))
                                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                        > 0);
        if (due) {
            return new Outcome.Refused<>(
                    "credited-before-invoiced",
                    "order " + sale.text("name")
                            + " has a credit note and new deliveries: Odoo would bill the credited pieces again",
                    "invoice the new deliveries in Odoo by hand, then skip the message");
        }
        return new Outcome.AlreadyThere<>(invoiced(moves));
    }

    /** Runs the wizard a person would; whether it made something. */
    private boolean create(long order) {
        ObjectNode context = NODES.objectNode();
        context.put("active_model", "sale.order")
                .put("active_id", order)
                .putArray("active_ids")
                .add(order);
        ObjectNode values = NODES.objectNode().put("advance_payment_method", "delivered");
        values.putArray("sale_order_ids").addArray().add(6).add(0).addArray().add(order);
        if (odoo.has("sale.advance.payment.inv", "consolidated_billing")) {
            values.put("consolidated_billing", false); // else one customer's orders become one invoice (facts: erp 31)
        }
        long wizard = odoo.create("sale.advance.payment.inv", values, context);
        Outcome<JsonNode> answer =
                odoo.tell(OdooCall.records("sale.advance.payment.inv", "create_invoices", List.of(wizard))
                        .context("active_model", context.get("active_model"))
                        .context("active_id", context.get("active_id"))
                        .context("active_ids", context.get("active_ids")));
        if (answer instanceof Outcome.Refused<JsonNode> refused
                && refused.code().equals("nothing-to-invoice")) {
            return false; // an earlier try of ours was still running when we looked
        }
        OdooSession.orStop(answer);
        return true;
    }

    private void post(List<Row> drafts) {
        List<Long> ids = drafts.stream().map(Row::id).toList();
        Outcome<JsonNode> answer = odoo.tell(OdooCall.records("account.move", "action_post", ids));
        if (!answer.succeeded()
                && moves(ids).stream().anyMatch(move -> !move.text("state").equals("posted"))) {
            OdooSession.orStop(answer);
        }
    }

    private Row sale(long order) {
        return odoo.one("sale.order", order, List.of("name", "state", "invoice_status", "invoice_ids"));
    }

    private List<Row> moves(List<Long> ids) {
        return ids.isEmpty() ? List.of() : odoo.rows(OdooCall.read("account.move", ids, MOVE));
    }

    private static List<Row> drafts(List<Row> moves) {
        return moves.stream()
                .filter(m -> m.text("move_type").equals("out_invoice")
                        && m.text("state").equals("draft"))
                .toList();
    }

    private static Invoiced invoiced(List<Row> moves) {
        List<Row> posted = moves.stream()
                .filter(m -> m.text("move_type").equals("out_invoice")
                        && m.text("state").equals("posted"))
                .toList();
        return new Invoiced(
                posted.stream().map(Row::id).toList(),
                posted.stream().map(m -> m.text("name")).toList());
    }
}
