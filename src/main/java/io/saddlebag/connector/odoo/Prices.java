package io.saddlebag.connector.odoo;

import io.saddlebag.pricing.Item;
import io.saddlebag.pricing.PriceList;
import io.saddlebag.pricing.PriceRule;
import io.saddlebag.pricing.PriceRule.Base;
import io.saddlebag.pricing.PriceRule.Calculation;
import io.saddlebag.pricing.PriceRule.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Prices of Odoo's price lists, read rule by rule, because no call answers a price (facts: erp 17; odoo19/107 to 113). */
final class Prices {

    private static final int DEEPEST = 20;
    private static final Map<String, Base> BASES =
            Map.of("list_price", Base.SALES_PRICE, "standard_price", Base.COST, "pricelist", Base.OTHER_LIST);

    private final OdooSession odoo;
    private final Catalogue catalogue;

    Prices(OdooSession odoo, Catalogue catalogue) {
        this.odoo = odoo;
        this.catalogue = catalogue;
    }

    ListedPrice of(String sku, BigDecimal quantity, String currency, Instant at) {
        Catalogue.Product product = catalogue.products(List.of(sku)).get(sku);
        if (product.active().isEmpty()) {
            throw Stopped.refused(
                    "unknown-sku",
                    "no active product in Odoo has the SKU " + sku,
                    "correct the SKU, or give it to one product in Odoo (Internal Reference)");
        }
        if (product.active().size() > 1) {
            throw Stopped.refused(
                    "duplicate-sku",
                    product.active().size() + " active products in Odoo have the SKU " + sku,
                    "leave the SKU on exactly one product in Odoo");
        }
        long companyCurrency =
                catalogue.company().ref("currency_id").orElseThrow(() -> Stopped.odd("the company has no currency"));
        Missing missing = new Missing();
        OptionalLong wanted = catalogue.currency(currency);
        if (wanted.isEmpty()) {
            missing.add(
                    "unknown-currency",
                    "Odoo does not sell in " + currency,
                    "activate the currency " + currency + " in Odoo");
            missing.stopIfAny();
        }
        OptionalLong list = catalogue.pricelist(currency, wanted.getAsLong(), companyCurrency, missing);
        missing.stopIfAny();
        Row row = odoo.one(
                "product.product", product.active().get(0), List.of("product_tmpl_id", "categ_id", "lst_price"));
        List<PriceRule> rules = list.isPresent() ? rules(list.getAsLong()) : List.of();
        boolean byCategory = rules.stream().anyMatch(rule -> rule.scope() == Scope.CATEGORY);
        Item item = new Item(
                row.id(),
                row.ref("product_tmpl_id").orElseThrow(() -> Stopped.odd("a product without a template")),
                byCategory ? categories(row.ref("categ_id")) : List.of(),
                row.number("lst_price"));
        PriceList prices = new PriceList(rules, wanted.getAsLong() == companyCurrency);
        return new ListedPrice(
                item.salesPrice(), list.isPresent() ? name(list.getAsLong()) : "", prices.of(item, quantity, at));
    }

    private String name(long list) {
        return odoo.one("product.pricelist", list, List.of("name")).text("name");
    }

    private List<PriceRule> rules(long list) {
        return odoo
                .rows(OdooCall.searchRead(
                        "product.pricelist.item",
                        Domain.all().is("pricelist_id", list).terms(),
                        fields(odoo)))
                .stream()
                .map(Prices::rule)
                .toList();
    }

    /** What of a rule is read. */
    static List<String> fields(OdooSession odoo) {
        List<String> fields = new ArrayList<>(List.of(
                "applied_on",
                "product_tmpl_id",
                "product_id",
                "compute_price",
                "fixed_price",
                "percent_price",
                "min_quantity",
                "date_start",
                "date_end"));
        fields.addAll(odoo.present(
                "product.pricelist.item",
                "categ_id",
                "base",
                "price_discount",
                "price_round",
                "price_surcharge",
                "price_min_margin",
                "price_max_margin"));
        return fields;
    }

    static PriceRule rule(Row row) {
        Scope scope =
                switch (row.text("applied_on")) {
                    case "0_product_variant" -> Scope.VARIANT;
                    case "1_product" -> Scope.PRODUCT;
                    case "2_product_category" -> Scope.CATEGORY;
                    case "3_global" -> Scope.GLOBAL;
                    default -> Scope.UNKNOWN;
                };
        long target =
                switch (scope) {
                    case VARIANT -> row.ref("product_id").orElse(0);
                    case PRODUCT -> row.ref("product_tmpl_id").orElse(0);
                    case CATEGORY -> row.ref("categ_id").orElse(0);
                    case GLOBAL, UNKNOWN -> 0;
                };
        return new PriceRule(
                row.id(),
                scope,
                target,
                row.number("min_quantity"),
                row.time("date_start"),
                row.time("date_end"),
                scope == Scope.UNKNOWN
                        ? new Calculation.Other("applied on " + row.text("applied_on"))
                        : calculation(row));
    }

    /** A fixed price stands on nothing, whatever stands in the field. */
    private static Calculation calculation(Row row) {
        String how = row.text("compute_price");
        if (how.equals("fixed")) {
            return new Calculation.Fixed(row.number("fixed_price"));
        }
        String word = row.has("base") ? row.text("base") : "list_price";
        Optional<Base> base = Optional.ofNullable(BASES.get(word));
        if (base.isEmpty()) {
            return new Calculation.Other("based on " + word);
        }
        return switch (how) {
            case "percentage" -> new Calculation.Discount(base.get(), row.number("percent_price"));
            case "formula" ->
                new Calculation.Formula(
                        base.get(),
                        Lookups.orZero(row, "price_discount"),
                        Lookups.orZero(row, "price_round"),
                        Lookups.orZero(row, "price_surcharge"),
                        Lookups.orZero(row, "price_min_margin"),
                        Lookups.orZero(row, "price_max_margin"));
            default -> new Calculation.Other(how);
        };
    }

    /** A category and all above it. */
    private List<Long> categories(OptionalLong own) {
        List<Long> chain = new ArrayList<>();
        OptionalLong next = own;
        while (next.isPresent() && chain.size() < DEEPEST) {
            chain.add(next.getAsLong());
            next = odoo.one("product.category", next.getAsLong(), List.of("parent_id"))
                    .ref("parent_id");
        }
        return chain;
    }
}
