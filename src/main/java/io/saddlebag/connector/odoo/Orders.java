package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Posts orders: one create-once load, read back, totals compared. Orders that come together are created and read together,
 * a bad one is refused alone. Every step may be repeated; an order whose total differs stays a draft quotation, and a
 * repeat finds the same one.
 */
final class Orders {

    static final List<String> READ = List.of(
            "name", "state", "currency_id", "amount_untaxed", "amount_tax", "amount_total", "order_line", "date_order");

    private final OdooSession odoo;
    private final OdooSettings settings;
    private final Writers writers;
    private final Batches batches;
    private final Roundings roundings;
    private final Runnable forget;
    private final Coalescer<OrderDraft, PostedOrder> together;

    Orders(OdooSession odoo, OdooSettings settings, Writers writers, Batches batches, Runnable forget) {
        this.odoo = odoo;
        this.settings = settings;
        this.writers = writers;
        this.batches = batches;
        this.roundings = new Roundings(odoo, settings, batches);
        this.forget = forget;
        this.together = batches.of(this::create);
    }

    /** Posts an order, together with others that come at the same time. */
    Outcome<PostedOrder> create(OrderDraft draft) {
        return together.of(draft);
    }

    private void create(List<Asked<OrderDraft, PostedOrder>> asked) {
        batches.alone(asked, draft -> List.of(writerKey(draft.order())), all -> {
            SaleRows rows = new SaleRows(settings, odoo.field("sale.order.line", "tax_ids", "tax_id"));
            Map<List<String>, List<Posting>> alike = new LinkedHashMap<>();
            all.forEach(each -> Batches.one(each, () -> {
                Posting posting = new Posting(each, rows.of(each.wish()), rows.columns(each.wish()));
                alike.computeIfAbsent(posting.columns, c -> new ArrayList<>()).add(posting);
            }));
            alike.forEach((columns, postings) -> new Lots<Posting>(
                            any -> 1,
                            lot -> odoo.judge(OdooSession.loadCall("sale.order", table(columns, lot))),
                            this::created)
                    .send(postings));
        });
    }

    /** An order on its way through a batch. */
    private record Posting(
            Asked<OrderDraft, PostedOrder> asked, List<Map<String, String>> rows, List<String> columns) {}

    private static Table table(List<String> columns, List<Posting> lot) {
        Table table = new Table(columns);
        lot.forEach(posting -> table.record(posting.rows));
        return table;
    }

    private void created(List<Posting> lot, Judged judged) {
        if (judged.outcome() instanceof Outcome.Refused<JsonNode>) {
            forget.run(); // a product or partner may be gone: the next try looks again
        }
        Batches.together(lot.stream().map(Posting::asked).toList(), () -> {
            List<Long> ids = OdooSession.loadedIds(OdooSession.orStop(judged.outcome()), lot.size());
            Map<Long, Row> rows = odoo.byId("sale.order", ids, READ);
            for (int i = 0; i < ids.size(); i++) {
                Optional<Row> row = Optional.ofNullable(rows.get(ids.get(i)));
                lot.get(i).asked.answer(odoo.attempt(() -> read(row)));
            }
        });
    }

    private static Outcome<PostedOrder> read(Optional<Row> row) {
        if (row.isEmpty()) {
            return gone();
        }
        PostedOrder posted = posted(row.get(), BigDecimal.ZERO);
        return posted.open() ? new Outcome.Done<>(posted) : new Outcome.AlreadyThere<>(posted);
    }

    static Outcome<PostedOrder> gone() {
        return new Outcome.Refused<>("record-gone", "the order is gone from Odoo", "look in Odoo who deleted it");
    }

    /** Compares with the store; adds a rounding line where the settings say so. */
    Outcome<PostedOrder> compare(OrderDraft draft, PostedOrder posted) {
        Order order = draft.order();
        if (!posted.open() && !posted.confirmed()) {
            return new Outcome.AlreadyThere<>(posted); // cancelled: confirming says so
        }
        if (posted.currencyId() != draft.resolved().currency()) {
            return new Outcome.Refused<>(
                    "wrong-currency",
                    "the order is in " + order.currency() + ", Odoo's " + posted.number() + " is in "
                            + posted.currency(),
                    "set " + settings.property("pricelist." + order.currency()) + " to a pricelist in "
                            + order.currency() + " and delete the draft " + posted.number());
        }
        BigDecimal difference = order.total().subtract(posted.total());
        BigDecimal taxDifference = order.totalTax().subtract(posted.tax());
        BigDecimal tolerance = settings.tolerance(
                order.currency(),
                order.lines().size()
                        + order.shippingLines().size()
                        + order.fees().size());
        if (difference.abs().compareTo(tolerance) > 0 || taxDifference.abs().compareTo(tolerance) > 0) {
            return differs(order, posted);
        }
        if (posted.confirmed()) {
            return new Outcome.AlreadyThere<>(posted); // by an earlier try of ours, and for the same money
        }
        if (difference.signum() == 0) {
            return new Outcome.Done<>(posted);
        }
        return switch (settings.rounding()) {
            case ACCEPT -> new Outcome.Done<>(posted.withRounding(difference));
            case PARK -> differs(order, posted);
            case LINE -> roundings.rounded(draft, posted.id(), difference);
        };
    }

