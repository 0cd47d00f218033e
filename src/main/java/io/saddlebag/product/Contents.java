package io.saddlebag.product;

import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.Wish;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.ownership.Field;
import io.saddlebag.ownership.Ownership;
import io.saddlebag.product.Product.Variant;
import io.saddlebag.product.ProductRules.Requirement;
import io.saddlebag.product.Shelf.Attribute;
import io.saddlebag.product.Shelf.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an item shall show in one store, field by field: everything when it is made, and afterwards only what the store does not
 * own. What the ERP does not have is not written, so nothing is ever taken away.
 */
final class Contents {

    /** Behind stock and prices, before a full re-sync. */
    private static final int URGENCY = 8;

    /** Why most wishes are. */
    static final String CHANGED = "changed in the ERP";

    private final String store;
    private final Ownership ownership;
    private final Shelf shelf;
    private final Publications publications;

    Contents(String store, Ownership ownership, Shelf shelf, Publications publications) {
        this.store = store;
        this.ownership = ownership;
        this.shelf = shelf;
        this.publications = publications;
    }

    private boolean owns(Field field) {
        return ownership.rule(store, field).isWritten();
    }

    private <T> Optional<T> owned(Field field, Optional<T> value) {
        return value.filter(any -> owns(field));
    }

    /** Whether a picture is of use: the store's own ones are left alone. */
    boolean needsPicture(boolean isThere) {
        return !isThere || owns(Field.IMAGES);
    }

    /** Whether the store refused what it was last told of one of these: perhaps it lacks a picture it had. */
    boolean wereRefused(Collection<Item> items) {
        return publications.of(store, items.stream().map(Item::sku).toList()).stream()
                .anyMatch(row -> row.aspect() == Aspect.CONTENT && !row.code().isEmpty());
    }

    /**
     * A new item, a draft.
     *
     * @param sold the variant that is sold as this product; empty for what stands above variations
     */
    Content made(Placing placing, Optional<Variant> sold, List<Attribute> attributes) {
        Product product = placing.product();
        return new Content(
                Optional.of(product.name()),
                Optional.of(product.description()).filter(text -> !text.isBlank()),
                Optional.of("draft"),
                placing.category(),
                placing.picture(),
                weight(product, sold),
                sold.flatMap(Variant::barcode),
                attributes,
                List.of());
    }

    /** An item that is there; it is published once it is complete, and never taken off sale for not being so. */
    Content kept(Placing placing, Optional<Variant> sold, boolean complete, List<Attribute> attributes) {
        Product product = placing.product();
        return new Content(
                owned(Field.NAME, Optional.of(product.name())),
                owned(Field.DESCRIPTION, Optional.of(product.description()).filter(text -> !text.isBlank())),
                owned(Field.VISIBILITY, Optional.of("publish").filter(any -> complete)),
                owned(Field.CATEGORIES, placing.category()),
                owned(Field.IMAGES, placing.picture()),
                owned(Field.WEIGHT, weight(product, sold)),
                owned(Field.BARCODE, sold.flatMap(Variant::barcode)),
                owns(Field.ATTRIBUTES) ? attributes : List.of(),
                List.of());
    }

    private static Optional<String> weight(Product product, Optional<Variant> sold) {
        return sold.flatMap(Variant::weight).or(product::weight);
    }

    /** A new variation. */
    Content variation(Variant variant) {
        return new Content(
                Optional.empty(),
                Optional.empty(),
                Optional.of("publish"),
                Optional.empty(),
                Optional.empty(),
                variant.weight(),
                variant.barcode(),
                List.of(),
                variant.values());
    }

    /** A variation that is there: which one it is was said when it was made. */
    Content keptVariation(Variant variant, boolean forSale) {
        return new Content(
                Optional.empty(),
                Optional.empty(),
                owned(Field.VISIBILITY, Optional.of(forSale ? "publish" : "private")),
                Optional.empty(),
                Optional.empty(),
                owned(Field.WEIGHT, variant.weight()),
                owned(Field.BARCODE, variant.barcode()),
                List.of(),
                List.of());
    }

    /** An item that is not for sale. */
    Content hidden(String status) {
        return new Content(
                Optional.empty(),
                Optional.empty(),
                owned(Field.VISIBILITY, Optional.of(status)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** Has an item show this from now on. */
    void wish(Item item, Content content, String because) {
        if (!content.isEmpty()) {
            publications.wish(
                    List.of(new Wish(store, item.sku(), Aspect.CONTENT, shelf.words(content), URGENCY, because)));
        }
    }

    /**
     * Words for what is required and not there.
     *
     * @param bought the items that can be bought: each needs a price
     */
    List<String> lacking(Placing placing, Optional<Variant> sold, Set<Requirement> required, List<Item> bought) {
        Product product = placing.product();
        List<String> lacking = new ArrayList<>();
        for (Requirement requirement : Requirement.values()) {
            boolean there =
                    switch (requirement) {
                        case PRICE ->
                            bought.stream()
                                    .noneMatch(item -> item.regularPrice().isBlank());
                        case IMAGE -> placing.picture().isPresent() || !owns(Field.IMAGES);
                        case CATEGORY -> !product.category().isEmpty() || !owns(Field.CATEGORIES);
                        case DESCRIPTION -> !product.description().isBlank() || !owns(Field.DESCRIPTION);
                        case WEIGHT -> weight(product, sold).isPresent() || !owns(Field.WEIGHT);
                    };
            if (required.contains(requirement) && !there) {
                lacking.add(requirement.name().toLowerCase(Locale.ROOT));
            }
        }
        return lacking;
    }
}
