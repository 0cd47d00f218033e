package io.saddlebag.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Items of the ERPs as they were last read, where each stands in each store, and the pictures the stores have.
 *
 * <p>Delivery guarantee: a write is on disk when its method returns, and the same write again changes nothing. All methods
 * throw {@link LedgerUnavailable} where the database does not answer.
 */
public interface Products {

    /** Where an item stands in a store. */
    enum State {
        /** It is a draft, or is not there yet: something that is required is missing. */
        DRAFT,
        /** It is on sale. */
        SHOWN,
        /** It is not for sale: archived or taken off sale in the ERP. */
        HIDDEN,
        /** It gets nothing from here, by the rules. */
        LEFT_OUT,
        /** It is nothing for a store at all: a service, or what stands on orders for shipping or fees. */
        NOT_FOR_STORE,
        /** It needs a person. */
        TROUBLED
    }

    /**
     * Keeps an item as it was read.
     *
     * @return whether it is another one than what was kept
     */
    boolean keep(String erp, String product, String document);

    /** An item as it was last read. */
    Optional<String> document(String erp, String product);

    /** Keeps where an item stands. */
    void list(Listing listing);

    /** Where an item stands in a store. */
    Optional<Listing> listing(String store, String erp, String product);

    /** Items of a store that are to be looked at again by now, the longest due first. */
    List<Listing> due(String store, Instant now, int limit);

    /**
     * Where items stand, the longest unchanged first.
     *
     * @param troubled only those with a trouble
     */
    List<Listing> listings(Optional<String> store, boolean troubled, int limit);

    /** How many items stand where. */
    List<Count> counts();

    /** How many items of each store stand with a trouble, and since when the oldest does. */
    List<Troubled> troubled();

    /** Has items of a store that stand with this trouble looked at again now. How many. */
    int lookAgain(String store, String code, Instant now);

    /**
     * Makes an item the only writer of SKUs of a store, compared without case, and gives up those it does not name. A SKU that
     * another item has stays that one's, unless only this one is for sale.
     */
    Claimed claim(String store, String erp, String product, Collection<Claim> claims);

    /** Gives up all SKUs of an item that is not there any more, in every store. */
    void giveUp(String erp, String product);

    /** The picture of an item as it was last read. */
    Optional<Picture> picture(String erp, String product);

    /** Keeps it. */
    void picture(String erp, String product, Picture picture);

    /** What a store calls a picture of this content, where it has it. */
    Optional<String> attachment(String store, String hash);

    /** Keeps what a store calls a picture. */
    void uploaded(String store, String hash, String attachment);

    /** A store does not have a picture any more. */
    void forgetPicture(String store, String hash);

    /**
     * Where an item stands in a store.
     *
     * @param product the ERP's id
     * @param sku of the item, or of the first of its variants
     * @param code stable short name of its trouble, empty where it has none
     * @param words what happened, or what is missing
     * @param remedy what to do
     * @param tries how often it was looked at since the ERP said something new
     * @param nextAt when to look again; empty: when the ERP says something new
     */
    record Listing(
            String store,
            String erp,
            String product,
            String sku,
            State state,
            String code,
            String words,
            String remedy,
            int tries,
            Optional<Instant> nextAt,
            Instant changedAt) {}

    /** A SKU an item wants to write; whether it is for sale in the ERP. */
    record Claim(String sku, boolean forSale) {}

    /** A SKU that is another item's. */
    record Holder(String sku, String erp, String product) {}

    /**
     * What came of claims.
     *
     * @param others the SKUs that stay another item's
     * @param freed whether another item may get a SKU that this one gave up, or does not sell any more
     */
    record Claimed(List<Holder> others, boolean freed) {
        /** Copies the list. */
        public Claimed {
            others = List.copyOf(others);
        }
    }

    /** How many items of a store stand with a trouble. */
    record Troubled(String store, long count, Instant oldest) {}

    /** How many items of a store stand there. */
    record Count(String store, State state, long count) {}

    /**
     * A picture.
     *
     * @param changedAt the item's own time of change when it was read
     * @param hash of its content
     */
    record Picture(Instant changedAt, String hash) {}
}
