package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /wc/v3/products}, their variations and batches. */
final class ProductEndpoints {

    private static final String BASE = "/wc/v3/products";
    private static final String ALLOW_ITEM = "GET, POST, PUT, PATCH, DELETE";
    private static final Pages PAGES = new Pages(Map.of());

    private final StoreState state;
    private final ProductDesk desk;
    private final ProductJson json;

    ProductEndpoints(StoreState state, ProductDesk desk, ProductJson json) {
        this.state = state;
        this.desk = desk;
        this.json = json;
    }

    void register(RestRouter router) {
        router.add(BASE, "GET, POST", Map.of("GET", this::list, "POST", this::create));
        router.add(BASE + "/batch", "POST, PUT, PATCH", Map.of("POST", this::batch));
        router.add(BASE + "/attributes", "GET, POST", Map.of("POST", this::createAttribute));
        router.add(BASE + "/{id}", ALLOW_ITEM, Map.of("GET", this::get, "PUT", this::put, "DELETE", this::delete));
        String variations = BASE + "/{parent}/variations";
        router.add(variations, "GET, POST", Map.of("GET", this::variations, "POST", this::createVariation));
        router.add(variations + "/batch", "POST, PUT, PATCH", Map.of("POST", this::variationBatch));
        router.add(
                variations + "/{id}",
                ALLOW_ITEM,
                Map.of("GET", this::getVariation, "PUT", this::putVariation, "DELETE", this::deleteVariation));
    }

    private Product find(long id, int missing) {
        return state.product(id)
                .orElseThrow(() -> new RestError(missing, "woocommerce_rest_product_invalid_id", "Invalid ID."));
    }

    private Product writable(long id) {
        Product product = find(id, 400);
        if (product.variation()) {
            throw new RestError(
                    404,
                    "woocommerce_rest_invalid_product_id",
                    "To manipulate product variations you should use the /products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.");
        }
        return product;
    }

    private Product variation(RestCall call, long id, int missing) {
        return state.product(id)
                .filter(p -> p.parentId == call.number("parent"))
                .orElseThrow(
                        () -> new RestError(missing, "woocommerce_rest_product_variation_invalid_id", "Invalid ID."));
    }

