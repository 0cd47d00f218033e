package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds and makes products, variations and categories. Safe with several threads. A SKU that is taken is refused by the store
 * ({@code product_invalid_sku}, facts: woocommerce 7), so two makers of one SKU end with one product.
 */
public final class ProductShelf {

    private static final String PRODUCTS = "/wc/v3/products";
    private static final String CATEGORIES = "/wc/v3/products/categories";
    /** The store's own page size at most (facts: woocommerce 9). */
    private static final int PAGE = 100;

    /**
     * So long an id of a category is believed. The store takes the id of one that was deleted since, answers 200, and leaves the
     * product in none (WordPress, {@code wp_set_object_terms}).
     */
    private static final Duration BELIEVED = Duration.ofMinutes(5);

    private final WooClient client;
    private final Clock clock;
    /** Categories by path. */
    private final Map<List<String>, Known> categories = new ConcurrentHashMap<>();

    ProductShelf(WooClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    private record Known(String id, Instant until) {}

    /** Products and variations that have one of these SKUs, whatever its case (facts: woocommerce 7). */
    public Outcome<List<ShopItem>> find(Collection<String> skus, boolean inTrash) {
        List<String> all = List.copyOf(skus);
        Outcome<List<ShopItem>> found = new Outcome.Done<>(List.of());
        for (int from = 0; from < all.size(); from += PAGE / 2) {
            List<String> some = all.subList(from, Math.min(all.size(), from + PAGE / 2));
            found = found.then(before -> client.get(
                            "look-up-skus",
                            PRODUCTS,
                            new Parameter("sku", String.join(",", some)),
                            new Parameter("status", inTrash ? "trash" : "any"),
                            new Parameter("per_page", String.valueOf(PAGE)),
                            new Parameter("_fields", ShopItem.FIELDS))
                    .then(WooAnswer::rows)
                    .map(rows -> joined(before, rows)));
        }
        return found;
    }

    private static List<ShopItem> joined(List<ShopItem> before, List<JsonNode> rows) {
        List<ShopItem> all = new ArrayList<>(before);
        rows.forEach(row -> all.add(
                row.path("parent_id").asLong(0) > 0
                        ? ShopItem.variation(
                                row, String.valueOf(row.path("parent_id").asLong()), "")
                        : ShopItem.product(row)));
        return List.copyOf(all);
    }

    /** Makes a product. */
    public Outcome<ShopItem> create(ObjectNode body) {
        return client.write("create-product", "POST", PRODUCTS, body)
                .then(ProductShelf::made)
                .map(ShopItem::product);
    }

    /** Makes a variation of a product. */
    public Outcome<ShopItem> createVariation(String parent, String parentSku, ObjectNode body) {
        return client.write("create-variation", "POST", PRODUCTS + "/" + WooStore.digits(parent) + "/variations", body)
                .then(ProductShelf::made)
                .map(row -> ShopItem.variation(row, parent, parentSku));
    }

    /** Gives a product a SKU. */
    public Outcome<ShopItem> rename(String id, String sku) {
        return client.write(
                        "name-product",
                        "PUT",
                        PRODUCTS + "/" + WooStore.digits(id),
                        WooBody.JSON.createObjectNode().put("sku", sku))
                .then(answer -> answer.identified(id))
                .map(ShopItem::product);
    }

    private static Outcome<JsonNode> made(WooAnswer answer) {
        return OrderFields.id(answer.body())
                .<Outcome<JsonNode>>map(id -> new Outcome.Done<>(answer.body()))
                .orElseGet(() -> new Outcome.Unknown<>("the store answered a create without the id of what it made"));
    }

    /**
     * The id of a category below others; each that is missing is made once. Where the store refuses, an id that was believed may
     * be gone, or another maker was quicker: everything is looked for once more.
     */
    public Outcome<String> category(List<String> path) {
        Outcome<String> id = descend(path);
        if (id instanceof Outcome.Refused<String>) {
            categories.clear();
            return descend(path);
        }
        return id;
    }

    private Outcome<String> descend(List<String> path) {
        Outcome<String> id = new Outcome.Done<>("0");
        for (int depth = 1; depth <= path.size(); depth++) {
            List<String> so = List.copyOf(path.subList(0, depth));
            id = id.then(parent -> Optional.ofNullable(categories.get(so))
                    .filter(known -> clock.instant().isBefore(known.until()))
                    .map(Known::id)
                    .<Outcome<String>>map(Outcome.Done::new)
                    .orElseGet(() -> category(parent, so)));
        }
        return id;
    }

    private Outcome<String> category(String parent, List<String> path) {
        String name = path.get(path.size() - 1);
        return client.get(
                        "look-up-category",
                        CATEGORIES,
                        new Parameter("search", name),
                        new Parameter("parent", parent),
                        new Parameter("per_page", String.valueOf(PAGE)),
                        new Parameter("_fields", "id,name,parent"))
                .then(WooAnswer::rows)
                .then(rows -> rows.stream()
                        .filter(row -> plain(OrderFields.text(row, "name")).equalsIgnoreCase(name)
                                && row.path("parent").asText().equals(parent))
                        .findFirst()
                        .flatMap(OrderFields::id)
                        .<Outcome<String>>map(Outcome.Done::new)
                        .orElseGet(() -> make(parent, name)))
                .map(id -> {
                    categories.put(path, new Known(id, clock.instant().plus(BELIEVED)));
                    return id;
                });
    }

    /** The store writes {@code &amp;} where a name has an ampersand. */
    private static String plain(String name) {
        return name.replace("&amp;", "&")
                .replace("&#039;", "'")
                .replace("&quot;", "\"")
                .strip();
    }

    /** One maker at a time in this process; the store itself refuses a second one of the same name and parent. */
    private synchronized Outcome<String> make(String parent, String name) {
        return client.write(
                        "create-category",
                        "POST",
                        CATEGORIES,
                        WooBody.JSON.createObjectNode().put("name", name).put("parent", Long.parseLong(parent)))
                .then(ProductShelf::made)
                .map(row -> OrderFields.id(row).orElseThrow());
    }
}
