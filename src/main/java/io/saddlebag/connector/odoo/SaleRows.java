package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.LineSplit;
import io.saddlebag.order.Order;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes an order as rows of a load. A line's total, not its price, is what must come out, so a line whose total is no
 * multiple of a price is posted as two lines (17.99 for 2 pieces: 1 × 9.00 and 1 × 8.99). Odoo's discount stays zero:
 * the totals are net of discounts already. It is sent, because Odoo would compute one from the pricelist.
 */
final class SaleRows {

    private static final Set<String> OURS = Set.of(
            "id",
            ".id",
            "partner_id",
            "partner_invoice_id",
            "partner_shipping_id",
            "pricelist_id",
            "currency_id",
            "company_id",
            "order_line",
            "state",
            "name");

    private final OdooSettings settings;
    private final String taxes;

    /** @param taxField {@code tax_ids}, or {@code tax_id} before 19 (facts: erp 15) */
    SaleRows(OdooSettings settings, String taxField) {
        this.settings = settings;
        this.taxes = "order_line/" + taxField + "/.id";
    }

    /** The columns an order needs; orders of the same columns fit into one load. */
    List<String> columns(OrderDraft draft) {
        List<String> columns = new ArrayList<>(header(draft).keySet());
        columns.addAll(List.of(
                "order_line/id",
                "order_line/product_id/.id",
                "order_line/name",
                "order_line/product_uom_qty",
                "order_line/price_unit",
                "order_line/discount",
                taxes));
        return columns;
    }

    /** The rows of an order: the header with the first line, then the other lines. */
    List<Map<String, String>> of(OrderDraft draft) {
        List<Map<String, String>> rows = lines(draft);
        if (rows.isEmpty()) {
            throw Stopped.refused(
                    "no-lines", "order " + draft.order().key() + " has no lines", "an empty order cannot be posted");
        }
        Map<String, String> first = new LinkedHashMap<>(header(draft));
        first.putAll(rows.get(0));
        rows.set(0, first);
        return rows;
    }

    private Map<String, String> header(OrderDraft draft) {
        Order order = draft.order();
        Resolved resolved = draft.resolved();
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("id", ids(draft).self());
        cells.put("partner_id/.id", String.valueOf(draft.customer().partner()));
        cells.put("partner_invoice_id/.id", String.valueOf(draft.customer().invoice()));
        cells.put("partner_shipping_id/.id", String.valueOf(draft.customer().delivery()));
        // The pricelist carries the currency; none means the company's own, whatever the partner's pricelist is.
        cells.put("pricelist_id/.id", text(resolved.pricelist()));
        put(cells, "company_id/.id", resolved.company());
        put(cells, "warehouse_id/.id", resolved.warehouse());
        put(cells, "team_id/.id", settings.team());
        put(cells, "user_id/.id", settings.user());
        put(cells, "payment_term_id/.id", settings.paymentTerm());
        cells.put("client_order_ref", order.number());
        cells.put("origin", order.key().external());
        cells.put("date_order", date(order, draft.header()));
        mapped(draft.header()).forEach((name, value) -> {
            cells.keySet().removeIf(k -> base(k).equals(base(name)));
            cells.put(name, value);
        });
        return cells;
    }

    /** The order's date in Odoo, UTC: the mapping's, else the store's. */
    static String date(Order order, JsonNode header) {
        String stored = Row.TIME.format(order.createdAt().atOffset(ZoneOffset.UTC));
        return mapped(header).getOrDefault("date_order", stored);
    }

    /** What the mapping adds; it may not touch what identifies the order or makes its total. */
    private static Map<String, String> mapped(JsonNode header) {
        JsonNode fields = header.has("fields") ? header.get("fields") : header;
        Map<String, String> cells = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            JsonNode value = field.getValue();
            if (OURS.contains(base(field.getKey())) || value.isContainerNode()) {
                throw new Stopped(new Outcome.NotUnderstood<>(
                        "the mapping odoo/sale-order may not set " + field.getKey()
                                + (value.isContainerNode() ? " to a list or an object" : ""),
                        "take it out of mappings/odoo/sale-order.jslt"));
            }
            if (!value.isNull()) {
                cells.put(field.getKey(), value.asText());
            }
        }
        return cells;
    }

    private List<Map<String, String>> lines(OrderDraft draft) {
        Order order = draft.order();
        Resolved resolved = draft.resolved();
        List<Map<String, String>> rows = new ArrayList<>();
        for (Order.Line line : order.lines()) {
            Resolved.Item item = item(resolved.items(), line.id());
            LineSplit split = item.priceIncludesTax()
                    ? LineSplit.gross(line, resolved.priceDecimals())
                    : LineSplit.net(line, resolved.priceDecimals());
            boolean second = false;
            for (LineSplit.Part part : split.parts()) {
                rows.add(row(
                        ids(draft).line(line.id(), second),
                        item,
                        description(line),
                        part.quantity(),
                        part.unitPrice()));
                second = true;
            }
        }
        charges(rows, draft, Resolver.charged(order.shippingLines()), resolved.shipping());
        charges(rows, draft, Resolver.charged(order.fees()), resolved.fees());
        return rows;
    }

    private void charges(
            List<Map<String, String>> rows,
            OrderDraft draft,
            List<Order.Charge> charges,
            Map<String, Resolved.Item> items) {
        for (Order.Charge charge : charges) {
            Resolved.Item item = item(items, charge.id());
            BigDecimal amount = item.priceIncludesTax() ? charge.total().add(charge.totalTax()) : charge.total();
            rows.add(row(ids(draft).line(charge.id(), false), item, charge.title(), BigDecimal.ONE, amount));
        }
    }

    private Map<String, String> row(
            String externalId, Resolved.Item item, String name, BigDecimal quantity, BigDecimal price) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("order_line/id", externalId);
        cells.put("order_line/product_id/.id", String.valueOf(item.product()));
        cells.put("order_line/name", name.isBlank() ? "-" : name);
        cells.put("order_line/product_uom_qty", quantity.toPlainString());
        cells.put("order_line/price_unit", price.toPlainString());
        cells.put("order_line/discount", "0");
        cells.put(taxes, item.taxes().stream().map(String::valueOf).collect(Collectors.joining(",")));
        return cells;
    }

    /** The name as sold, and below it what the buyer chose; hidden metadata starts with an underscore. */
    private static String description(Order.Line line) {
        String chosen = line.meta().entrySet().stream()
                .filter(m -> !m.getKey().startsWith("_") && !m.getValue().isBlank())
                .sorted(Map.Entry.comparingByKey())
                .map(m -> "\n" + m.getKey() + ": " + m.getValue())
                .collect(Collectors.joining());
        return line.name() + chosen;
    }

    private ExternalIds ids(OrderDraft draft) {
        return new ExternalIds(settings.namespace(), draft.order().key());
    }

    private static Resolved.Item item(Map<String, Resolved.Item> items, String id) {
        Resolved.Item item = items.get(id);
        if (item == null) {
            throw Stopped.refused(
                    "not-resolved",
                    "line " + id + " was not resolved with this order",
                    "correct the line in the store");
        }
        return item;
    }

    private static void put(Map<String, String> cells, String column, OptionalLong id) {
        id.ifPresent(i -> cells.put(column, String.valueOf(i)));
    }

    private static String text(OptionalLong id) {
        return id.isPresent() ? String.valueOf(id.getAsLong()) : "";
    }

    private static String base(String column) {
        int slash = column.indexOf('/');
        return slash < 0 ? column : column.substring(0, slash);
    }
}
