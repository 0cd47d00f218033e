package io.saddlebag.connector.odoo;

import io.saddlebag.message.LevelReport.Incoming;
import io.saddlebag.message.LevelReport.Item;
import io.saddlebag.message.LevelReport.Level;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the stock of products whole: a level is the sum of a product's quantities (lots, packages, places) in a warehouse, so
 * one changed quantity is never enough. Of what Odoo does not count (services, consumables, kits made of others) nothing is known:
 * a level of nothing would take it off sale.
 */
final class Levels {

    private final OdooSession odoo;
    private final StockReading settings;
    private final Cache<String, List<Row>> lists;
    private final Clock clock;

    Levels(OdooSession odoo, OdooSettings settings, Clock clock) {
        this.odoo = odoo;
        this.settings = settings.stock();
        this.lists = new Cache<>(clock, settings.cacheFor());
        this.clock = clock;
    }

    /** Receipts, open or not. */
    static Domain receipts() {
        return Domain.all().is("picking_type_id.code", "incoming");
    }

    /** Moves that change what there is or will be: receipts, and whatever was done. */
    static Domain movements() {
        return Domain.all().or().is("picking_type_id.code", "incoming").is("state", "done");
    }

    /** Where a product's pieces are counted. */
    private record Sum(BigDecimal onHand, BigDecimal reserved, BigDecimal held, List<Incoming> incoming) {

        static final Sum NOTHING = new Sum(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, List.of());

        Sum and(Sum other) {
            List<Incoming> all = new ArrayList<>(incoming);
            all.addAll(other.incoming);
            return new Sum(onHand.add(other.onHand), reserved.add(other.reserved), held.add(other.held), all);
        }
    }

    /** The stock of products and of all that share their SKUs. */
    LevelPage of(Set<Long> products, LevelCursor next, boolean more) {
        if (products.isEmpty()) {
            return new LevelPage(List.of(), List.of(), List.of(), next.text(), more);
        }
        Instant at = clock.instant();
        Map<String, List<Row>> bySku = bySku(products);
        List<String> notices = new ArrayList<>();
        Map<Long, String> skus = new LinkedHashMap<>();
        List<Item> items = new ArrayList<>();
        bySku.forEach((sku, rows) -> one(sku, rows, notices).ifPresent(product -> {
            if (OdooSession.isCounted(product)) {
                skus.put(product.id(), sku);
            }
            items.add(new Item(sku, category(product), product.flag("active"), at));
        }));
        return new LevelPage(levels(skus, at), items, notices, next.text(), more);
    }

    /** Products by SKU, compared exactly; all that have one of the SKUs the named products have. */
    private Map<String, List<Row>> bySku(Set<Long> products) {
        Set<String> skus = new LinkedHashSet<>();
        odoo.rows(OdooCall.read("product.product", products, List.of("default_code"))).stream()
                .map(row -> row.text("default_code"))
                .filter(sku -> !sku.isBlank())
                .forEach(skus::add);
        Map<String, List<Row>> found = new TreeMap<>();
        if (!skus.isEmpty()) {
            List<String> fields = new ArrayList<>(List.of("default_code", "active", "categ_id"));
            fields.addAll(odoo.kind());
            odoo
                    .rows(OdooCall.searchRead(
                            "product.product",
                            Domain.all().in("default_code", skus).archivedToo().terms(),
                            fields))
                    .stream()
                    .filter(row -> skus.contains(row.text("default_code")))
                    .forEach(row -> found.computeIfAbsent(row.text("default_code"), sku -> new ArrayList<>())
                            .add(row));
        }
        return found;
    }

    /** The product a SKU means: the only active one, else the only archived one. */
    private Optional<Row> one(String sku, List<Row> rows, List<String> notices) {
        List<Row> active = rows.stream().filter(row -> row.flag("active")).toList();
        if (active.size() > 1) {
            notices.add("duplicate SKU '" + sku + "': " + active.size() + " active products in Odoo have it, so nothing"
                    + " is known of its stock; give each its own internal reference");
        }
        List<Row> wanted = active.isEmpty() ? rows : active;
        return wanted.size() == 1 ? Optional.of(wanted.get(0)) : Optional.empty();
    }

    private String category(Row product) {
        OptionalLong id = product.ref("categ_id");
        return id.isEmpty()
                ? ""
                : list("product.category", List.of("complete_name")).stream()
                        .filter(row -> row.id() == id.getAsLong())
                        .map(row -> row.text("complete_name"))
                        .findFirst()
                        .orElseGet(() -> product.refName("categ_id"));
    }

