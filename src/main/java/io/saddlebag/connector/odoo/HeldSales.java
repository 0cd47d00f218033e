package io.saddlebag.connector.odoo;

import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads sales orders in bulk for a comparison. A plain user may not search external ids (facts: erp 9), so orders are found by
 * the ids we know, by their source document and by the customer's reference: of a copy made in Odoo the source stays.
 */
final class HeldSales {

    private static final int PAGE = 200;
    private static final int DIGITS = 2;
    private static final Pattern MARK = Pattern.compile("Saddlebag shipment \\[([^\\]<]+)\\]");
    private static final List<String> FIELDS = List.of(
            "name",
            "origin",
            "client_order_ref",
            "state",
            "currency_id",
            "amount_total",
            "date_order",
            "order_line",
            "invoice_ids");
    private static final List<String> MOVE = List.of(
            "name",
            "state",
            "move_type",
            "payment_state",
            "currency_id",
            "amount_total",
            "invoice_origin",
            "reversed_entry_id");

    private final OdooSession odoo;
    private final OdooSettings settings;

    HeldSales(OdooSession odoo, OdooSettings settings) {
        this.odoo = odoo;
        this.settings = settings;
    }

    /** Orders that are, or look like, the wanted ones, with bills and deliveries. */
    List<HeldSale> of(Collection<Long> ids, Collection<String> origins, Collection<String> references) {
        if (origins.isEmpty()) {
            return List.of();
        }
        Domain domain = Domain.all().or().or();
        domain.inIds("id", ids).in("origin", origins).in("client_order_ref", references);
        List<Row> sales = odoo.rows(
                OdooCall.searchRead("sale.order", domain.terms(), FIELDS).order("id asc"));
        Map<Long, List<HeldSale.Bill>> bills = bills(sales);
        Map<Long, List<HeldSale.Transfer>> transfers = transfers(sales);
        return sales.stream()
                .map(row ->
                        sale(row, bills.getOrDefault(row.id(), List.of()), transfers.getOrDefault(row.id(), List.of())))
                .toList();
    }

    /** Orders whose source names one of a store, dated in a window; page by page, by id, so that changes move none out of sight. */
    int dated(String store, Instant from, Instant to, Consumer<List<HeldSale>> pages) {
        long last = 0;
        int read = 0;
        List<Row> page;
        do {
            // '_' stands for any character here, so the answer is looked at again.
            Domain domain = Domain.all()
                    .where("origin", "=like", store + "_order_%")
                    .where("date_order", ">=", time(from))
                    .where("date_order", "<", time(to));
            domain.terms().addArray().add("id").add(">").add(last);
            page = odoo.rows(OdooCall.searchRead("sale.order", domain.terms(), FIELDS)
                    .order("id asc")
                    .limit(PAGE));
            List<HeldSale> sales = page.stream()
                    .filter(row -> row.text("origin").matches(Pattern.quote(store + "_order_") + "[0-9]{1,19}"))
                    .map(row -> sale(row, List.of(), List.of()))
                    .toList();
            for (Row row : page) {
                if (row.id() <= last) {
                    throw Stopped.odd("a list of sales orders is not sorted by id");
                }
                last = row.id();
            }
            read += page.size();
            if (!sales.isEmpty()) {
                pages.accept(sales);
            }
        } while (page.size() == PAGE);
        return read;
    }

