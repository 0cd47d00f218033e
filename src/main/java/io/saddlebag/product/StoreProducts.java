package io.saddlebag.product;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Products.Listing;
import io.saddlebag.ledger.Products.State;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.product.Product.Variant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Puts items of an ERP into one store: takes over what the store has, makes what it does not have as a draft, and wishes what
 * each shall show. One item at a time.
 *
 * <p>Delivery guarantee: repeatable. Before anything is made the store itself is asked for the SKU, so an answer that was lost
 * costs a look and makes no second product. What needs a person is kept as the item's trouble, and the next item goes on; only
 * a store or an ERP that is out of order is thrown, and waited for.
 */
final class StoreProducts {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final String store;
    private final ProductRules.OfStore rules;
    private final boolean keepsStock;
    private final Shelf shelf;
    private final Ledger ledger;
    private final Pictures pictures;
    private final Contents contents;
    private final Consumer<List<Item>> seen;
    private final Clock clock;

    /**
     * Puts items into one store.
     *
     * @param keepsStock whether what is made keeps stock
     * @param seen takes items that are new or were found
     */
    StoreProducts(
            String store,
            ProductRules.OfStore rules,
            boolean keepsStock,
            Shelf shelf,
            Ledger ledger,
            Pictures pictures,
            Contents contents,
            Consumer<List<Item>> seen,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.keepsStock = keepsStock;
        this.shelf = shelf;
        this.ledger = ledger;
        this.pictures = pictures;
        this.contents = contents;
        this.seen = seen;
        this.clock = clock;
    }

    /** Where an item stands. */
    private record Standing(State state, String code, String words, String remedy, boolean again) {

        static Standing of(State state, String words) {
            return new Standing(state, "", words, "", false);
        }
    }

    /**
     * Brings an item to the store.
     *
     * @throws io.saddlebag.delivery.DeliveryFailure.Waiting if the store or the ERP is out of order
     */
    void take(Product product) {
        Standing standing;
        try {
            standing = place(product);
        } catch (Trouble trouble) {
            standing = new Standing(State.TROUBLED, trouble.code(), trouble.getMessage(), trouble.remedy(), true);
        }
        Optional<Listing> before = ledger.products().listing(store, product.erp(), product.id());
        State state = standing.state();
        String code = standing.code();
        int tries = before.filter(one -> one.state() == state && one.code().equals(code))
                .map(one -> one.tries() + 1)
                .orElse(0);
        ledger.products()
                .list(new Listing(
                        store,
                        product.erp(),
                        product.id(),
                        sku(product),
                        state,
                        code,
                        standing.words(),
                        standing.remedy(),
                        tries,
                        standing.again() ? Optional.of(later(tries)) : Optional.empty(),
                        clock.instant()));
    }

