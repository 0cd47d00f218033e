package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The buttons of orders, transfers, invoices and their wizards. */
final class BusinessMethods {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Signature BUTTON = Signature.records(0);

    private final Engine engine;

    BusinessMethods(Engine engine) {
        this.engine = engine;
    }

    void register(Methods methods) {
        button(methods, "sale.order", "action_confirm", true, engine.sales::confirm);
        button(methods, "sale.order", "action_draft", true, engine.sales::draft);
        answer(methods, "sale.order", "action_cancel", c -> engine.sales.cancel(engine.existing(c), c.session()));
        button(
                methods,
                "sale.order",
                "action_lock",
                true,
                rows -> rows.forEach(r -> engine.store.set(r, "locked", true)));
        button(
                methods,
                "sale.order",
                "action_unlock",
                true,
                rows -> rows.forEach(r -> engine.store.set(r, "locked", false)));
        answer(methods, "sale.advance.payment.inv", "create_invoices", this::invoice);

        answer(
                methods,
                "stock.picking",
                "button_validate",
                c -> engine.validation.validate(engine.existing(c), c.session()));
        button(methods, "stock.picking", "action_confirm", true, rows -> rows.forEach(engine.deliveries::assign));
        button(methods, "stock.picking", "action_assign", true, rows -> rows.forEach(engine.deliveries::assign));
        button(methods, "stock.picking", "action_cancel", true, rows -> {
            rows.forEach(engine.deliveries::cancel);
            rows.forEach(r -> engine.sales.unsettle(r.ref("sale_id")));
        });
        button(
                methods,
                "stock.picking",
                "do_unreserve",
                false,
                rows -> rows.forEach(p -> {
                    engine.deliveries.moves(p).stream().filter(Deliveries::open).forEach(m -> {
                        engine.deliveries.unreserve(m);
                        engine.deliveries.refreshMove(m);
                    });
                    engine.deliveries.refresh(p);
                }));
        wizard(methods, "process", true);
        wizard(methods, "process_cancel_backorder", false);
        methods.of("stock.quant", "action_apply_inventory", "modify", BUTTON, c -> {
            engine.rights.checkStockManager(c.session());
            engine.existing(c).forEach(engine.inventory::apply);
            return Optional.empty();
        });
        button(
                methods,
                "purchase.order",
                "button_confirm",
                true,
                rows -> rows.forEach(engine.inventory::confirmPurchase));

        methods.of("account.move", "action_post", "modify", BUTTON, c -> {
            engine.invoices.post(touched(c));
            return Optional.of(JSON.booleanNode(false));
        });
        button(methods, "account.move", "button_draft", false, rows -> engine.invoices.toState(rows, "draft"));
        button(methods, "account.move", "button_cancel", false, rows -> engine.invoices.toState(rows, "cancel"));
        answer(methods, "account.payment.register", "action_create_payments", c -> {
            Row register = engine.existing(c).get(0);
            return engine.payments.register(register, engine.invoiceHooks.moves(c.session(), register));
        });
        for (String name : List.of("refund_moves", "reverse_moves")) {
            answer(methods, "account.move.reversal", name, this::reverse);
        }
    }

    private void button(Methods methods, String model, String name, boolean yes, Consumer<List<Row>> work) {
        methods.of(model, name, "modify", BUTTON, c -> {
            work.accept(touched(c));
            return yes ? Optional.of(JSON.booleanNode(true)) : Optional.empty();
        });
    }

    private void answer(Methods methods, String model, String name, Function<Call, JsonNode> work) {
        methods.of(model, name, "modify", BUTTON, c -> Optional.of(work.apply(c)));
    }

    private void wizard(Methods methods, String name, boolean backorder) {
        answer(
                methods,
                "stock.backorder.confirmation",
                name,
                c -> engine.validation.process(engine.existing(c).get(0), backorder, c.session()));
    }

    private List<Row> touched(Call call) {
        List<Row> rows = engine.existing(call);
        rows.forEach(r -> engine.overlap(r, call.session()));
        return rows;
    }

    private JsonNode invoice(Call call) {
        Row wizard = engine.existing(call).get(0);
        if (!wizard.is("advance_payment_method", "delivered")) {
            throw OdooError.user("This sandbox makes regular invoices only, no down payments.");
        }
        Table orders = engine.store.table("sale.order");
        List<Row> rows = wizard.ids("sale_order_ids").stream()
                .map(id -> engine.writer.existing(orders, id, call.session()))
                .toList();
        return engine.invoices.create(rows, wizard.flag("consolidated_billing"));
    }

    private JsonNode reverse(Call call) {
        Row wizard = engine.existing(call).get(0);
        List<Row> made = engine.invoices.reverse(
                engine.invoiceHooks.moves(call.session(), wizard), wizard.text("reason"), wizard.ref("journal_id"));
        return engine.invoices.reversed(made);
    }
}
