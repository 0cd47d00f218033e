package io.saddlebag.connector.odoo;

import io.saddlebag.delivery.Outcome;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds untaxed lines that make the totals of quotations equal to the store's; those that come together in one call. */
final class Roundings {

    private final OdooSession odoo;
    private final OdooSettings settings;
    private final Batches batches;
    private final Coalescer<Wanted, PostedOrder> together;

    Roundings(OdooSession odoo, OdooSettings settings, Batches batches) {
        this.odoo = odoo;
        this.settings = settings;
        this.batches = batches;
        this.together = batches.of(this::load);
    }

    private record Wanted(OrderDraft draft, long id, BigDecimal difference, long product) {
        Collection<String> keys() {
            return List.of(Orders.writerKey(draft.order()));
        }
    }

    /** The order with its rounding line, once; refused if the totals still differ. */
    Outcome<PostedOrder> rounded(OrderDraft draft, long id, BigDecimal difference) {
        long product = draft.resolved()
                .rounding()
                .orElseThrow(() -> Stopped.refused(
                        "no-rounding-product",
                        "a difference of " + difference.toPlainString() + " needs a rounding line",
                        "set " + settings.property("rounding-product") + " to the SKU of a service product"));
        return together.of(new Wanted(draft, id, difference, product));
    }

    private void load(List<Asked<Wanted, PostedOrder>> asked) {
        batches.alone(asked, Wanted::keys, lot -> {
            String taxes = odoo.field("sale.order.line", "tax_ids", "tax_id") + "/.id";
            new Lots<Asked<Wanted, PostedOrder>>(
                            any -> 1,
                            some -> odoo.judge(OdooSession.loadCall("sale.order.line", table(some, taxes))),
                            this::loaded)
                    .send(lot);
        });
    }

    private Table table(List<Asked<Wanted, PostedOrder>> lot, String taxes) {
        Table table = new Table(List.of(
                "id", "order_id/.id", "product_id/.id", "name", "product_uom_qty", "price_unit", "discount", taxes));
        for (Asked<Wanted, PostedOrder> each : lot) {
            Wanted wanted = each.wish();
            table.record(Map.of(
                    "id",
                    new ExternalIds(settings.namespace(), wanted.draft.order().key()).rounding(),
                    "order_id/.id",
                    String.valueOf(wanted.id),
                    "product_id/.id",
                    String.valueOf(wanted.product),
                    "name",
                    "Rounding",
                    "product_uom_qty",
                    "1",
                    "price_unit",
                    wanted.difference.toPlainString(),
                    "discount",
                    "0",
                    taxes,
                    ""));
        }
        return table;
    }

    private void loaded(List<Asked<Wanted, PostedOrder>> lot, Judged judged) {
        Batches.together(lot, () -> {
            OdooSession.loadedIds(OdooSession.orStop(judged.outcome()), lot.size());
            List<Long> ids = lot.stream().map(each -> each.wish().id).toList();
            Map<Long, Row> rows = odoo.byId("sale.order", ids, Orders.READ);
            lot.forEach(each -> each.answer(
                    odoo.attempt(() -> compared(each.wish(), Optional.ofNullable(rows.get(each.wish().id))))));
        });
    }

    private static Outcome<PostedOrder> compared(Wanted wanted, Optional<Row> row) {
        if (row.isEmpty()) {
            return Orders.gone();
        }
        PostedOrder now = Orders.posted(row.get(), wanted.difference);
        return now.total().compareTo(wanted.draft.order().total()) == 0
                ? new Outcome.Done<>(now)
                : Orders.differs(wanted.draft.order(), now);
    }
}