    private Instant later(int tries) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(tries, 10));
        return clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }

    private static String sku(Product product) {
        return product.variants().stream()
                .map(Variant::sku)
                .filter(sku -> !sku.isEmpty())
                .findFirst()
                .orElse(product.parentSku());
    }

    private Standing place(Product product) throws Trouble {
        List<Variant> named = product.variants().stream()
                .filter(variant -> !variant.sku().isEmpty() && rules.isAbout(variant.sku()))
                .toList();
        List<Variant> active = named.stream().filter(Variant::active).toList();
        boolean wanted = product.forSale() && !active.isEmpty();
        if (named.isEmpty()) {
            return nameless(product);
        }
        Map<String, Item> items = known(named);
        return wanted ? show(product, named, active, items) : hide(product, named, items);
    }

    private Standing nameless(Product product) throws Trouble {
        boolean lacking = product.forSale()
                && product.variants().stream()
                        .anyMatch(variant -> variant.active() && variant.sku().isEmpty());
        if (lacking) {
            throw new Trouble(
                    "no-sku",
                    "product " + product.id() + " of " + product.erp() + " has no internal reference",
                    "give it one in the ERP: a store's item is found by it");
        }
        return Standing.of(State.LEFT_OUT, "left out by mappings/rules/products.yaml, or never for sale");
    }

    /** What the store has of these variants, by SKU as stores compare it. */
    private Map<String, Item> known(List<Variant> variants) throws Trouble {
        Map<String, Item> known = new LinkedHashMap<>();
        for (Item item : ledger.storeItems()
                .bySku(store, variants.stream().map(Variant::sku).toList())) {
            if (item.isInTrash()) {
                continue;
            }
            Optional<Item> other = Optional.ofNullable(known.put(StoreItems.key(item.sku()), item));
            if (other.isPresent()) {
                throw new Trouble(
                        "duplicate-sku",
                        "the store has the SKU " + item.sku() + " more than once",
                        "give each of them a SKU of its own in the store");
            }
        }
        return known;
    }

    private Standing hide(Product product, List<Variant> named, Map<String, Item> items) {
        Map<String, Item> tops = new LinkedHashMap<>();
        for (Item item : items.values()) {
            if (item.isVariation() && !isWhole(item.productId(), named)) {
                contents.wish(item, contents.hidden("private"), "not for sale in the ERP");
            } else {
                top(item).filter(Item::ownSku).ifPresent(top -> tops.put(top.productId(), top));
            }
        }
        tops.values().forEach(top -> contents.wish(top, contents.hidden(rules.hidden()), "not for sale in the ERP"));
        return Standing.of(
                State.HIDDEN,
                product.forSale() ? "all its variants are archived" : "it is archived, or not for sale, in the ERP");
    }

    /** Whether all variations of a product of the store are variants of one item; else the product itself is nobody's. */
    private boolean isWhole(String id, List<Variant> named) {
        Set<String> ours =
                named.stream().map(variant -> StoreItems.key(variant.sku())).collect(Collectors.toSet());
        return ledger.storeItems().byProduct(store, List.of(id)).stream()
                .filter(item -> item.isVariation() && item.ownSku())
                .allMatch(item -> ours.contains(StoreItems.key(item.sku())));
    }

    /** The product itself, or what stands above a variation. */
    private Optional<Item> top(Item item) {
        return item.isVariation()
                ? ledger.storeItems().byProduct(store, List.of(item.productId())).stream()
                        .filter(one -> !one.isVariation() && !one.isInTrash())
                        .findFirst()
                : Optional.of(item);
    }

    private Standing show(Product product, List<Variant> named, List<Variant> active, Map<String, Item> items)
            throws Trouble {
        boolean variable = active.size() > 1 || items.values().stream().anyMatch(Item::isVariation);
        List<String> missing = missing(active, items);
        if (!missing.isEmpty()) {
            lookUp(missing, items);
            missing = missing(active, items);
            variable |= items.values().stream().anyMatch(Item::isVariation);
        }
        if (!missing.isEmpty() && !rules.creates()) {
            return Standing.of(State.LEFT_OUT, "the store does not have " + String.join(", ", missing));
        }
        Optional<Trouble> blurred = Optional.empty();
        Optional<String> picture = Optional.empty();
        if (contents.needsPicture(missing.isEmpty())) {
            try {
                picture = pictures.of(product, contents.wereRefused(items.values()));
            } catch (Trouble trouble) {
                blurred = Optional.of(trouble);
            }
        }
        Optional<String> category = category(product);
        return variable
                ? family(product, named, active, items, category, picture, blurred)
                : alone(product, active.get(0), items, category, picture, blurred);
    }

    private static List<String> missing(List<Variant> active, Map<String, Item> items) {
        return active.stream()
                .map(Variant::sku)
                .filter(sku -> !items.containsKey(StoreItems.key(sku)))
                .toList();
    }

    /** Asks the store itself for what the ledger does not know: it may have been made a moment ago. */
    private void lookUp(List<String> skus, Map<String, Item> items) throws Trouble {
        List<Item> found = done("look-up-skus", shelf.find(skus, false));
        if (!found.isEmpty()) {
            seen.accept(found);
            found.stream().filter(Item::ownSku).forEach(item -> items.put(StoreItems.key(item.sku()), item));
        }
        List<String> left = skus.stream()
                .filter(sku -> !items.containsKey(StoreItems.key(sku)))
                .toList();
        if (!left.isEmpty()) {
            List<Item> thrown = done("look-into-trash", shelf.find(left, true));
            if (!thrown.isEmpty()) {
                throw inTrash(thrown.get(0));
            }
        }
    }

    private static Trouble inTrash(Item item) {
        return new Trouble(
                "in-trash",
                "product " + item.productId() + " with the SKU " + item.sku() + " lies in the store's trash",
                "restore it in the store, or delete it for good; it goes on by itself");
    }

    private Optional<String> category(Product product) throws Trouble {
        return product.category().isEmpty()
                ? Optional.empty()
                : Optional.of(done("find-category", shelf.category(product.category())));
    }

    private Standing alone(
            Product product,
            Variant variant,
            Map<String, Item> items,
            Optional<String> category,
            Optional<String> picture,
            Optional<Trouble> blurred)
            throws Trouble {
        Optional<Item> there = Optional.ofNullable(items.get(StoreItems.key(variant.sku())));
        Optional<String> weight = variant.weight().or(product::weight);
        Item item = there.isPresent()
                ? there.get()
                : make(
                        variant.sku(),
                        shelf.create(
                                variant.sku(),
                                false,
                                keepsStock,
                                contents.made(product, category, picture, weight, List.of())));
        List<String> lacking = contents.lacking(product, rules.required(), List.of(item), picture, weight);
        contents.wish(
                item,
                contents.kept(product, status(lacking), category, picture, weight, List.of()),
                "changed in the ERP");
        return standing(lacking, blurred);
    }

    private static Optional<String> status(List<String> lacking) {
        return lacking.isEmpty() ? Optional.of("publish") : Optional.empty();
    }

    private static Standing standing(List<String> lacking, Optional<Trouble> blurred) {
        State state = lacking.isEmpty() ? State.SHOWN : State.DRAFT;
        String words = lacking.isEmpty() ? "" : "missing: " + String.join(", ", lacking);
        return blurred.map(trouble -> new Standing(
                        state,
                        trouble.code(),
                        trouble.getMessage() + (words.isEmpty() ? "" : "; " + words),
                        trouble.remedy(),
                        true))
                .orElseGet(() -> new Standing(state, "", words, "", !lacking.isEmpty()));
    }

    private Standing family(
            Product product,
            List<Variant> named,
            List<Variant> active,
            Map<String, Item> items,
            Optional<String> category,
            Optional<String> picture,
            Optional<Trouble> blurred)
            throws Trouble {
        List<Shelf.Attribute> attributes = product.attributes().stream()
                .map(name -> new Shelf.Attribute(name, product.options(name, active)))
                .filter(attribute -> !attribute.options().isEmpty())
                .toList();
        Item parent =
                parent(product, items, () -> contents.made(product, category, picture, product.weight(), attributes));
        boolean ours = StoreItems.key(parent.sku()).equals(StoreItems.key(product.parentSku()));
        if (ours && !missing(active, items).isEmpty()) {
            // A variation's option must be one of its parent's, so that it is not taken for "any".
            contents.wish(
                    parent,
                    contents.kept(product, Optional.empty(), category, picture, product.weight(), attributes),
                    "changed in the ERP");
        }
        for (Variant variant : active) {
            if (!items.containsKey(StoreItems.key(variant.sku()))) {
                if (!ours) {
                    throw new Trouble(
                            "variation-missing",
                            "product " + parent.productId()
                                    + " was made in the store and has no variation with the SKU " + variant.sku(),
                            "add the variation in the store with this SKU: its attributes are not known here");
                }
                items.put(
                        StoreItems.key(variant.sku()),
                        make(
                                variant.sku(),
                                shelf.vary(parent, variant.sku(), keepsStock, contents.variation(variant, "publish"))));
            }
        }
        List<Item> sold = active.stream()
                .map(variant -> items.get(StoreItems.key(variant.sku())))
                .toList();
        for (Variant variant : named) {
            Optional<Item> item = Optional.ofNullable(items.get(StoreItems.key(variant.sku())));
            item.ifPresent(one -> contents.wish(
                    one,
                    contents.keptVariation(variant, variant.active() ? "publish" : "private"),
                    "changed in the ERP"));
        }
        List<String> lacking = contents.lacking(product, rules.required(), sold, picture, product.weight());
        if (ours || isWhole(parent.productId(), named)) {
            contents.wish(
                    parent,
                    contents.kept(
                            product,
                            status(lacking),
                            category,
                            picture,
                            product.weight(),
                            ours ? attributes : List.of()),
                    "changed in the ERP");
        }
        return standing(lacking, blurred);
    }

    /** What makes the content of a parent. */
    private interface Made {
        Shelf.Content content();
    }

    private Item parent(Product product, Map<String, Item> items, Made made) throws Trouble {
        TreeSet<String> parents = items.values().stream()
                .filter(Item::isVariation)
                .map(Item::productId)
                .collect(Collectors.toCollection(TreeSet::new));
        Collection<Item> alone =
                items.values().stream().filter(item -> !item.isVariation()).toList();
        if (!alone.isEmpty() || parents.size() > 1) {
            throw new Trouble(
                    "another-family",
                    "the store has the variants of product " + product.id() + " of " + product.erp()
                            + " as several products: "
                            + items.values().stream().map(Item::sku).collect(Collectors.joining(", ")),
                    "make them variations of one product in the store, or take them apart in the ERP");
        }
        if (!parents.isEmpty()) {
            return above(product, parents.first());
        }
        List<String> sku = List.of(product.parentSku());
        Map<String, Item> known = new LinkedHashMap<>();
        ledger.storeItems().bySku(store, sku).stream()
                .filter(item -> !item.isInTrash())
                .forEach(item -> known.put(StoreItems.key(item.sku()), item));
        if (known.isEmpty()) {
            lookUp(sku, known);
        }
        Optional<Item> there = known.values().stream().findFirst();
        return there.isPresent()
                ? there.get()
                : make(product.parentSku(), shelf.create(product.parentSku(), true, false, made.content()));
    }

    /** The product above variations that were found; it is known by a SKU from now on. */
    private Item above(Product product, String id) throws Trouble {
        Optional<Item> parent = ledger.storeItems().byProduct(store, List.of(id)).stream()
                .filter(item -> !item.isVariation())
                .findFirst();
        if (parent.isEmpty()) {
            throw new Trouble(
                    "parent-unknown",
                    "product " + id + " of the store has variations of product " + product.id()
                            + " and is not known yet",
                    "nothing: the catalogue is read by itself, at the latest at night");
        }
        if (parent.get().ownSku()) {
            return parent.get();
        }
        Item named = done("name-parent", shelf.name(parent.get(), "of-" + product.parentSku()));
        seen.accept(List.of(named));
        return named;
    }

    /** A refusal may mean that somebody was quicker: then the store has it now. */
    private Item make(String sku, Outcome<Item> made) throws Trouble {
        if (made instanceof Outcome.Refused<Item>) {
            Map<String, Item> now = new LinkedHashMap<>();
            lookUp(List.of(sku), now);
            Optional<Item> there = now.values().stream().findFirst();
            if (there.isPresent()) {
                return there.get();
            }
        }
        Item item = done("create-product", made);
        seen.accept(List.of(item));
        return item;
    }

    /** What only time or another key can mend is waited for; what is wrong with this item is its trouble. */
    private <T> T done(String operation, Outcome<T> outcome) throws Trouble {
        boolean unreadable = outcome instanceof Outcome.Unknown<T> unknown && unknown.category() == Category.MALFORMED;
        if (outcome instanceof Outcome.Refused<T> refused) {
            throw new Trouble("refused-by-store", refused.reason(), refused.remedy());
        }
        if (outcome instanceof Outcome.Busy<T> busy) {
            throw new Trouble(busy.code(), busy.reason(), busy.remedy());
        }
        if (unreadable || outcome instanceof Outcome.NotUnderstood<T>) {
            throw new Trouble(
                    "answer-unreadable",
                    outcome.reasonOr(""),
                    outcome.remedyOr("look for a plugin, or for what stands in front of the store, that changes it"));
        }
        return outcome.orThrow("store." + store, operation);
    }
}
