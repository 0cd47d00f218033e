package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Everything the shop holds, in plain collections; one thread at a time. Ids count up as WordPress's do. */
final class StoreState {

    final NavigableMap<Long, Order> orders = new TreeMap<>();
    final NavigableMap<Long, Refund> refunds = new TreeMap<>();
    final NavigableMap<Long, Customer> customers = new TreeMap<>();
    final NavigableMap<Long, TaxRate> taxRates = new TreeMap<>();
    final Map<String, Coupon> coupons = new LinkedHashMap<>();
    final Map<Long, ObjectNode> attributes = new LinkedHashMap<>();
    final NavigableMap<Long, ObjectNode> categories = new TreeMap<>();
    final Map<Long, ObjectNode> media = new LinkedHashMap<>();

    private final NavigableMap<Long, Product> products = new TreeMap<>();
    private final Map<String, Long> skus = new HashMap<>();
    private final SiteClock clock;
    private final ShopSettings settings;
    private long catalogueVersion;
    private long lastPost = 9;
    /** "Uncategorized" is there from the start. */
    private long lastTerm = 15;

    private long lastItem;
    private long lastMeta;
    private long lastNote;
    private long lastCustomer = 1;

    StoreState(SiteClock clock, ShopSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    SiteClock clock() {
        return clock;
    }

    ShopSettings settings() {
        return settings;
    }

    /** Products, orders and refunds share one sequence. */
    long nextPost() {
        return ++lastPost;
    }

    long nextTerm() {
        return ++lastTerm;
    }

    long nextItem() {
        return ++lastItem;
    }

    long nextMeta() {
        return ++lastMeta;
    }

    long nextNote() {
        return ++lastNote;
    }

    long nextCustomer() {
        return ++lastCustomer;
    }

    /** Makes the next post id at least this, so that captured requests meet the ids they name. */
    void skipTo(long post) {
        lastPost = Math.max(lastPost, post - 1);
    }

    /** The same for line ids. */
    void skipItemsTo(long item) {
        lastItem = Math.max(lastItem, item - 1);
    }

    /** Changes whenever products come, go or get another SKU. */
    long catalogueVersion() {
        return catalogueVersion;
    }

    void addTaxRate(TaxRate rate) {
        long id = rate.id() > 0 ? rate.id() : taxRates.isEmpty() ? 1 : taxRates.lastKey() + 1;
        taxRates.put(id, rate.withId(id));
    }

    Collection<Product> products() {
        return products.values();
    }

    Collection<Product> productsNewestFirst() {
        return products.descendingMap().values();
    }

    Optional<Product> product(long id) {
        return Optional.ofNullable(products.get(id));
    }

    /** Who keeps the stock of a product: itself, or for a variation that does not the product above it, if that does. */
    Product keeper(Product product) {
        return product.variation() && !product.manageStock
                ? product(product.parentId).filter(parent -> parent.manageStock).orElse(product)
                : product;
    }

    /** A product or variation by SKU, whatever its case; trashed ones too, whose SKU stays taken. */
    Optional<Product> bySku(String sku) {
        return Optional.ofNullable(skus.get(sku.toLowerCase(Locale.ROOT))).flatMap(this::product);
    }

    void put(Product product) {
        catalogueVersion++;
        products.put(product.id, product);
        if (!product.sku.isEmpty()) {
            skus.put(product.sku.toLowerCase(Locale.ROOT), product.id);
        }
    }

    void rename(Product product, String sku) {
        forgetSku(product);
        product.sku = sku;
        put(product);
    }

    void remove(Product product) {
        catalogueVersion++;
        products.remove(product.id);
        forgetSku(product);
        product(product.parentId).ifPresent(parent -> parent.variations.remove(product.id));
        for (Long variation : List.copyOf(product.variations)) {
            product(variation).ifPresent(this::remove);
        }
    }

    /** Where another product has the same SKU, it is found by that from now on. */
    private void forgetSku(Product product) {
        String key = product.sku.toLowerCase(Locale.ROOT);
        if (skus.remove(key, product.id)) {
            products.values().stream()
                    .filter(other -> other.id != product.id && other.sku.equalsIgnoreCase(key) && !key.isEmpty())
                    .findFirst()
                    .ifPresent(other -> skus.put(key, other.id));
        }
    }

    Optional<Product> byGtin(String gtin) {
        return products.values().stream().filter(p -> p.gtin.equals(gtin)).findFirst();
    }

    String attributeName(long id, String otherwise) {
        JsonNode known = attributes.get(id);
        return known == null ? otherwise : known.path("name").asText();
    }

    String attributeSlug(long id, String name) {
        JsonNode known = attributes.get(id);
        return known == null ? name : known.path("slug").asText();
    }

    /** A slug no other product has. */
    String freeSlug(String name) {
        String wanted = slug(name);
        List<String> taken = new ArrayList<>();
        products.values().stream().filter(p -> p.slug.startsWith(wanted)).forEach(p -> taken.add(p.slug));
        String free = wanted;
        for (int i = 2; taken.contains(free); i++) {
            free = wanted + "-" + i;
        }
        return free;
    }

    static String slug(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        StringBuilder slug = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                slug.append(c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK
                    && !slug.isEmpty()
                    && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        return slug.toString().endsWith("-") ? slug.substring(0, slug.length() - 1) : slug.toString();
    }
}
