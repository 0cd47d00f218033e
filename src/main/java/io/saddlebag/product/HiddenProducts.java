package io.saddlebag.product;

import io.saddlebag.ledger.Products.State;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.product.Product.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Items that are not for sale: what the store has of them is taken off sale, and nothing is deleted. */
final class HiddenProducts {

    private static final String WHY = "not for sale in the ERP";

    private final ProductRules.OfStore rules;
    private final SkuSearch search;
    private final Contents contents;

    HiddenProducts(ProductRules.OfStore rules, SkuSearch search, Contents contents) {
        this.rules = rules;
        this.search = search;
        this.contents = contents;
    }

    Standing hide(Product product, List<Variant> named) throws Trouble {
        FoundItems items = search.known(named.stream().map(Variant::sku).toList());
        Map<String, Item> tops = new LinkedHashMap<>();
        for (Item item : items.all()) {
            if (item.isVariation() && !search.isWhole(item.productId(), named)) {
                contents.wish(item, contents.hidden("private"), WHY);
            } else {
                Optional<Item> top = item.isVariation() ? search.product(item.productId()) : Optional.of(item);
                top.filter(Item::ownSku).ifPresent(found -> tops.put(found.productId(), found));
            }
        }
        tops.values().forEach(top -> contents.wish(top, contents.hidden(rules.hidden()), WHY));
        return Standing.of(
                State.HIDDEN,
                product.forSale() ? "all its variants are archived" : "it is archived, or not for sale, in the ERP");
    }
}
