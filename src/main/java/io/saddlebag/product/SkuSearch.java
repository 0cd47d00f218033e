package io.saddlebag.product;

import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.product.Product.Variant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks for what a store has: in what is known of its catalogue, and before anything is made in the store itself. */
final class SkuSearch {

    private final String store;
    private final Shelf shelf;
    private final StoreItems catalogue;
    private final StoreAnswers answers;
    private final Consumer<List<Item>> seen;

    SkuSearch(String store, Shelf shelf, StoreItems catalogue, StoreAnswers answers, Consumer<List<Item>> seen) {
        this.store = store;
        this.shelf = shelf;
        this.catalogue = catalogue;
        this.answers = answers;
        this.seen = seen;
    }

    /** What the store is known to have of these SKUs. One it seems to have twice is asked for: one may be gone by now. */
    FoundItems known(Collection<String> skus) throws Trouble {
        List<Item> items = catalogue.bySku(store, skus).stream()
                .filter(item -> !item.isInTrash())
                .toList();
        List<String> twice = skus.stream()
                .filter(sku -> items.stream()
                                .filter(item -> StoreItems.key(item.sku()).equals(StoreItems.key(sku)))
                                .count()
                        > 1)
                .toList();
        FoundItems known = new FoundItems();
        if (!twice.isEmpty()) {
            ask(twice, known);
        }
        Set<String> asked = twice.stream().map(StoreItems::key).collect(Collectors.toSet());
        for (Item item : items) {
            if (!asked.contains(StoreItems.key(item.sku()))) {
                known.add(item);
            }
        }
        return known;
    }

    /** Asks the store itself for what is not known: it may have been made a moment ago. */
    void lookUp(Collection<String> skus, FoundItems found) throws Trouble {
        ask(skus, found);
        List<String> left = skus.stream().filter(sku -> !found.has(sku)).toList();
        if (!left.isEmpty()) {
            List<Item> thrown = answers.value("look-into-trash", shelf.find(left, true));
            if (!thrown.isEmpty()) {
                throw inTrash(thrown.get(0));
            }
        }
    }

    private void ask(Collection<String> skus, FoundItems found) throws Trouble {
        List<Item> there = answers.value("look-up-skus", shelf.find(skus, false));
        if (!there.isEmpty()) {
            seen.accept(there);
            for (Item item : there) {
                if (item.ownSku()) {
                    found.add(item);
                }
            }
        }
    }

    private static Trouble inTrash(Item item) {
        return new Trouble(
                "in-trash",
                "product " + item.productId() + " with the SKU " + item.sku() + " lies in the store's trash",
                "restore it in the store, or delete it for good; it goes on by itself");
    }

    /** The product of an id, which may have no SKU. */
    Optional<Item> product(String id) {
        return catalogue.byProduct(store, List.of(id)).stream()
                .filter(item -> !item.isVariation() && !item.isInTrash())
                .findFirst();
    }

    /** Whether all variations of a product of the store are among these variants; else the product itself is nobody's. */
    boolean isWhole(String id, Collection<Variant> variants) {
        Set<String> ours =
                variants.stream().map(variant -> StoreItems.key(variant.sku())).collect(Collectors.toSet());
        return catalogue.byProduct(store, List.of(id)).stream()
                .filter(item -> item.isVariation() && item.ownSku())
                .allMatch(item -> ours.contains(StoreItems.key(item.sku())));
    }
}
