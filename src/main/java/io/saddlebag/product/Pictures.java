package io.saddlebag.product;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Products;
import io.saddlebag.ledger.Products.Picture;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Brings pictures of items to a store, each content once: its hash and the store's id of it are in the ledger. It is read from
 * the ERP only where the item changed since.
 */
final class Pictures {

    private final String store;
    private final Shelf shelf;
    private final Products products;
    private final ItemMaster items;

    Pictures(String store, Shelf shelf, Products products, ItemMaster items) {
        this.store = store;
        this.shelf = shelf;
        this.products = products;
        this.items = items;
    }

    /**
     * The store's id of an item's picture, empty where the item has none.
     *
     * @param doubted whether the store seems not to have it any more
     */
    Optional<String> of(Product product, boolean doubted) throws Trouble {
        if (!product.hasPicture()) {
            return Optional.empty();
        }
        Optional<Picture> known = products.picture(product.erp(), product.id())
                .filter(picture -> picture.changedAt().equals(product.changedAt()));
        if (known.isPresent()) {
            Optional<String> there = attachment(known.get().hash(), doubted);
            if (there.isPresent()) {
                return there;
            }
        }
        Outcome<Optional<byte[]>> read = items.picture(product.erp(), product.id());
        Optional<byte[]> content = done("erp." + product.erp(), "read-picture", read);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        String hash = hash(content.get());
        products.picture(product.erp(), product.id(), new Picture(product.changedAt(), hash));
        Optional<String> there = attachment(hash, doubted);
        return there.isPresent() ? there : Optional.of(upload(hash, content.get()));
    }

    private Optional<String> attachment(String hash, boolean doubted) throws Trouble {
        Optional<String> there = products.attachment(store, hash);
        if (doubted && there.isPresent() && !done("store." + store, "look-up-picture", shelf.hasPicture(there.get()))) {
            products.forgetPicture(store, hash);
            return Optional.empty();
        }
        return there;
    }

    private String upload(String hash, byte[] content) throws Trouble {
        if (!shelf.takesPictures()) {
            throw new Trouble(
                    "no-way-for-images",
                    "the item has a picture, and nothing says how to upload it",
                    "make an application password in WordPress (Users, Profile) for a user who may upload files, and set"
                            + " saddlebag.store." + store + ".media-user and media-password");
        }
        String attachment = done("store." + store, "upload-picture", shelf.picture(hash, content));
        products.uploaded(store, hash, attachment);
        return attachment;
    }

    /** What only time or another key can mend is waited for; what is wrong with this picture is a trouble of its own. */
    private static <T> T done(String partner, String operation, Outcome<T> outcome) throws Trouble {
        boolean unreadable = outcome instanceof Outcome.Unknown<T> unknown && unknown.category() == Category.MALFORMED;
        if (unreadable
                || outcome instanceof Outcome.Refused<T>
                || outcome instanceof Outcome.NotUnderstood<T>
                || outcome instanceof Outcome.NotAllowed<T>
                || outcome instanceof Outcome.Busy<T>) {
            throw new Trouble(
                    "image-refused",
                    partner + ": " + outcome.reasonOr(""),
                    outcome.remedyOr(
                            "look at the item's picture in the ERP, and for what stands in front of the store"));
        }
        return outcome.orThrow(partner, operation);
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
