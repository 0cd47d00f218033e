package io.saddlebag.product;

import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.product.Product.Variant;
import java.util.List;
import java.util.Optional;

/** Items with one variant: a simple product each. */
final class SimpleProducts {

    private final ProductRules.OfStore rules;
    private final ProductMaker maker;
    private final Contents contents;

    SimpleProducts(ProductRules.OfStore rules, ProductMaker maker, Contents contents) {
        this.rules = rules;
        this.maker = maker;
        this.contents = contents;
    }

    Standing show(Placing placing) throws Trouble {
        Variant variant = placing.active().get(0);
        Optional<Variant> sold = Optional.of(variant);
        Optional<Item> there = placing.items().find(variant.sku());
        Item item =
                there.isPresent() ? there.get() : maker.simple(variant.sku(), contents.made(placing, sold, List.of()));
        List<String> lacking = contents.lacking(placing, sold, rules.required(), List.of(item));
        contents.wish(item, contents.kept(placing, sold, lacking.isEmpty(), List.of()), Contents.CHANGED);
        return Standing.forSale(item.isOnSale(), lacking, placing.blurred());
    }
}