    private static String time(Instant at) {
        return Row.TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    private HeldSale sale(Row row, List<HeldSale.Bill> bills, List<HeldSale.Transfer> transfers) {
        String currency = row.refName("currency_id");
        BigDecimal accepted = settings.rounding() == OdooSettings.Rounding.ACCEPT
                ? settings.tolerance(currency, row.ids("order_line").size())
                : BigDecimal.ZERO;
        return new HeldSale(
                row.id(),
                row.text("name"),
                row.text("origin"),
                row.text("client_order_ref"),
                row.text("state"),
                currency,
                money(row.number("amount_total")),
                accepted,
                row.time("date_order").orElse(Instant.EPOCH),
                bills,
                transfers);
    }

    /** Odoo answers amounts as floating point numbers; what is behind the sixth digit is no money. */
    private static BigDecimal money(BigDecimal amount) {
        BigDecimal plain = amount.setScale(6, java.math.RoundingMode.HALF_UP).stripTrailingZeros();
        return plain.scale() < DIGITS ? plain.setScale(DIGITS) : plain;
    }

    private Map<Long, List<HeldSale.Bill>> bills(List<Row> sales) {
        Map<Long, Set<Long>> ordersOf = new HashMap<>();
        sales.forEach(
                row -> row.ids("invoice_ids").forEach(move -> ordersOf.computeIfAbsent(move, m -> new LinkedHashSet<>())
                        .add(row.id())));
        Map<Long, List<HeldSale.Bill>> bills = new HashMap<>();
        if (ordersOf.isEmpty()) {
            return bills;
        }
        Domain domain = Domain.all().or();
        domain.inIds("id", ordersOf.keySet()).inIds("reversed_entry_id", ordersOf.keySet());
        for (Row move : odoo.rows(
                OdooCall.searchRead("account.move", domain.terms(), MOVE).order("id asc"))) {
            String type = move.text("move_type");
            if (!type.equals("out_invoice") && !type.equals("out_refund")) {
                continue;
            }
            Set<Long> orders = new LinkedHashSet<>(ordersOf.getOrDefault(move.id(), Set.of()));
            move.ref("reversed_entry_id").ifPresent(id -> orders.addAll(ordersOf.getOrDefault(id, Set.of())));
            boolean shared = orders.size() > 1 || move.text("invoice_origin").contains(",");
            HeldSale.Bill bill = new HeldSale.Bill(
                    move.id(),
                    move.text("name"),
                    type.equals("out_refund"),
                    move.text("state"),
                    move.text("payment_state"),
                    move.refName("currency_id"),
                    money(move.number("amount_total")),
                    shared);
            orders.forEach(order ->
                    bills.computeIfAbsent(order, o -> new ArrayList<>()).add(bill));
        }
        return bills;
    }

    private Map<Long, List<HeldSale.Transfer>> transfers(List<Row> sales) {
        Map<Long, List<HeldSale.Transfer>> transfers = new HashMap<>();
        if (sales.isEmpty()) {
            return transfers;
        }
        List<String> fields = new ArrayList<>(List.of("name", "sale_id", "note"));
        fields.addAll(odoo.present("stock.picking", "carrier_tracking_ref"));
        Domain domain = Domain.all()
                .inIds("sale_id", sales.stream().map(Row::id).toList())
                .is("state", "done")
                .is("picking_type_code", "outgoing");
        for (Row row : odoo.rows(
                OdooCall.searchRead("stock.picking", domain.terms(), fields).order("id asc"))) {
            row.ref("sale_id").ifPresent(sale -> transfers
                    .computeIfAbsent(sale, s -> new ArrayList<>())
                    .add(new HeldSale.Transfer(
                            row.id(),
                            row.text("name"),
                            marks(row.text("note")),
                            row.has("carrier_tracking_ref")
                                    ? Optional.of(row.text("carrier_tracking_ref"))
                                    : Optional.empty())));
        }
        return transfers;
    }

    private static Set<String> marks(String note) {
        Set<String> marks = new LinkedHashSet<>();
        Matcher matcher = MARK.matcher(note);
        while (matcher.find()) {
            marks.add(matcher.group(1));
        }
        return marks;
    }

    /** Ids of what was billed of orders. */
    List<Long> billed(Collection<Long> orders) {
        return orders.isEmpty()
                ? List.of()
                : odoo.rows(OdooCall.read("sale.order", orders, List.of("invoice_ids"))).stream()
                        .flatMap(row -> row.ids("invoice_ids").stream())
                        .distinct()
                        .toList();
    }

    /** The order a source document names. */
    static Optional<OrderKey> key(String origin) {
        Matcher matcher =
                Pattern.compile("([a-z0-9][a-z0-9-]{0,39})_order_([0-9]{1,19})").matcher(origin);
        return matcher.matches() ? Optional.of(new OrderKey(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
