package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.Optional;

/** Price of a product in a pricelist; without a rule, the sales price. No call answers it directly (odoo19/109-114). */
final class Prices {

    private final Store store;

    Prices(Store store) {
        this.store = store;
    }

    BigDecimal of(int product, int pricelist, BigDecimal quantity) {
        Optional<Row> variant = store.table("product.product").find(product);
        int template = variant.map(v -> v.ref("product_tmpl_id")).orElse(0);
        BigDecimal list = store.table("product.template")
                .find(template)
                .map(t -> t.num("list_price"))
                .orElse(BigDecimal.ZERO);
        Table items = store.table("product.pricelist.item");
        return items.lookUp("pricelist_id", pricelist).stream()
                .map(id -> items.find(id).orElseThrow())
                .filter(i -> i.ref("product_id") == 0 || i.ref("product_id") == product)
                .filter(i -> i.ref("product_tmpl_id") == 0 || i.ref("product_tmpl_id") == template)
                .filter(i -> i.num("min_quantity").compareTo(quantity) <= 0)
                .min(Comparator.<Row, String>comparing(i -> i.text("applied_on"))
                        .thenComparing(Comparator.<Row, BigDecimal>comparing(i -> i.num("min_quantity"))
                                .reversed())
                        .thenComparing(Comparator.<Row>comparingInt(i -> i.id).reversed()))
                .map(i -> i.is("compute_price", "fixed")
                        ? i.num("fixed_price")
                        : list.subtract(list.multiply(i.num("percent_price"))
                                .divide(BigDecimal.valueOf(100), MathContext.DECIMAL64)))
                .orElse(list);
    }
}
