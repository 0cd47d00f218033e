package io.saddlebag.product;

import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.product.Product.Variant;
import io.saddlebag.product.Shelf.Attribute;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Items with several variants: a variable product each, with a variation for every variant. */
final class VariableProducts {

    private final ProductRules.OfStore rules;
    private final SkuSearch search;
    private final ProductMaker maker;
    private final Contents contents;

    VariableProducts(ProductRules.OfStore rules, SkuSearch search, ProductMaker maker, Contents contents) {
        this.rules = rules;
        this.search = search;
        this.maker = maker;
        this.contents = contents;
    }

    Standing show(Placing placing) throws Trouble {
        Product product = placing.product();
        List<Attribute> attributes = product.attributes().stream()
                .map(name -> new Attribute(name, product.options(name, placing.active())))
                .filter(attribute -> !attribute.options().isEmpty())
                .toList();
        Item parent = parent(placing, attributes);
        boolean ours = StoreItems.key(parent.sku()).equals(StoreItems.key(product.parentSku()));
        if (ours && !placing.items().missing(placing.active()).isEmpty()) {
            // A variation's option must be one of its parent's, so that it is not taken for "any".
            contents.wish(parent, contents.kept(placing, Optional.empty(), false, attributes), Contents.CHANGED);
        }
        for (Variant variant : placing.active()) {
            if (!placing.items().has(variant.sku())) {
                placing.items().add(variation(parent, ours, variant));
            }
        }
        for (Variant variant : placing.named()) {
            placing.items()
                    .find(variant.sku())
                    .ifPresent(item ->
                            contents.wish(item, contents.keptVariation(variant, variant.active()), Contents.CHANGED));
        }
        List<Item> sold = placing.active().stream()
                .flatMap(variant -> placing.items().find(variant.sku()).stream())
                .toList();
        List<String> lacking = contents.lacking(placing, Optional.empty(), rules.required(), sold);
        if (ours || search.isWhole(parent.productId(), placing.named())) {
            contents.wish(
                    parent,
                    contents.kept(placing, Optional.empty(), lacking.isEmpty(), ours ? attributes : List.of()),
                    Contents.CHANGED);
        }
        return Standing.forSale(parent.isOnSale(), lacking, placing.blurred());
    }

    private Item variation(Item parent, boolean ours, Variant variant) throws Trouble {
        if (!ours) {
            throw new Trouble(
                    "variation-missing",
                    "product " + parent.productId() + " was made in the store and has no variation with the SKU "
                            + variant.sku(),
                    "add the variation in the store with this SKU: its attributes are not known here");
        }
        return maker.variation(parent, variant.sku(), contents.variation(variant));
    }

    private Item parent(Placing placing, List<Attribute> attributes) throws Trouble {
        Product product = placing.product();
        Collection<Item> items = placing.items().all();
        TreeSet<String> parents = items.stream()
                .filter(Item::isVariation)
                .map(Item::productId)
                .collect(Collectors.toCollection(TreeSet::new));
        if (parents.size() > 1 || items.stream().anyMatch(item -> !item.isVariation())) {
            throw new Trouble(
                    "another-family",
                    "the store has the variants of product " + product.id() + " of " + product.erp()
                            + " as several products: "
                            + items.stream().map(Item::sku).collect(Collectors.joining(", ")),
                    "make them variations of one product in the store, or take them apart in the ERP");
        }
        if (!parents.isEmpty()) {
            return above(product, parents.first());
        }
        List<String> sku = List.of(product.parentSku());
        FoundItems found = search.known(sku);
        if (!found.has(product.parentSku())) {
            search.lookUp(sku, found);
        }
        Optional<Item> there = found.find(product.parentSku());
        return there.isPresent()
                ? there.get()
                : maker.variable(product.parentSku(), contents.made(placing, Optional.empty(), attributes));
    }

    /** The product above variations that were found; it is known by a SKU from now on. */
    private Item above(Product product, String id) throws Trouble {
        Optional<Item> parent = search.product(id);
        if (parent.isEmpty()) {
            throw new Trouble(
                    "parent-unknown",
                    "product " + id + " of the store has variations of product " + product.id() + " of " + product.erp()
                            + " and is not known yet",
                    "nothing: the catalogue is read by itself, at the latest at night");
        }
        return parent.get().ownSku() ? parent.get() : maker.named(parent.get(), "of-" + product.parentSku());
    }
}
