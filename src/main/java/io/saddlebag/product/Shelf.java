package io.saddlebag.product;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.StoreItems.Item;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A store's catalogue as items are put into it. Looking may be repeated; what makes something is called after a look. */
public interface Shelf {

    /** Items that have one of these SKUs now, variations too, in the trash or out of it. */
    Outcome<List<Item>> find(Collection<String> skus, boolean inTrash);

    /**
     * Makes a product. A SKU that is taken is refused.
     *
     * @param variable whether it is to have variations
     * @param keepsStock whether the store is to count its pieces, of which there are none yet
     */
    Outcome<Item> create(String sku, boolean variable, boolean keepsStock, Content content);

    /** Makes a variation of a product. */
    Outcome<Item> vary(Item parent, String sku, boolean keepsStock, Content content);

    /** Gives a product that has none a SKU of its own. */
    Outcome<Item> name(Item product, String sku);

    /** The store's id of a category below others, made where it is missing. */
    Outcome<String> category(List<String> path);

    /** Whether pictures can be uploaded. */
    boolean takesPictures();

    /**
     * The store's id of a picture, uploaded where the store has none of this content.
     *
     * @param hash of its content
     */
    Outcome<String> picture(String hash, byte[] content);

    /** Whether the store still has a picture. */
    Outcome<Boolean> hasPicture(String attachment);

    /** The same in the store's own words, always in the same order. */
    String words(Content content);

    /**
     * What an item is to show; parts that are empty are left as they are.
     *
     * @param status the store's word
     * @param category the store's id
     * @param picture the store's id
     * @param barcode a GTIN, UPC, EAN or ISBN
     * @param attributes of a product with variations: name and options of each
     * @param values of a variation
     */
    record Content(
            Optional<String> name,
            Optional<String> description,
            Optional<String> status,
            Optional<String> category,
            Optional<String> picture,
            Optional<String> weight,
            Optional<String> barcode,
            List<Attribute> attributes,
            List<Product.Value> values) {

        /** Copies the lists. */
        public Content {
            attributes = List.copyOf(attributes);
            values = List.copyOf(values);
        }

        boolean isEmpty() {
            return name.isEmpty()
                    && description.isEmpty()
                    && status.isEmpty()
                    && category.isEmpty()
                    && picture.isEmpty()
                    && weight.isEmpty()
                    && barcode.isEmpty()
                    && attributes.isEmpty()
                    && values.isEmpty();
        }
    }

    /** What variations are told apart by. */
    record Attribute(String name, List<String> options) {}
}
