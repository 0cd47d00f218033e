package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Confirms orders, those that come together in one call, and sets their dates back to the store's.
 *
 * <p>Repeatable: what became of them is read from Odoo after every call, whatever it answered. Confirming what is confirmed is
 * refused for the whole batch and changes nothing (facts: erp 10), so those are left out of the next try.
 */
final class Confirmations {

    private final OdooSession odoo;
    private final Batches batches;
    private final Coalescer<Wanted, PostedOrder> together;

    Confirmations(OdooSession odoo, Batches batches) {
        this.odoo = odoo;
        this.batches = batches;
        this.together = batches.of(this::confirm);
    }

    private record Wanted(String writer, long id, String dated) {
        Collection<String> keys() {
            return List.of(writer, "id " + id);
        }
    }

    /** A confirmed order whose date is to be set back. */
    private record Confirmed(Asked<Wanted, PostedOrder> asked, Outcome<PostedOrder> outcome) {}

    Outcome<PostedOrder> confirm(Order order, JsonNode header, long id) {
        return together.of(new Wanted(Orders.writerKey(order), id, SaleRows.date(order, header)));
    }

    private void confirm(List<Asked<Wanted, PostedOrder>> asked) {
        batches.alone(asked, Wanted::keys, all -> {
            List<Confirmed> dated = new ArrayList<>();
            Deque<List<Asked<Wanted, PostedOrder>>> left = new ArrayDeque<>();
            left.add(all);
            while (!left.isEmpty()) {
                List<Asked<Wanted, PostedOrder>> lot = left.poll();
                if (!lot.isEmpty()) {
                    Batches.together(lot, () -> confirm(lot, left, dated));
                }
            }
            if (!dated.isEmpty()) {
                new Lots<Confirmed>(any -> 1, this::date, Confirmations::dated).send(dated);
            }
        });
    }

    private void confirm(
            List<Asked<Wanted, PostedOrder>> lot, Deque<List<Asked<Wanted, PostedOrder>>> left, List<Confirmed> dated) {
        List<Long> ids = lot.stream().map(each -> each.wish().id).toList();
        Judged judged = odoo.judge(OdooCall.records("sale.order", "action_confirm", ids));
        Map<Long, Row> rows = odoo.byId("sale.order", ids, Orders.READ);
        List<Asked<Wanted, PostedOrder>> open = new ArrayList<>();
        for (Asked<Wanted, PostedOrder> each : lot) {
            Batches.one(each, () -> {
                Row row = rows.get(each.wish().id);
                if (row == null) {
                    each.answer(Orders.gone());
                    return;
                }
                PostedOrder now = Orders.posted(row, BigDecimal.ZERO);
                if (now.confirmed()) {
                    Outcome<PostedOrder> outcome =
                            judged.outcome().succeeded() ? new Outcome.Done<>(now) : new Outcome.AlreadyThere<>(now);
                    if (row.text("date_order").equals(each.wish().dated)) {
                        each.answer(outcome);
                    } else {
                        dated.add(new Confirmed(each, outcome));
                    }
                } else if (judged.outcome().succeeded() || now.state().equals("cancel")) {
                    each.answer(notConfirmed(now));
                } else {
                    open.add(each);
                }
            });
        }
        again(lot, open, judged, left);
    }

    /** Those Odoo did not confirm: without those that needed it no more, else in halves, until one is refused alone. */
    private static void again(
            List<Asked<Wanted, PostedOrder>> lot,
            List<Asked<Wanted, PostedOrder>> open,
            Judged judged,
            Deque<List<Asked<Wanted, PostedOrder>>> left) {
        if (lot.size() == 1 || !judged.ofARecord()) {
            Batches.together(open, () -> OdooSession.orStop(judged.outcome()));
        } else if (open.size() < lot.size()) {
            left.addFirst(open);
        } else {
            Lots.halve(open, left);
        }
    }

    private static Outcome<PostedOrder> notConfirmed(PostedOrder order) {
        if (order.state().equals("cancel")) {
            return new Outcome.Refused<>(
                    "cancelled-in-erp",
                    "order " + order.number() + " is cancelled in Odoo",
                    "set it back to quotation in Odoo, or cancel the order in the store");
        }
        return new Outcome.NotUnderstood<>(
                "order " + order.number() + " is in state " + order.state() + " after its confirmation",
                "look at it in Odoo: a module may ask for an approval");
    }

    /**
     * Confirming sets the order's date to now (odoo/addons/sale, {@code _prepare_confirmation_values}): set it back. Several
     * dates in one call are a {@code load} by database id, which changes what is there and never makes a record.
     */
    private Judged date(List<Confirmed> lot) {
        if (lot.size() == 1) {
            Wanted wanted = lot.get(0).asked.wish();
            return odoo.judge(OdooCall.write(
                    "sale.order",
                    List.of(wanted.id),
                    JsonNodeFactory.instance.objectNode().put("date_order", wanted.dated)));
        }
        Table table = new Table(List.of(".id", "date_order"));
        lot.forEach(each -> table.record(
                Map.of(".id", String.valueOf(each.asked.wish().id), "date_order", each.asked.wish().dated)));
        return odoo.judge(OdooCall.model("sale.order", "load")
                .positional("fields", OdooCall.texts(table.columns()))
                .positional("data", table.data()));
    }

    private static void dated(List<Confirmed> lot, Judged judged) {
        lot.forEach(each -> each.asked.answer(judged.outcome().then(any -> each.outcome)));
    }
}
