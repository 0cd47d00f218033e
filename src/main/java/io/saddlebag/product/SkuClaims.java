package io.saddlebag.product;

import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Products;
import io.saddlebag.ledger.Products.Claim;
import io.saddlebag.ledger.Products.Claimed;
import io.saddlebag.ledger.Products.Holder;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.product.Product.Variant;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One writer for each SKU of a store. An ERP lets two items have one SKU (facts: erp 7), and what they say would overwrite each
 * other in the store. So the first one has it until it gives it up, is archived or is deleted; the second is a trouble that
 * names both, and writes nothing.
 */
final class SkuClaims {

    private static final String CODE = "sku-twice-in-erp";
    private static final String REMEDY =
            "give one of them another internal reference in the ERP, or archive it; it goes on by" + " itself";

    private final String store;
    private final Products products;
    private final ItemMaster items;
    private final Clock clock;

    SkuClaims(String store, Products products, ItemMaster items, Clock clock) {
        this.store = store;
        this.products = products;
        this.items = items;
        this.clock = clock;
    }

    /**
     * Those of an item's variants that it writes.
     *
     * @param named its variants that have a SKU and are to be written
     * @throws Trouble if one that is for sale has a SKU that is not its own alone
     * @throws io.saddlebag.delivery.DeliveryFailure.Waiting if the ERP cannot say whether the other item is still there
     */
    List<Variant> own(Product product, List<Variant> named) throws Trouble {
        Map<String, Variant> bySku = new LinkedHashMap<>();
        List<Variant> twice = new ArrayList<>();
        for (Variant variant : named) {
            Optional<Variant> other = Optional.ofNullable(bySku.putIfAbsent(StoreItems.key(variant.sku()), variant));
            if (other.isPresent() && variant.active()) {
                if (other.get().active()) {
                    twice.addAll(List.of(other.get(), variant));
                }
                // An archived variant often keeps the SKU of the one that came after it.
                bySku.put(StoreItems.key(variant.sku()), variant);
            }
        }
        Claimed claimed = claim(product, bySku);
        if (!twice.isEmpty()) {
            throw new Trouble(
                    CODE,
                    "variants " + twice.get(0).id() + " and " + twice.get(1).id() + " of " + named(product)
                            + " both have the SKU " + twice.get(0).sku(),
                    REMEDY);
        }
        Set<String> lost = claimed.others().stream()
                .map(other -> StoreItems.key(other.sku()))
                .collect(Collectors.toSet());
        for (Holder other : claimed.others()) {
            if (isForSale(product, bySku.get(StoreItems.key(other.sku())))) {
                throw new Trouble(
                        CODE,
                        named(product) + " has the SKU " + other.sku() + " that " + named(other)
                                + " has already; nothing of product " + product.id() + " is written",
                        REMEDY);
            }
        }
        return bySku.values().stream()
                .filter(variant -> !lost.contains(StoreItems.key(variant.sku())))
                .toList();
    }

    private Claimed claim(Product product, Map<String, Variant> bySku) throws Trouble {
        List<Claim> claims = bySku.values().stream()
                .map(variant -> new Claim(variant.sku(), isForSale(product, variant)))
                .toList();
        Claimed claimed = products.claim(store, product.erp(), product.id(), claims);
        if (claimed.freed()) {
            products.lookAgain(store, CODE, clock.instant());
        }
        boolean gone = false;
        for (Holder other : claimed.others().stream()
                .map(one -> new Holder("", one.erp(), one.product()))
                .distinct()
                .toList()) {
            gone |= isGone(other);
        }
        return gone ? products.claim(store, product.erp(), product.id(), claims) : claimed;
    }

    /** No poll tells that an item was deleted, so the ERP is asked once it stands in another's way. */
    private boolean isGone(Holder other) {
        Outcome<Boolean> there = items.isThere(other.erp(), other.product());
        boolean answered =
                !(there instanceof Outcome.Refused<Boolean>) && !(there instanceof Outcome.NotUnderstood<Boolean>);
        if (!answered || there.orThrow("erp." + other.erp(), "look-up-item")) {
            return false;
        }
        products.giveUp(other.erp(), other.product());
        return true;
    }

    private static boolean isForSale(Product product, Variant variant) {
        return product.forSale() && variant.active();
    }

    private String named(Holder other) {
        return products.document(other.erp(), other.product())
                .map(document -> named(Product.read(Documents.parse(document))))
                .orElse("product " + other.product() + " of " + other.erp());
    }

    private static String named(Product product) {
        return "product " + product.id() + " (" + product.name() + ") of " + product.erp();
    }
}
