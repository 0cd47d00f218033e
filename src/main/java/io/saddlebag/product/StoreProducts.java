package io.saddlebag.product;

import io.saddlebag.ledger.Products;
import io.saddlebag.ledger.Products.Listing;
import io.saddlebag.ledger.Products.State;
import io.saddlebag.product.Product.Variant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    private final Products listings;
    private final SkuClaims claims;
    private final Placements placements;
    private final HiddenProducts hidden;
    private final Clock clock;

    StoreProducts(
            String store,
            ProductRules.OfStore rules,
            Products listings,
            SkuClaims claims,
            Placements placements,
            HiddenProducts hidden,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.listings = listings;
        this.claims = claims;
        this.placements = placements;
        this.hidden = hidden;
        this.clock = clock;
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
            standing = Standing.of(trouble);
        }
        list(product, standing);
    }

    private void list(Product product, Standing standing) {
        int tries = listings.listing(store, product.erp(), product.id())
                .filter(before ->
                        before.state() == standing.state() && before.code().equals(standing.code()))
                .map(before -> before.tries() + 1)
                .orElse(0);
        listings.list(new Listing(
                store,
                product.erp(),
                product.id(),
                product.sku(),
                standing.state(),
                standing.code(),
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

    private Standing place(Product product) throws Trouble {
        Optional<String> unfit = rules.unfit(product);
        if (unfit.isPresent()) {
            claims.own(product, List.of());
            return Standing.of(State.NOT_FOR_STORE, unfit.get());
        }
        List<Variant> named = product.variants().stream()
                .filter(variant -> !variant.sku().isEmpty() && rules.isAbout(variant.sku()))
                .toList();
        List<Variant> own = claims.own(product, named);
        if (named.isEmpty()) {
            return nameless(product);
        }
        if (own.isEmpty()) {
            return Standing.of(State.HIDDEN, "not for sale, and another item has its SKU by now");
        }
        List<Variant> active = own.stream().filter(Variant::active).toList();
        return product.forSale() && !active.isEmpty()
                ? placements.show(product, own, active)
                : hidden.hide(product, own);
    }

    private static Standing nameless(Product product) throws Trouble {
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
}
