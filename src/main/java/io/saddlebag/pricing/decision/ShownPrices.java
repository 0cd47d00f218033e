package io.saddlebag.pricing.decision;

import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.pricing.StorePrice;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stores show of items whose price was never decided here: a store that was there before is not overwritten without
 * the guards having compared.
 */
final class ShownPrices {

    private final StoreItems items;

    ShownPrices(StoreItems items) {
        this.items = items;
    }

    /** Prices by SKU; what has none, or is not in the store, is absent. */
    Map<String, StorePrice> of(String store, Collection<String> skus) {
        Map<String, StorePrice> byKey = new HashMap<>();
        if (!skus.isEmpty()) {
            items.bySku(store, skus).stream().filter(item -> !item.isInTrash()).forEach(item -> price(item)
                    .ifPresent(price -> byKey.put(StoreItems.key(item.sku()), price)));
        }
        Map<String, StorePrice> found = new HashMap<>();
        skus.forEach(
                sku -> Optional.ofNullable(byKey.get(StoreItems.key(sku))).ifPresent(price -> found.put(sku, price)));
        return found;
    }

    private static Optional<StorePrice> price(Item item) {
        Optional<BigDecimal> sale = amount(item.salePrice());
        return amount(item.regularPrice())
                .map(regular -> sale.isEmpty()
                        ? StorePrice.regular(regular)
                        : new StorePrice(regular, sale, item.saleFrom(), item.saleTo()));
    }

    private static Optional<BigDecimal> amount(String text) {
        return text.matches("[0-9]{1,12}(\\.[0-9]{1,8})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}
