package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Payments of posted documents (090-095). */
final class Payments {

    private final Store store;
    private final Dialect dialect;
    private final Invoices invoices;
    private final boolean mute;

    Payments(Store store, Dialect dialect, Invoices invoices, boolean mute) {
        this.store = store;
        this.dialect = dialect;
        this.invoices = invoices;
        this.mute = mute;
    }

    /** @throws OdooError when none of the documents is open */
    void checkOpen(List<Row> moves) {
        boolean open = moves.stream()
                .anyMatch(
                        m -> m.is("state", "posted") && m.num("amount_residual").signum() > 0);
        if (!open) {
            throw dialect.nothingToPay();
        }
    }

    JsonNode register(Row wizard, List<Row> moves) {
        if (mute && !dialect.since19()) {
            throw OdooError.user("Unable to send message, please configure the sender's email address.");
        }
        checkOpen(moves);
        List<Row> made = new ArrayList<>();
        for (Row move : moves) {
            boolean given = moves.size() == 1 && wizard.num("amount").signum() > 0;
            made.add(pay(
                    move,
                    given ? wizard.num("amount") : move.num("amount_residual"),
                    wizard.ref("journal_id"),
                    wizard.text("communication")));
        }
        invoices.settle();
        ObjectNode action = JsonNodeFactory.instance.objectNode();
        action.put("name", "Payments").put("type", "ir.actions.act_window").put("res_model", "account.payment");
        action.putObject("context").put("create", false);
        action.put("view_mode", made.size() == 1 ? "form" : dialect.since19() ? "list,form" : "tree,form");
        if (made.size() == 1) {
            action.put("res_id", made.get(0).id);
        } else {
            action.putArray("domain").addArray().add("id").add("in").add(ids(made));
        }
        return action;
    }

    private static JsonNode ids(List<Row> rows) {
        var ids = JsonNodeFactory.instance.arrayNode();
        rows.forEach(r -> ids.add(r.id));
        return ids;
    }

    Row pay(Row move, BigDecimal amount, int journal, String communication) {
        int bank = journal == 0 ? 6 : journal;
        String code = store.table("account.journal")
                .find(bank)
                .map(j -> j.text("code"))
                .orElse("BNK1");
        String series = "P" + code + "/" + Moments.date(store.now()).substring(0, 4) + "/";
        Row payment = store.insert("account.payment");
        store.set(payment, "name", series + String.format("%05d", store.nextGapless(series)));
        store.set(payment, "state", dialect.since19() ? "paid" : "posted");
        store.set(payment, "amount", amount);
        store.set(
                payment,
                dialect.since19() ? "memo" : "ref",
                communication.isEmpty() ? move.text("name") : communication);
        store.set(payment, "date", Moments.date(store.now()));
        store.set(payment, "payment_type", move.is("move_type", "out_refund") ? "outbound" : "inbound");
        store.set(payment, "partner_type", "customer");
        store.set(payment, "partner_id", move.ref("partner_id"));
        store.set(payment, "journal_id", bank);
        store.set(payment, "currency_id", move.ref("currency_id"));
        store.set(payment, "company_id", 1);
        store.set(payment, "reconciled_invoice_ids", List.of(move.id));
        if (dialect.since19()) {
            store.set(payment, "invoice_ids", List.of(move.id));
        }
        store.table("account.move").nextId();
        invoices.unsettle(move.id);
        store.touch(move);
        return payment;
    }
}
