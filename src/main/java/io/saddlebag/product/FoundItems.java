package io.saddlebag.product;

import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.product.Product.Variant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Items of one store, by their SKUs as the store compares them. */
final class FoundItems {

    private final Map<String, Item> items = new LinkedHashMap<>();

    Optional<Item> find(String sku) {
        return Optional.ofNullable(items.get(StoreItems.key(sku)));
    }

    boolean has(String sku) {
        return items.containsKey(StoreItems.key(sku));
    }

    Collection<Item> all() {
        return items.values();
    }

    boolean hasVariations() {
        return items.values().stream().anyMatch(Item::isVariation);
    }

    /** SKUs of these variants that none of the items has. */
    List<String> missing(Collection<Variant> variants) {
        return variants.stream().map(Variant::sku).filter(sku -> !has(sku)).toList();
    }

    /**
     * Adds an item that was found.
     *
     * @throws Trouble if another one has its SKU: nobody could say which of them is meant
     */
    void add(Item item) throws Trouble {
        Optional<Item> other = Optional.ofNullable(items.putIfAbsent(StoreItems.key(item.sku()), item));
        if (other.isPresent() && !isSame(other.get(), item)) {
            throw new Trouble(
                    "duplicate-sku",
                    "the store has the SKU " + item.sku() + " twice: " + named(other.get()) + " and " + named(item),
                    "give each of them a SKU of its own in the store; it goes on by itself");
        }
    }

    private static boolean isSame(Item one, Item other) {
        return one.productId().equals(other.productId()) && one.variationId().equals(other.variationId());
    }

    private static String named(Item item) {
        return item.isVariation()
                ? "variation " + item.variationId() + " of product " + item.productId()
                : "product " + item.productId();
    }
}
