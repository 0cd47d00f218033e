package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Invoices and credit notes by {@code write_date}. That is the start of the transaction that wrote them, cut to seconds
 * in answers (facts: erp 14), so a poll looks back behind its cursor and what it finds twice must change nothing. Ids
 * and dates are asked for first and the rows read in pages, so a change while paging moves nothing out of sight.
 */
final class InvoiceFeed {

    private static final int PAGE = 200;
    private static final List<String> FIELDS = List.of(
            "name",
            "state",
            "move_type",
            "payment_state",
            "invoice_origin",
            "ref",
            "amount_untaxed",
            "amount_tax",
            "amount_total",
            "amount_residual",
            "currency_id",
            "invoice_date",
            "write_date",
            "reversed_entry_id");

    private final OdooSession odoo;
    private final OdooSettings settings;

    InvoiceFeed(OdooSession odoo, OdooSettings settings) {
        this.odoo = odoo;
        this.settings = settings;
    }

    /** What changed since the cursor, at least about {@code most} where there is more: a page always gets beyond it. */
    InvoicePage since(Instant cursor, int most) {
        String from = Row.TIME.format(cursor.minus(settings.overlap()).atOffset(ZoneOffset.UTC));
        ArrayNode domain = Domain.all().after("write_date", from).terms();
        domain.addArray()
                .add("move_type")
                .add("in")
                .addArray()
                .add("out_invoice")
                .add("out_refund");
        // The dates as they are now: a row changed while we page gets a later one, which must not move the cursor.
        List<Row> changed = odoo.rows(OdooCall.searchRead("account.move", domain, List.of("write_date"))
                .order("write_date asc, id asc"));
        List<JsonNode> rows = new ArrayList<>();
        Instant next = cursor;
        int read = 0;
        while (read < changed.size() && (read < most || !next.isAfter(cursor))) {
            List<Row> page = changed.subList(read, Math.min(read + PAGE, changed.size()));
            rows.addAll(read(page.stream().map(Row::id).toList()));
            for (Row row : page) {
                Instant at = row.time("write_date").orElseThrow(() -> Stopped.odd("an invoice without write_date"));
                next = at.isAfter(next) ? at : next;
            }
            read += page.size();
        }
        return new InvoicePage(rows, next, read < changed.size());
    }

    /** Invoices by id, with the orders behind them. */
    List<JsonNode> read(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : withOrders(odoo.rows(OdooCall.read("account.move", ids, FIELDS)));
    }

    private List<JsonNode> withOrders(List<Row> moves) {
        List<Long> ids = moves.stream().map(Row::id).toList();
        List<Row> lines = ids.isEmpty()
                ? List.of()
                : odoo.rows(OdooCall.searchRead(
                        "account.move.line",
                        Domain.all()
                                .inIds("move_id", ids)
                                .given("sale_line_ids")
                                .terms(),
                        List.of("move_id", "sale_line_ids")));
        Map<Long, Set<Long>> saleLines = new HashMap<>();
        Set<Long> all = new LinkedHashSet<>();
        for (Row line : lines) {
            line.ref("move_id").ifPresent(move -> saleLines
                    .computeIfAbsent(move, m -> new LinkedHashSet<>())
                    .addAll(line.ids("sale_line_ids")));
            all.addAll(line.ids("sale_line_ids"));
        }
        Map<Long, Row> orders = new HashMap<>();
        if (!all.isEmpty()) {
            odoo.rows(OdooCall.read("sale.order.line", List.copyOf(all), List.of("order_id")))
                    .forEach(r -> orders.put(r.id(), r));
        }
        List<JsonNode> rows = new ArrayList<>();
        for (Row move : moves) {
            Map<Long, String> names = new LinkedHashMap<>();
            for (long saleLine : saleLines.getOrDefault(move.id(), Set.of())) {
                Row line = orders.get(saleLine);
                if (line != null) {
                    line.ref("order_id").ifPresent(o -> names.put(o, line.refName("order_id")));
                }
            }
            ObjectNode row = (ObjectNode) move.json().deepCopy();
            ArrayNode orderIds = row.putArray("order_ids");
            names.keySet().forEach(orderIds::add);
            ArrayNode orderNames = row.putArray("order_names");
            names.values().forEach(orderNames::add);
            if (names.isEmpty()) { // e.g. a credit note made by hand
                for (String origin : move.text("invoice_origin").split(",")) {
                    if (!origin.isBlank()) {
                        orderNames.add(origin.strip());
                    }
                }
            }
            rows.add(row);
        }
        return rows;
    }
}