    private RestReply list(RestCall call) {
        Set<String> skus =
                call.list("sku").stream().map(s -> s.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Set<Long> include = call.ids("include");
        Set<Long> exclude = call.ids("exclude");
        String searchSku = call.query("search_sku").toLowerCase(Locale.ROOT);
        String search = call.query("search").toLowerCase(Locale.ROOT);
        String stockStatus = call.query("stock_status");
        String status = call.query("status");
        Optional<Instant> after = call.date("modified_after", state.clock());
        Optional<Instant> before = call.date("modified_before", state.clock());
        String sort = call.oneOf(
                "orderby",
                "date",
                List.of("date", "id", "include", "title", "slug", "modified", "price", "popularity"));
        boolean ascending = call.oneOf("order", "desc", List.of("asc", "desc")).equals("asc");
        List<Product> found = new ArrayList<>();
        for (Product p : ascending ? state.products() : state.productsNewestFirst()) {
            boolean wanted = (skus.isEmpty() ? !p.variation() : skus.contains(p.sku.toLowerCase(Locale.ROOT)))
                    && (status.isEmpty() || status.equals("any") ? !p.trashed() : p.status.equals(status))
                    && (include.isEmpty() || include.contains(p.id))
                    && !exclude.contains(p.id)
                    && (searchSku.isEmpty() || p.sku.toLowerCase(Locale.ROOT).contains(searchSku))
                    && (search.isEmpty() || p.name.toLowerCase(Locale.ROOT).contains(search))
                    && (stockStatus.isEmpty() || p.stockStatus().equals(stockStatus))
                    && (after.isEmpty() || p.modified.isAfter(after.get()))
                    && (before.isEmpty() || p.modified.isBefore(before.get()));
            if (wanted) {
                found.add(p);
            }
        }
        if (sort.equals("modified")) {
            Comparator<Product> byDate = Comparator.comparing(p -> p.modified);
            found.sort(ascending ? byDate : byDate.reversed());
        }
        return PAGES.cut(call, found, p -> json.product(p, false));
    }

    private RestReply get(RestCall call) {
        return RestReply.item(200, json.product(find(call.id(), 404), false));
    }

    private RestReply create(RestCall call) {
        desk.check(call.body());
        Product product = desk.create(call.body(), 0);
        return RestReply.created(json.product(product, true), call.addresses().rest(BASE + "/" + product.id));
    }

    private RestReply put(RestCall call) {
        desk.check(call.body());
        Product product = writable(call.id());
        desk.update(product, call.body(), true);
        return RestReply.item(200, json.product(product, true));
    }

    private RestReply delete(RestCall call) {
        return RestReply.item(200, delete(find(call.id(), 404), call.flag("force")));
    }

    private ObjectNode delete(Product product, boolean force) {
        ObjectNode before = json.product(product, true);
        if (force) {
            desk.delete(product);
        } else if (product.trashed()) {
            throw new RestError(410, "woocommerce_rest_already_trashed", "The product has already been deleted.");
        } else {
            desk.trash(product);
        }
        return before;
    }

    private RestReply batch(RestCall call) {
        return new Batch(
                        item -> json.product(desk.create(item, 0), true),
                        item -> {
                            Product product = writable(item.path("id").asLong(0));
                            desk.update(product, item, false);
                            return json.product(product, true);
                        },
                        id -> delete(find(id, 404), true))
                .run(call);
    }

    private RestReply variations(RestCall call) {
        Product parent = find(call.number("parent"), 404);
        List<Product> found = new ArrayList<>();
        List<String> skus = call.list("sku");
        Set<Long> include = call.ids("include");
        for (int i = parent.variations.size() - 1; i >= 0; i--) {
            state.product(parent.variations.get(i))
                    .filter(v -> !v.trashed())
                    .filter(v -> include.isEmpty() || include.contains(v.id))
                    .filter(v -> skus.isEmpty() || skus.stream().anyMatch(v.sku::equalsIgnoreCase))
                    .ifPresent(found::add);
        }
        return PAGES.cut(call, found, v -> json.variation(v, false));
    }

    private RestReply getVariation(RestCall call) {
        return RestReply.item(200, json.variation(variation(call, call.id(), 404), false));
    }

    private RestReply createVariation(RestCall call) {
        desk.check(call.body());
        Product parent = find(call.number("parent"), 404);
        Product made = desk.create(call.body(), parent.id);
        // the real shop forgets to fill in the parent's id
        String location = call.addresses().rest(BASE + "/(?P<product_id>[\\d]+)/variations/" + made.id);
        return RestReply.created(json.variation(made, true), location);
    }

    private RestReply putVariation(RestCall call) {
        desk.check(call.body());
        Product product = variation(call, call.id(), 400);
        desk.update(product, call.body(), true);
        return RestReply.item(200, json.variation(product, true));
    }

    private RestReply deleteVariation(RestCall call) {
        Product product = variation(call, call.id(), 404);
        ObjectNode before = json.variation(product, true);
        desk.delete(product);
        return RestReply.item(200, before);
    }

    private RestReply variationBatch(RestCall call) {
        Product parent = find(call.number("parent"), 404);
        return new Batch(
                        item -> json.variation(desk.create(item, parent.id), true),
                        item -> {
                            Product product = variation(call, item.path("id").asLong(0), 400);
                            desk.update(product, item, false);
                            return json.variation(product, true);
                        },
                        id -> {
                            Product product = variation(call, id, 404);
                            ObjectNode before = json.variation(product, true);
                            desk.delete(product);
                            return before;
                        })
                .run(call);
    }

    private RestReply createAttribute(RestCall call) {
        long id = state.attributes.size() + 1L;
        ObjectNode attribute = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("name", call.text("name"))
                .put(
                        "slug",
                        call.text("slug").isEmpty() ? "pa_" + StoreState.slug(call.text("name")) : call.text("slug"))
                .put("type", "select")
                .put("order_by", "menu_order")
                .put("has_archives", false);
        state.attributes.put(id, attribute.deepCopy());
        attribute.set("_links", call.addresses().links(BASE + "/attributes", id));
        return RestReply.created(attribute, call.addresses().rest(BASE + "/attributes/" + id));
    }
}
