package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.pricing.PriceRule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Which items' prices may have changed since a time, by {@code write_date}: a new price or cost bumps product and template
 * (facts: erp 13), a rule of a list has its own. {@code write_date} is the start of the transaction, cut to seconds (facts:
 * erp 14), so a poll looks back behind its cursor. That a rule was deleted, or was about something else before, no date tells.
 */
final class PriceChanges {

    /** About any item. */
    private static final Set<PriceRule.Scope> WIDE = Set.of(PriceRule.Scope.GLOBAL, PriceRule.Scope.UNKNOWN);

    private static final String PRODUCTS = "product.product";
    private static final String RULES = "product.pricelist.item";
    private static final int PAGE = 2_000;
    private static final int TARGETS = 500;

    private final OdooSession odoo;
    private final OdooSettings settings;
    private final PriceLists lists;

    PriceChanges(OdooSession odoo, OdooSettings settings, PriceLists lists) {
        this.odoo = odoo;
        this.settings = settings;
        this.lists = lists;
    }

    /**
     * What is to be read.
     *
     * @param items ids of variants, sorted; empty for all there are
     * @param next cursor of the next poll, empty where Odoo has nothing
     */
    record Changed(Optional<List<Long>> items, Optional<Instant> next) {}

    /** Everything, and the cursor after it. */
    Changed everything() {
        // Before the items are read: what changes meanwhile comes again with the next poll.
        Optional<Instant> next = newest(PRODUCTS, Domain.all());
        Optional<Instant> rules = newest(RULES, ofLists());
        return new Changed(
                Optional.empty(),
                next.isEmpty() || rules.filter(at -> at.isAfter(next.get())).isPresent() ? rules : next);
    }

    Changed since(Instant cursor) {
        String from = Row.TIME.format(cursor.minus(settings.overlap()).atOffset(ZoneOffset.UTC));
        Instant[] next = {cursor};
        Consumer<Row> date =
                row -> row.time("write_date").filter(at -> at.isAfter(next[0])).ifPresent(at -> next[0] = at);
        TreeSet<Long> items = new TreeSet<>();
        pages(PRODUCTS, Domain.all().after("write_date", from), List.of("write_date"), row -> {
            items.add(row.id());
            date.accept(row);
        });
        List<PriceRule> rules = new ArrayList<>();
        if (!lists.ids().isEmpty()) {
            List<String> fields = new ArrayList<>(Prices.fields(odoo));
            fields.add("write_date");
            pages(RULES, ofLists().after("write_date", from), fields, row -> {
                rules.add(Prices.rule(row));
                date.accept(row);
            });
        }
        if (rules.stream().anyMatch(rule -> WIDE.contains(rule.scope()))) {
            return new Changed(Optional.empty(), Optional.of(next[0]));
        }
        items.addAll(targets(rules, PriceRule.Scope.VARIANT, rule -> Set.of(rule.target())));
        touched("product_tmpl_id", targets(rules, PriceRule.Scope.PRODUCT, rule -> Set.of(rule.target())), items);
        touched("categ_id", targets(rules, PriceRule.Scope.CATEGORY, rule -> lists.below(rule.target())), items);
        return new Changed(Optional.of(List.copyOf(items)), Optional.of(next[0]));
    }

    private static Set<Long> targets(
            List<PriceRule> rules, PriceRule.Scope scope, Function<PriceRule, Collection<Long>> targets) {
        Set<Long> found = new HashSet<>();
        rules.stream().filter(rule -> rule.scope() == scope).forEach(rule -> found.addAll(targets.apply(rule)));
        return found;
    }

    private void touched(String field, Set<Long> targets, Set<Long> items) {
        List<Long> all = List.copyOf(targets);
        for (int at = 0; at < all.size(); at += TARGETS) {
            List<Long> some = all.subList(at, Math.min(at + TARGETS, all.size()));
            pages(PRODUCTS, Domain.all().inIds(field, some), List.of("default_code"), row -> items.add(row.id()));
        }
    }

    private Domain ofLists() {
        return Domain.all().inIds("pricelist_id", lists.ids());
    }

    private Optional<Instant> newest(String model, Domain domain) {
        return odoo
                .rows(OdooCall.searchRead(model, domain.terms(), List.of("write_date"))
                        .order("write_date desc, id desc")
                        .limit(1))
                .stream()
                .findFirst()
                .flatMap(row -> row.time("write_date"));
    }

    /** By id, so that a row changed meanwhile moves nothing out of sight. */
    private void pages(String model, Domain domain, List<String> fields, Consumer<Row> each) {
        long after = 0;
        List<Row> page;
        do {
            page = odoo.rows(OdooCall.searchRead(model, beyond(domain, after), fields)
                    .order("id asc")
                    .limit(PAGE));
            page.forEach(each);
            after = page.isEmpty() ? after : last(page, Row::id);
        } while (page.size() == PAGE);
    }

    private static long last(List<Row> page, ToLongFunction<Row> id) {
        return id.applyAsLong(page.get(page.size() - 1));
    }

    /** The same domain, for ids above one. */
    static ArrayNode beyond(Domain domain, long after) {
        ArrayNode terms = JsonNodeFactory.instance.arrayNode().addAll(domain.terms());
        terms.addArray().add("id").add(">").add(after);
        return terms;
    }
}