    /**
     * Compares goods, prices and addresses with what this version of the order would have been posted as. Needed where an
     * earlier version may have been created: the create-once then leaves that one as it is.
     */
    Outcome<PostedOrder> compareContent(OrderDraft draft, PostedOrder posted) {
        Row header = odoo.one("sale.order", posted.id(), List.of("partner_invoice_id", "partner_shipping_id"));
        boolean addressed = header.ref("partner_invoice_id")
                        .equals(OptionalLong.of(draft.customer().invoice()))
                && header.ref("partner_shipping_id")
                        .equals(OptionalLong.of(draft.customer().delivery()));
        List<String> held = odoo
                .rows(OdooCall.searchRead(
                        "sale.order.line",
                        Domain.all().is("order_id", posted.id()).terms(),
                        List.of("product_id", "product_uom_qty", "price_unit")))
                .stream()
                .filter(line -> !line.ref("product_id").equals(draft.resolved().rounding()))
                .map(line -> goods(
                        String.valueOf(line.ref("product_id").orElse(0)),
                        line.number("product_uom_qty"),
                        line.number("price_unit")))
                .sorted()
                .toList();
        List<String> wanted = new SaleRows(settings, odoo.field("sale.order.line", "tax_ids", "tax_id"))
                .of(draft).stream()
                        .map(cells -> goods(
                                cells.get("order_line/product_id/.id"),
                                new BigDecimal(cells.get("order_line/product_uom_qty")),
                                new BigDecimal(cells.get("order_line/price_unit"))))
                        .sorted()
                        .toList();
        return addressed && held.equals(wanted)
                ? new Outcome.Done<>(posted)
                : new Outcome.Refused<>(
                        "earlier-version",
                        "Odoo has " + posted.number() + ", made from the order as it was before the store changed it",
                        "cancel and delete " + posted.number() + " in Odoo, then save the order in the store");
    }

    private static String goods(String product, BigDecimal quantity, BigDecimal price) {
        return product + " x " + quantity.stripTrailingZeros().toPlainString() + " at "
                + price.stripTrailingZeros().toPlainString();
    }

    static Outcome<PostedOrder> differs(Order order, PostedOrder posted) {
        return new Outcome.Refused<>(
                "totals-differ",
                "the store's total is %s %s with %s tax, Odoo's %s is %s with %s tax"
                        .formatted(
                                order.total().toPlainString(),
                                order.currency(),
                                order.totalTax().toPlainString(),
                                posted.number(),
                                posted.total().toPlainString(),
                                posted.tax().toPlainString()),
                "compare the taxes of both; correct the mapping tax.…, delete the draft " + posted.number()
                        + " in Odoo, or raise total-tolerance");
    }

    Outcome<PostedOrder> cancel(String writer, long id) {
        return writers.alone(writer, () -> {
            PostedOrder before = posted(odoo.one("sale.order", id, READ), BigDecimal.ZERO);
            if (before.state().equals("cancel")) {
                return new Outcome.AlreadyThere<>(before);
            }
            Outcome<JsonNode> answer = odoo.tell(OdooCall.records("sale.order", "action_cancel", List.of(id))
                    .context("disable_cancel_warning", true));
            PostedOrder after = posted(odoo.one("sale.order", id, READ), BigDecimal.ZERO);
            if (after.state().equals("cancel")) {
                return new Outcome.Done<>(after);
            }
            OdooSession.orStop(answer);
            return new Outcome.Refused<>(
                    "not-cancelled",
                    "order " + after.number() + " is still in state " + after.state(),
                    "cancel it in Odoo: it may be locked, shipped or invoiced");
        });
    }

    List<OrderStatus> status(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<String> fields = new ArrayList<>(List.of("name", "state", "invoice_status"));
        fields.addAll(odoo.present("sale.order", "delivery_status"));
        return odoo.rows(OdooCall.read("sale.order", ids, fields)).stream()
                .map(r -> new OrderStatus(
                        r.id(),
                        r.text("name"),
                        r.text("state"),
                        r.has("delivery_status") ? r.text("delivery_status") : "",
                        r.text("invoice_status")))
                .toList();
    }

    static PostedOrder posted(Row row, BigDecimal rounding) {
        return new PostedOrder(
                row.id(),
                row.text("name"),
                row.text("state"),
                row.ref("currency_id").orElseThrow(() -> Stopped.odd("a sales order without a currency")),
                row.refName("currency_id"),
                row.number("amount_untaxed"),
                row.number("amount_tax"),
                row.number("amount_total"),
                rounding);
    }

    static String writerKey(Order order) {
        return "order " + order.key();
    }
}
