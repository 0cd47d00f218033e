package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Posts orders: one create-once load, read back, totals compared, confirmed only when they are equal. Every step may be
 * repeated; an order whose total differs stays a draft quotation, and a repeat finds the same one.
 */
final class Orders {

    private static final List<String> READ = List.of(
            "name", "state", "currency_id", "amount_untaxed", "amount_tax", "amount_total", "order_line", "date_order");

    private final OdooSession odoo;
    private final OdooSettings settings;
    private final Writers writers;
    private final Runnable forget;

    Orders(OdooSession odoo, OdooSettings settings, Writers writers, Runnable forget) {
        this.odoo = odoo;
        this.settings = settings;
        this.writers = writers;
        this.forget = forget;
    }

    /** Posts orders; the outcomes are in the order of the drafts. */
    List<Outcome<PostedOrder>> create(List<OrderDraft> drafts) {
        List<String> keys = drafts.stream().map(d -> writerKey(d.order())).toList();
        return writers.alone(keys, () -> {
            List<Posting> postings = drafts.stream().map(Posting::new).toList();
            Map<List<String>, List<Posting>> alike = new LinkedHashMap<>();
            for (Posting posting : postings) {
                posting.outcome = odoo.attempt(() -> {
                    SaleRows rows = new SaleRows(settings, odoo.field("sale.order.line", "tax_ids", "tax_id"));
                    posting.rows = rows.of(posting.draft);
                    alike.computeIfAbsent(rows.columns(posting.draft), c -> new ArrayList<>())
                            .add(posting);
                    return posting.outcome;
                });
            }
            alike.forEach(this::createAlike);
            return postings.stream().map(p -> p.outcome).toList();
        });
    }

    /** An order on its way through a batch. */
    private static final class Posting {
        private final OrderDraft draft;
        private List<Map<String, String>> rows = List.of();
        private Outcome<PostedOrder> outcome = new Outcome.Unknown<>("not reached");

        Posting(OrderDraft draft) {
            this.draft = draft;
        }
    }

    /** One load for all; an order that makes Odoo reject the batch is taken out, the rest sent again (facts: erp 29). */
    private void createAlike(List<String> columns, List<Posting> postings) {
        List<Posting> left = new ArrayList<>(postings);
        while (!left.isEmpty()) {
            Table table = new Table(columns);
            left.forEach(p -> table.record(p.rows));
            Judged judged = odoo.judge(OdooSession.loadCall("sale.order", table));
            boolean refused = judged.outcome() instanceof Outcome.Refused<JsonNode>;
            if (refused) {
                forget.run(); // a product or partner may be gone: the next try looks again
            }
            if (refused && judged.record().isPresent() && judged.record().getAsInt() < left.size()) {
                Posting bad = left.remove(judged.record().getAsInt());
                bad.outcome = judged.outcome().then(any -> bad.outcome);
                continue;
            }
            Outcome<Map<Long, Row>> read = odoo.attempt(() -> {
                List<Long> ids = OdooSession.loadedIds(OdooSession.orStop(judged.outcome()), left.size());
                Map<Long, Row> byId = new HashMap<>();
                odoo.rows(OdooCall.read("sale.order", ids, READ)).forEach(r -> byId.put(r.id(), r));
                Map<Long, Row> inOrder = new LinkedHashMap<>();
                ids.forEach(id -> inOrder.put(id, byId.get(id)));
                return new Outcome.Done<>(inOrder);
            });
            Iterator<Posting> each = left.iterator();
            if (read instanceof Outcome.Done<Map<Long, Row>> done) {
                done.value().values().forEach(row -> read(each.next(), Optional.ofNullable(row)));
            } else {
                each.forEachRemaining(p -> p.outcome = read.then(any -> p.outcome));
            }
            return;
        }
    }

    private void read(Posting posting, Optional<Row> row) {
        posting.outcome = row.map(r -> odoo.attempt(() -> {
                    PostedOrder posted = posted(r, BigDecimal.ZERO);
                    return posted.open() ? new Outcome.Done<>(posted) : new Outcome.AlreadyThere<>(posted);
                }))
                .orElseGet(() -> new Outcome.Refused<>(
                        "record-gone", "the order is gone from Odoo", "look in Odoo who deleted it"));
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
            case LINE -> writers.alone(writerKey(order), () -> rounded(draft, posted.id(), difference));
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

    private Outcome<PostedOrder> rounded(OrderDraft draft, long id, BigDecimal difference) {
        long product = draft.resolved()
                .rounding()
                .orElseThrow(() -> Stopped.refused(
                        "no-rounding-product",
                        "a difference of " + difference.toPlainString() + " needs a rounding line",
                        "set " + settings.property("rounding-product") + " to the SKU of a service product"));
        String taxes = odoo.field("sale.order.line", "tax_ids", "tax_id") + "/.id";
        Table table = new Table(List.of(
                "id", "order_id/.id", "product_id/.id", "name", "product_uom_qty", "price_unit", "discount", taxes));
        table.record(Map.of(
                "id",
                new ExternalIds(settings.namespace(), draft.order().key()).rounding(),
                "order_id/.id",
                String.valueOf(id),
                "product_id/.id",
                String.valueOf(product),
                "name",
                "Rounding",
                "product_uom_qty",
                "1",
                "price_unit",
                difference.toPlainString(),
                "discount",
                "0",
                taxes,
                ""));
        odoo.load("sale.order.line", table);
        PostedOrder again = posted(odoo.one("sale.order", id, READ), difference);
        return again.total().compareTo(draft.order().total()) == 0
                ? new Outcome.Done<>(again)
                : differs(draft.order(), again);
    }

    private static Outcome<PostedOrder> differs(Order order, PostedOrder posted) {
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

    Outcome<PostedOrder> confirm(Order order, JsonNode header, long id) {
        return writers.alone(writerKey(order), () -> {
            // Not read before: confirming what is confirmed is refused and changes nothing (facts: erp 10).
            Outcome<JsonNode> answer = odoo.tell(OdooCall.records("sale.order", "action_confirm", List.of(id)));
            Row row = odoo.one("sale.order", id, READ);
            PostedOrder now = posted(row, BigDecimal.ZERO);
            if (now.confirmed()) {
                date(row, SaleRows.date(order, header));
                return answer.succeeded() ? new Outcome.Done<>(now) : new Outcome.AlreadyThere<>(now);
            }
            if (now.state().equals("cancel")) {
                return new Outcome.Refused<>(
                        "cancelled-in-erp",
                        "order " + now.number() + " is cancelled in Odoo",
                        "set it back to quotation in Odoo, or cancel the order in the store");
            }
            OdooSession.orStop(answer);
            return new Outcome.NotUnderstood<>(
                    "order " + now.number() + " is in state " + now.state() + " after its confirmation",
                    "look at it in Odoo: a module may ask for an approval");
        });
    }

    /** Confirming sets the order's date to now (odoo/addons/sale, {@code _prepare_confirmation_values}): set it back. */
    private void date(Row row, String dated) {
        if (!row.text("date_order").equals(dated)) {
            odoo.ask(OdooCall.write(
                    "sale.order",
                    List.of(row.id()),
                    JsonNodeFactory.instance.objectNode().put("date_order", dated)));
        }
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
