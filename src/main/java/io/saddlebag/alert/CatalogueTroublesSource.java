package io.saddlebag.alert;

import io.saddlebag.ledger.Prices;
import io.saddlebag.ledger.Products;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rules {@code products-troubled} and {@code prices-troubled}, one alert for each store. */
final class CatalogueTroublesSource implements AlertSource {

    private final Products products;
    private final Prices prices;

    CatalogueTroublesSource(Products products, Prices prices) {
        this.products = products;
        this.prices = prices;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.PRODUCTS_TROUBLED, Rule.PRICES_TROUBLED);
    }

    @Override
    public List<Condition> now() {
        List<Condition> conditions = new ArrayList<>();
        products.troubled()
                .forEach(one -> conditions.add(condition(
                        Rule.PRODUCTS_TROUBLED,
                        one.store(),
                        one.count(),
                        one.oldest(),
                        (one.count() == 1 ? "1 item needs" : one.count() + " items need") + " a person before store."
                                + one.store() + " shows " + (one.count() == 1 ? "it" : "them") + " as the ERP has "
                                + (one.count() == 1 ? "it" : "them"),
                        "products troubles --store ")));
        prices.troubled()
                .forEach(one -> conditions.add(condition(
                        Rule.PRICES_TROUBLED,
                        one.store(),
                        one.count(),
                        one.oldest(),
                        "no price can be told for " + (one.count() == 1 ? "1 SKU" : one.count() + " SKUs")
                                + " of store." + one.store(),
                        "prices problems --store ")));
        return conditions;
    }

    private static Condition condition(
            Rule rule, String store, long count, Instant oldest, String what, String command) {
        return Condition.of(rule, "store." + store, count, oldest, what, command + store);
    }
}
