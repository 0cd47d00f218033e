package io.saddlebag.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What each store's catalogue holds, as it was last read. An item is known by product id and variation id; SKUs are for
 * finding it.
 *
 * <p>Delivery guarantee: a write is on disk when its method returns, and the same read again changes nothing. All methods
 * throw {@link LedgerUnavailable} where the database does not answer.
 */
public interface StoreItems {

    /** Who keeps an item's stock. */
    enum Stocking {
        /** The item itself. */
        OWN,
        /** The product above it, for all its variations together. */
        PARENT,
        /** Nobody: the store sells it without counting. */
        NONE
    }

    /** Takes items as a store showed them when it was written to. */
    void answered(List<Item> items);

    /**
     * Takes items that were read. Whoever follows the change sequence of the stock hears of SKUs that are new to the store, and
     * rows of what changed that were refused, or are to be tried later, are due again ({@link Publications#reopen}): all of it
     * or nothing, because who reads the same again finds nothing changed.
     *
     * @return SKUs of those that are new or differ from what was known, the old SKU of a renamed one too
     */
    Set<String> seen(List<Item> items);

    /** Ends a full read: items of the store that no read has come across since are gone. Their SKUs, at most {@code most}. */
    List<String> forgetUnseen(String store, Instant since, int most);

    /** Items that have one of these SKUs as their own, compared without case as the stores do. */
    List<Item> bySku(String store, Collection<String> skus);

    /** Items by the ids of their products, variations included. */
    List<Item> byProduct(String store, Collection<String> productIds);

    /** Items that share their own SKU with another one that is not in the trash, by SKU. */
    List<Item> duplicates(String store, int limit);

    /** Items that have no SKU of their own, by id; containers of variations are none. */
    List<Item> nameless(String store, int limit);

    /** How many items of a store are known. */
    long count(String store);

    /** A SKU as a store compares it. */
    static String key(String sku) {
        return sku.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * An item of a store.
     *
     * @param variationId empty for a product
     * @param sku as the store shows it; for a variation without one of its own that is the parent's
     * @param ownSku whether the SKU is the item's own
     * @param type the store's word: simple, variable, variation …
     * @param status the store's word: publish, draft, private, trash …
     * @param stock pieces, empty where the store keeps none for it
     * @param backorders the store's word: no, notify, yes
     * @param regularPrice a decimal number, empty where it has none
     * @param salePrice the same
     * @param modifiedAt the store's own time of its last change
     * @param seenAt when it was read
     */
    record Item(
            String store,
            String productId,
            String variationId,
            String sku,
            boolean ownSku,
            String type,
            String status,
            Stocking stocking,
            Optional<Long> stock,
            String backorders,
            String regularPrice,
            String salePrice,
            Optional<Instant> saleFrom,
            Optional<Instant> saleTo,
            Instant modifiedAt,
            Instant seenAt) {

        /** Whether both tell the same of the same item, whenever they were read. */
        public boolean tellsTheSameAs(Item other) {
            return at(other.seenAt).equals(other);
        }

        /** The same, read at another time. */
        public Item at(Instant time) {
            return new Item(
                    store,
                    productId,
                    variationId,
                    sku,
                    ownSku,
                    type,
                    status,
                    stocking,
                    stock,
                    backorders,
                    regularPrice,
                    salePrice,
                    saleFrom,
                    saleTo,
                    modifiedAt,
                    time);
        }

        /** Whether it is a variation of a product. */
        public boolean isVariation() {
            return !variationId.isEmpty();
        }

        /** Whether shoppers see it. */
        public boolean isOnSale() {
            return status.equals("publish");
        }

        /** Whether it is in the trash. */
        public boolean isInTrash() {
            return status.equals("trash");
        }
    }
}