    private List<Level> levels(Map<Long, String> skus, Instant at) {
        if (skus.isEmpty()) {
            return List.of();
        }
        Map<Long, String> warehouses = new LinkedHashMap<>();
        list("stock.warehouse", List.of("code")).forEach(row -> warehouses.put(row.id(), row.text("code")));
        Map<Long, Row> locations = new HashMap<>();
        list("stock.location", List.of("complete_name", "usage", "warehouse_id"))
                .forEach(row -> locations.put(row.id(), row));
        Map<Long, Map<String, Sum>> sums = new HashMap<>();
        for (Row quant : quants(skus.keySet())) {
            add(sums, quant, warehouse(quant, "location_id", locations, warehouses), quantity(quant, locations));
        }
        for (Row move : moves(skus.keySet())) {
            add(sums, move, warehouse(move, "location_dest_id", locations, warehouses), incoming(move, at));
        }
        List<Level> levels = new ArrayList<>();
        skus.forEach((product, sku) -> warehouses.values().forEach(code -> {
            Sum sum = sums.getOrDefault(product, Map.of()).getOrDefault(code, Sum.NOTHING);
            levels.add(new Level(
                    code,
                    sku,
                    whole(sum.onHand(), RoundingMode.FLOOR),
                    whole(sum.reserved(), RoundingMode.CEILING),
                    whole(sum.held(), RoundingMode.CEILING),
                    sum.incoming(),
                    at));
        }));
        return levels;
    }

    private static void add(Map<Long, Map<String, Sum>> sums, Row row, Optional<String> warehouse, Sum more) {
        OptionalLong product = row.ref("product_id");
        if (product.isPresent() && warehouse.isPresent()) {
            sums.computeIfAbsent(product.getAsLong(), id -> new HashMap<>()).merge(warehouse.get(), more, Sum::and);
        }
    }

    /** The warehouse a location belongs to; what lies in none is not for sale. */
    private static Optional<String> warehouse(
            Row row, String field, Map<Long, Row> locations, Map<Long, String> warehouses) {
        OptionalLong location = row.ref(field);
        if (location.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(locations.get(location.getAsLong()))
                .map(place -> place.ref("warehouse_id"))
                .filter(OptionalLong::isPresent)
                .map(id -> warehouses.get(id.getAsLong()));
    }

    private List<Row> quants(Collection<Long> products) {
        Domain domain = Domain.all().inIds("product_id", products).is("location_id.usage", "internal");
        if (!settings.consignment()) {
            domain.empty("owner_id");
        }
        return odoo.rows(OdooCall.searchRead(
                "stock.quant", domain.terms(), List.of("product_id", "location_id", "quantity", "reserved_quantity")));
    }

    private Sum quantity(Row quant, Map<Long, Row> locations) {
        BigDecimal there = quant.number("quantity");
        BigDecimal reserved = quant.number("reserved_quantity");
        String name = Optional.ofNullable(locations.get(quant.ref("location_id").orElse(0)))
                .map(row -> row.text("complete_name"))
                .orElse("");
        BigDecimal held = settings.holds(name) ? there.subtract(reserved).max(BigDecimal.ZERO) : BigDecimal.ZERO;
        return new Sum(there, reserved, held, List.of());
    }

    /** What is on its way into an internal place; {@code product_qty} is in the product's unit, which quantities are in. */
    private List<Row> moves(Collection<Long> products) {
        List<String> fields = new ArrayList<>(List.of("product_id", "location_dest_id", "date", "origin"));
        fields.add(odoo.field("stock.move", "product_qty", "product_uom_qty"));
        fields.addAll(odoo.present("stock.move", "reference"));
        return odoo.rows(OdooCall.searchRead(
                "stock.move",
                receipts()
                        .inIds("product_id", products)
                        .in("state", List.of("confirmed", "assigned", "partially_available"))
                        .terms(),
                fields));
    }

    private static Sum incoming(Row move, Instant now) {
        long pieces =
                whole(move.number(move.has("product_qty") ? "product_qty" : "product_uom_qty"), RoundingMode.FLOOR);
        String reference = move.has("reference") && !move.text("reference").isEmpty()
                ? move.text("reference")
                : move.text("origin");
        return pieces <= 0
                ? Sum.NOTHING
                : new Sum(
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        List.of(new Incoming(pieces, move.time("date").orElse(now), reference)));
    }

    private static long whole(BigDecimal number, RoundingMode mode) {
        return number.setScale(0, mode).longValue();
    }

    private List<Row> list(String model, List<String> fields) {
        return lists.get(
                model, () -> odoo.rows(OdooCall.searchRead(model, Domain.all().terms(), fields)));
    }
}
