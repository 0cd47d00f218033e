package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.pricing.PriceRule;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what makes prices: items with their sales price, cost and taxes, and the rules of the price lists about them, a page
 * of items in three calls. Nothing but a page and the ids that are left is kept in memory.
 */
final class PriceFeed {

    private static final int PAGE = 200;
    private static final String PRODUCTS = "product.product";

    private final OdooSession odoo;
    private final OdooSettings settings;
    private final Catalogue catalogue;
    private final Clock clock;

    PriceFeed(OdooSession odoo, OdooSettings settings, Catalogue catalogue, Clock clock) {
        this.odoo = odoo;
        this.settings = settings;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Begins a sweep: of what changed since a cursor, or of everything where there is none. */
    PriceSweep open(Optional<Instant> cursor, Collection<String> names) {
        PriceLists lists = new PriceLists(odoo, catalogue, names);
        PriceChanges changes = new PriceChanges(odoo, settings, lists);
        PriceChanges.Changed changed = cursor.map(changes::since).orElseGet(changes::everything);
        return new PriceSweep(
                (cursor.isEmpty() ? "all-" : "changes-") + clock.instant(),
                cursor.isEmpty(),
                lists,
                changed.items().map(ArrayList::new),
                changed.next());
    }

    /** Reads the next page of a sweep; the last one ends the run. */
    JsonNode next(PriceSweep sweep) {
        PriceDocument page = new PriceDocument(settings.name(), sweep.run(), clock.instant());
        List<Row> rows = sweep.nextIds(PAGE)
                .map(ids ->
                        ids.isEmpty() ? List.<Row>of() : products(Domain.all().inIds("id", ids), 0))
                .orElseGet(() -> products(Domain.all(), sweep.after()));
        sweep.read(rows.stream().map(Row::id).toList(), PAGE);
        List<Row> named =
                rows.stream().filter(row -> !row.text("default_code").isBlank()).toList();
        if (!named.isEmpty()) {
            fill(page, sweep.lists(), named);
        }
        return (sweep.isAtEnd() ? page.last(sweep.complete()) : page).json();
    }

    private List<Row> products(Domain domain, long after) {
        List<String> fields =
                new ArrayList<>(List.of("default_code", "product_tmpl_id", "categ_id", "lst_price", "taxes_id"));
        fields.addAll(odoo.present(PRODUCTS, "standard_price", "type"));
        return odoo.rows(OdooCall.searchRead(PRODUCTS, PriceChanges.beyond(domain, after), fields)
                .order("id asc")
                .limit(PAGE));
    }

    private void fill(PriceDocument page, PriceLists lists, List<Row> rows) {
        Map<Long, List<Long>> categories = new LinkedHashMap<>();
        rows.forEach(row -> categories.put(row.id(), lists.above(row.ref("categ_id"))));
        rules(lists, rows, categories)
                .forEach(
                        (list, rules) -> page.list(list, lists.lists().get(list).currency(), rules));
        Set<String> shared = shared(rows);
        for (Row row : rows) {
            ObjectNode item = page.item(
                    row.text("default_code"),
                    row.id(),
                    template(row),
                    categories.get(row.id()),
                    lists.companyCurrency());
            item.put("salesPrice", PriceDocument.plain(row.number("lst_price")));
            if (row.has("type") && row.text("type").equals("service")) {
                item.put("service", true);
            }
            cost(row).ifPresent(cost -> item.put("cost", PriceDocument.plain(cost)));
            ArrayNode taxes = item.withArray("taxes");
            lists.taxes(row.ids("taxes_id")).forEach(tax -> taxes.add(tax(tax)));
            if (shared.contains(row.text("default_code"))) {
                item.put("shared", true);
            }
        }
    }

    private static Optional<BigDecimal> cost(Row row) {
        return row.has("standard_price")
                ? Optional.of(row.number("standard_price")).filter(cost -> cost.signum() > 0)
                : Optional.empty();
    }

    private static ObjectNode tax(Row row) {
        ObjectNode tax = JsonNodeFactory.instance
                .objectNode()
                .put("name", row.text("name"))
                .put("included", row.flag("price_include"));
        if (row.text("amount_type").equals("percent")) {
            tax.put("percent", PriceDocument.plain(row.number("amount")));
        }
        return tax;
    }

    private static long template(Row row) {
        return row.ref("product_tmpl_id").orElseThrow(() -> Stopped.odd("a product without a template"));
    }

    /** The rules about any of these items, by the word for their list; every list that was found is named. */
    private Map<String, List<PriceRule>> rules(PriceLists lists, List<Row> rows, Map<Long, List<Long>> categories) {
        Map<String, List<PriceRule>> found = new LinkedHashMap<>();
        lists.lists().keySet().forEach(list -> found.put(list, new ArrayList<>()));
        if (found.isEmpty()) {
            return found;
        }
        Set<Long> templates =
                rows.stream().map(PriceFeed::template).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Long> groups = new LinkedHashSet<>();
        categories.values().forEach(groups::addAll);
        ArrayNode domain = Domain.all()
                .inIds("pricelist_id", lists.ids())
                .or()
                .or()
                .or()
                .is("applied_on", "3_global")
                .inIds("product_id", rows.stream().map(Row::id).toList())
                .inIds("product_tmpl_id", templates)
                .inIds("categ_id", groups)
                .terms();
        List<String> fields = new ArrayList<>(Prices.fields(odoo));
        fields.add("pricelist_id");
        Map<Long, List<String>> names = new HashMap<>();
        lists.lists().forEach((name, list) -> names.computeIfAbsent(list.id(), id -> new ArrayList<>())
                .add(name));
        for (Row row : odoo.rows(OdooCall.searchRead("product.pricelist.item", domain, fields))) {
            PriceRule rule = Prices.rule(row);
            names.getOrDefault(row.ref("pricelist_id").orElse(0), List.of())
                    .forEach(name -> found.get(name).add(rule));
        }
        return found;
    }

    /** SKUs that more than one active product has. */
    private Set<String> shared(List<Row> rows) {
        Set<String> once = new HashSet<>();
        Set<String> more = new HashSet<>();
        odoo.rows(OdooCall.searchRead(
                        PRODUCTS,
                        Domain.all()
                                .in(
                                        "default_code",
                                        rows.stream()
                                                .map(row -> row.text("default_code"))
                                                .toList())
                                .terms(),
                        List.of("default_code")))
                .forEach(row -> {
                    if (!once.add(row.text("default_code"))) {
                        more.add(row.text("default_code"));
                    }
                });
        return more;
    }
}
