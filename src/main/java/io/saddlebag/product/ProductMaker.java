package io.saddlebag.product;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.StoreItems.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes what a store was looked through for and does not have. */
final class ProductMaker {

    private final Shelf shelf;
    private final SkuSearch search;
    private final StoreAnswers answers;
    private final boolean keepsStock;
    private final Consumer<List<Item>> seen;

    /**
     * Makes products of one store.
     *
     * @param keepsStock whether what can be bought keeps stock
     * @param seen takes what was made
     */
    ProductMaker(Shelf shelf, SkuSearch search, StoreAnswers answers, boolean keepsStock, Consumer<List<Item>> seen) {
        this.shelf = shelf;
        this.search = search;
        this.answers = answers;
        this.keepsStock = keepsStock;
        this.seen = seen;
    }

    /** A product without variations. */
    Item simple(String sku, Shelf.Content content) throws Trouble {
        return made(sku, shelf.create(sku, false, keepsStock, content));
    }

    /** A product that is to have variations; these keep the stock. */
    Item variable(String sku, Shelf.Content content) throws Trouble {
        return made(sku, shelf.create(sku, true, false, content));
    }

    Item variation(Item parent, String sku, Shelf.Content content) throws Trouble {
        return made(sku, shelf.vary(parent, sku, keepsStock, content));
    }

    /** The same product, with a SKU of its own. */
    Item named(Item product, String sku) throws Trouble {
        Item named = answers.value("name-parent", shelf.name(product, sku));
        seen.accept(List.of(named));
        return named;
    }

    /** A refusal may mean that somebody was quicker: then the store has it now. */
    private Item made(String sku, Outcome<Item> made) throws Trouble {
        if (made instanceof Outcome.Refused<Item>) {
            FoundItems now = new FoundItems();
            search.lookUp(List.of(sku), now);
            Optional<Item> there = now.find(sku);
            if (there.isPresent()) {
                return there.get();
            }
        }
        Item item = answers.value("create-product", made);
        seen.accept(List.of(item));
        return item;
    }
}
