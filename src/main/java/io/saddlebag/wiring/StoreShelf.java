package io.saddlebag.wiring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.connector.woocommerce.Media;
import io.saddlebag.connector.woocommerce.ShopItem;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.product.Product;
import io.saddlebag.product.Shelf;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A WooCommerce store's catalogue as items are put into it.
 *
 * <p>Attributes are the product's own (by name, without an id), no global ones: they need no ids that another product or a person
 * could take away, no terms that two products make at once, and no slugs, which end at 28 characters. The price is that the
 * store's filters do not know them; a product that was made in the store keeps the ones it has.
 */
final class StoreShelf implements Shelf {

    private final WooStore store;
    private final PublishedStore items;
    private final Optional<Media> media;

    StoreShelf(WooStore store, PublishedStore items, Optional<Media> media) {
        this.store = store;
        this.items = items;
        this.media = media;
    }

    @Override
    public Outcome<List<Item>> find(Collection<String> skus, boolean inTrash) {
        return store.products().find(skus, inTrash).map(items::items);
    }

    @Override
    public Outcome<Item> create(String sku, boolean variable, boolean keepsStock, Content content) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", variable ? "variable" : "simple")
                .put("sku", sku);
        return store.products()
                .create(stocked(body, keepsStock).setAll(body(content)))
                .map(this::item);
    }

    @Override
    public Outcome<Item> vary(Item parent, String sku, boolean keepsStock, Content content) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("sku", sku);
        return store.products()
                .createVariation(
                        parent.productId(),
                        parent.sku(),
                        stocked(body, keepsStock).setAll(body(content)))
                .map(this::item);
    }

    private static ObjectNode stocked(ObjectNode body, boolean keepsStock) {
        return keepsStock ? body.put("manage_stock", true).put("stock_quantity", 0) : body;
    }

    @Override
    public Outcome<Item> name(Item product, String sku) {
        return store.products().rename(product.productId(), sku).map(this::item);
    }

    private Item item(ShopItem item) {
        return items.items(List.of(item)).get(0);
    }

    @Override
    public Outcome<String> category(List<String> path) {
        return store.products().category(path);
    }

    @Override
    public boolean takesPictures() {
        return media.isPresent();
    }

    @Override
    public Outcome<String> picture(String hash, byte[] content) {
        return media.orElseThrow().picture(hash, content);
    }

    @Override
    public Outcome<Boolean> hasPicture(String attachment) {
        return media.map(found -> found.has(attachment)).orElseGet(() -> new Outcome.Done<>(true));
    }

    @Override
    public String words(Content content) {
        return Documents.text(body(content));
    }

    private static ObjectNode body(Content content) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        content.name().ifPresent(name -> body.put("name", name));
        content.description().ifPresent(text -> body.put("description", text));
        content.status().ifPresent(status -> body.put("status", status));
        content.weight().ifPresent(weight -> body.put("weight", weight));
        content.barcode().ifPresent(barcode -> body.put("global_unique_id", barcode));
        content.category()
                .ifPresent(id -> body.putArray("categories").addObject().put("id", Long.parseLong(id)));
        content.picture().ifPresent(id -> body.putArray("images").addObject().put("id", Long.parseLong(id)));
        if (!content.attributes().isEmpty()) {
            ArrayNode attributes = body.putArray("attributes");
            for (Attribute attribute : content.attributes()) {
                ObjectNode one = attributes
                        .addObject()
                        .put("name", attribute.name())
                        .put("visible", true)
                        .put("variation", true);
                ArrayNode options = one.putArray("options");
                attribute.options().forEach(options::add);
            }
        }
        if (!content.values().isEmpty()) {
            ArrayNode attributes = body.putArray("attributes");
            for (Product.Value value : content.values()) {
                attributes.addObject().put("name", value.attribute()).put("option", value.value());
            }
        }
        return body;
    }
}
