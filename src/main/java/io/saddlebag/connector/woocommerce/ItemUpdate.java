package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What one item is to show; parts that are empty are left as they are.
 *
 * @param id the product's or variation's id
 * @param content further fields in the store's own words
 */
public record ItemUpdate(String id, Optional<Stock> stock, Optional<Prices> prices, Optional<ObjectNode> content) {

    /**
     * Stock.
     *
     * @param manage whether to switch stock keeping on with it; without it the store ignores a quantity and answers 200
     *     (facts: woocommerce 4)
     * @param backorders no, notify or yes
     */
    public record Stock(long quantity, String backorders, boolean manage) {}

    /**
     * Prices as the store keeps them: with or without tax as the shop is set up.
     *
     * @param sale empty: no sale price
     */
    public record Prices(
            BigDecimal regular, Optional<BigDecimal> sale, Optional<Instant> saleFrom, Optional<Instant> saleTo) {}

    ObjectNode body() {
        ObjectNode body = content.map(ObjectNode::deepCopy).orElseGet(WooBody.JSON::createObjectNode);
        body.put("id", Long.parseLong(WooStore.digits(id)));
        stock.ifPresent(wanted -> {
            if (wanted.manage()) {
                body.put("manage_stock", true);
            }
            body.put("stock_quantity", wanted.quantity()).put("backorders", wanted.backorders());
        });
        prices.ifPresent(wanted -> body.put("regular_price", wanted.regular().toPlainString())
                .put("sale_price", wanted.sale().map(BigDecimal::toPlainString).orElse(""))
                .put(
                        "date_on_sale_from_gmt",
                        wanted.saleFrom().map(OrderFields::filter).orElse(""))
                .put(
                        "date_on_sale_to_gmt",
                        wanted.saleTo().map(OrderFields::filter).orElse("")));
        return body;
    }

    /** In what the store shows something else than this; empty where it shows this. */
    Optional<String> differs(ShopItem shown) {
        if (stock.isPresent()) {
            Stock wanted = stock.get();
            if (!shown.stock().equals(Optional.of(wanted.quantity()))) {
                return Optional.of("it was told a stock of " + wanted.quantity() + " and shows "
                        + shown.stock().map(String::valueOf).orElse("none"));
            }
            if (!shown.backorders().equals(wanted.backorders())) {
                return Optional.of(
                        "it was told backorders " + wanted.backorders() + " and shows " + shown.backorders());
            }
        }
        if (prices.isPresent()) {
            Prices wanted = prices.get();
            if (!same(Optional.of(wanted.regular()), shown.regularPrice())) {
                return Optional.of("it was told a price of " + wanted.regular().toPlainString() + " and shows "
                        + (shown.regularPrice().isEmpty() ? "none" : shown.regularPrice()));
            }
            if (!same(wanted.sale(), shown.salePrice())) {
                return Optional.of("it was told a sale price of "
                        + wanted.sale().map(BigDecimal::toPlainString).orElse("none") + " and shows "
                        + (shown.salePrice().isEmpty() ? "none" : shown.salePrice()));
            }
        }
        return Optional.empty();
    }

    private static boolean same(Optional<BigDecimal> wanted, String shown) {
        if (!shown.matches("[0-9]{1,15}([.][0-9]{1,10})?")) {
            return wanted.isEmpty() && shown.isEmpty();
        }
        return wanted.isPresent() && wanted.get().compareTo(new BigDecimal(shown)) == 0;
    }
}
