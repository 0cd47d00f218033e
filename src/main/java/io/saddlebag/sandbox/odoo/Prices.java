package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Price of a product in a pricelist; without a rule, the sales price. No call answers it directly (odoo19/109-114). The rule
 * that counts is the first by {@code applied_on, min_quantity desc, id desc} of those good now.
 */
final class Prices {

    private static final int DEEPEST = 10;

    private final Store store;

    Prices(Store store) {
        this.store = store;
    }

    BigDecimal of(int product, int pricelist, BigDecimal quantity) {
        return of(product, pricelist, quantity, DEEPEST);
    }

    private BigDecimal of(int product, int pricelist, BigDecimal quantity, int depth) {
        Optional<Row> variant = store.table("product.product").find(product);
        int template = variant.map(v -> v.ref("product_tmpl_id")).orElse(0);
        Optional<Row> parent = store.table("product.template").find(template);
        BigDecimal list = parent.map(t -> t.num("list_price")).orElse(BigDecimal.ZERO);
        Set<Integer> categories = parent.map(t -> above(t.ref("categ_id"))).orElse(Set.of());
        Table items = store.table("product.pricelist.item");
        return items.lookUp("pricelist_id", pricelist).stream()
                .map(id -> items.find(id).orElseThrow())
                .filter(i -> i.ref("product_id") == 0 || i.ref("product_id") == product)
                .filter(i -> i.ref("product_tmpl_id") == 0 || i.ref("product_tmpl_id") == template)
                .filter(i -> i.ref("categ_id") == 0 || categories.contains(i.ref("categ_id")))
                .filter(i -> i.num("min_quantity").compareTo(quantity) <= 0)
                .filter(this::isGoodNow)
                .min(Comparator.<Row, String>comparing(i -> i.text("applied_on"))
                        .thenComparing(Comparator.<Row, BigDecimal>comparing(i -> i.num("min_quantity"))
                                .reversed())
                        .thenComparing(Comparator.<Row>comparingInt(i -> i.id).reversed()))
                .map(rule -> price(rule, base(rule, variant, product, list, quantity, depth)))
                .orElse(list);
    }

    private boolean isGoodNow(Row rule) {
        long now = store.now();
        long end = rule.time("date_end");
        return rule.time("date_start") <= now && (end == 0 || end >= now);
    }

    private Set<Integer> above(int category) {
        Set<Integer> chain = new HashSet<>();
        int next = category;
        while (next != 0 && chain.add(next)) {
            next = store.table("product.category")
                    .find(next)
                    .map(c -> c.ref("parent_id"))
                    .orElse(0);
        }
        return chain;
    }

    private BigDecimal base(
            Row rule, Optional<Row> variant, int product, BigDecimal list, BigDecimal quantity, int depth) {
        if (rule.is("base", "standard_price")) {
            return variant.map(v -> v.num("standard_price")).orElse(BigDecimal.ZERO);
        }
        return rule.is("base", "pricelist") && depth > 0
                ? of(product, rule.ref("base_pricelist_id"), quantity, depth - 1)
                : list;
    }

    private static BigDecimal price(Row rule, BigDecimal base) {
        if (rule.is("compute_price", "fixed")) {
            return rule.num("fixed_price");
        }
        boolean formula = rule.is("compute_price", "formula");
        BigDecimal price = base.subtract(base.multiply(rule.num(formula ? "price_discount" : "percent_price"))
                .divide(BigDecimal.valueOf(100), MathContext.DECIMAL64));
        if (!formula) {
            return price;
        }
        BigDecimal step = rule.num("price_round");
        if (step.signum() > 0) {
            price = price.divide(step, 0, RoundingMode.HALF_UP).multiply(step);
        }
        price = price.add(rule.num("price_surcharge"));
        BigDecimal least = rule.num("price_min_margin");
        BigDecimal most = rule.num("price_max_margin");
        price = least.signum() == 0 ? price : price.max(base.add(least));
        return most.signum() == 0 ? price : price.min(base.add(most));
    }
}
