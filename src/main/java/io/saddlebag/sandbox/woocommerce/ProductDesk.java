package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Creates and changes products and variations (02-products/, facts 3 to 9). Stock is absolute, without lock or delta. */
final class ProductDesk {

    private static final List<String> STATUSES =
            List.of("draft", "pending", "private", "publish", "future", "auto-draft", "trash");
    private static final List<String> KEPT_AS_SENT = List.of(
            "featured",
            "catalog_visibility",
            "description",
            "short_description",
            "weight",
            "dimensions",
            "categories",
            "brands",
            "tags",
            "images",
            "attributes",
            "downloadable",
            "sold_individually",
            "external_url",
            "button_text");
    private static final List<String> TEXTS =
            List.of("name", "sku", "regular_price", "sale_price", "description", "weight", "global_unique_id");

    private final StoreState state;
    private final ShopEvents events;

    ProductDesk(StoreState state, ShopEvents events) {
        this.state = state;
        this.events = events;
    }

    /** What WordPress checks of a single write and skips in a batch (facts 5). */
    void check(ObjectNode body) {
        for (String field : TEXTS) {
            JsonNode value = body.path(field);
            if (!value.isMissingNode() && !value.isTextual() && !value.isNull()) {
                throw RestError.notOfType(field, field, "string");
            }
        }
        JsonNode stock = body.path("stock_quantity");
        if (!stock.isMissingNode() && !stock.isNull() && !Validation.integer(stock)) {
            throw RestError.notOfType("stock_quantity", "stock_quantity", "integer");
        }
        if (body.hasNonNull("status") && !STATUSES.contains(body.get("status").asText())) {
            throw RestError.invalid("status", RestCall.notOneOf("status", STATUSES), "rest_not_in_enum");
        }
    }

    Product create(ObjectNode body, long parent) {
        refuseTaken(body, 0);
        Product product = new Product(state.nextPost(), parent, state.clock().now());
        product.type = parent > 0 ? "variation" : body.path("type").asText("simple");
        apply(product, body, false);
        if (parent == 0) {
            product.slug = state.freeSlug(product.name.isEmpty() ? "product" : product.name);
        }
        state.put(product);
        state.product(parent).ifPresent(p -> {
            p.variations.add(product.id);
            product.slug = StoreState.slug(p.name + "-"
                    + product.extra.path("attributes").path(0).path("option").asText());
        });
        events.raise("product.created", product.id, 0);
        return product;
    }

    /** @param checked whether the single write's checks were made: there, a null stock means 0, in a batch nothing */
    void update(Product product, ObjectNode body, boolean checked) {
        refuseTaken(body, product.id);
        apply(product, body, checked);
        product.modified = state.clock().now();
        events.raise("product.updated", product.id, 0);
    }

    void trash(Product product) {
        product.status = "trash";
        state.put(product);
        product.modified = state.clock().now();
        events.raise("product.deleted", product.id, 0);
    }

    void delete(Product product) {
        state.remove(product);
        events.raise("product.deleted", product.id, 0);
    }

    private void refuseTaken(ObjectNode body, long self) {
        String sku = body.path("sku").asText("");
        Optional<Product> taken = sku.isEmpty() ? Optional.empty() : state.bySku(sku);
        if (taken.isPresent() && taken.get().id != self) {
            if (taken.get().trashed()) {
                throw new RestError(
                        400,
                        "woocommerce_rest_product_not_created",
                        "The product with SKU (" + sku
                                + ") you are trying to insert is already present in the lookup table");
            }
            throw RestError.withData(
                    400,
                    "product_invalid_sku",
                    "Invalid or duplicated SKU.",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("resource_id", taken.get().id)
                            .put("unique_sku", sku.toUpperCase(Locale.ROOT) + "-1"));
        }
        String gtin = body.path("global_unique_id").asText("");
        Optional<Product> same = gtin.isEmpty() ? Optional.empty() : state.byGtin(gtin);
        if (same.isPresent() && same.get().id != self) {
            throw RestError.withData(
                    400,
                    "product_invalid_global_unique_id",
                    "Invalid or duplicated GTIN, UPC, EAN or ISBN.",
                    JsonNodeFactory.instance.objectNode().put("resource_id", same.get().id));
        }
    }

    /** An id that is no picture's fails the whole write, in a batch too (WooCommerce, set_product_images). */
    private void pictures(ObjectNode body) {
        for (JsonNode image : body.path("images")) {
            long id = image.path("id").asLong(0);
            if (id > 0 && !state.media.containsKey(id)) {
                throw new RestError(400, "woocommerce_product_invalid_image_id", "#" + id + " is an invalid image ID.");
            }
        }
    }

    private void apply(Product product, ObjectNode body, boolean checked) {
        pictures(body);
        product.name = body.path("name").asText(product.name);
        if (body.hasNonNull("status")) {
            String status = body.get("status").asText();
            product.status = STATUSES.contains(status) ? status : "draft";
        }
        if (body.hasNonNull("sku")) {
            if (state.product(product.id).isPresent()) {
                state.rename(product, body.get("sku").asText());
            } else {
                product.sku = body.get("sku").asText();
            }
        }
        product.gtin = body.path("global_unique_id").asText(product.gtin);
        product.regularPrice = price(body, "regular_price", product.regularPrice);
        product.salePrice = price(body, "sale_price", product.salePrice);
        product.saleFrom = date(body, "date_on_sale_from_gmt", product.saleFrom);
        product.saleTo = date(body, "date_on_sale_to_gmt", product.saleTo);
        product.taxClass = body.path("tax_class").asText(product.taxClass);
        product.taxStatus = body.path("tax_status").asText(product.taxStatus);
        product.backorders = body.path("backorders").asText(product.backorders);
        product.virtual = body.path("virtual").asBoolean(product.virtual);
        product.manageStock = body.path("manage_stock").asBoolean(product.manageStock);
        product.unmanagedStockStatus = body.path("stock_status").asText(product.unmanagedStockStatus);
        JsonNode stock = body.path("stock_quantity");
        if (product.manageStock && !stock.isMissingNode() && (checked || !stock.isNull())) {
            product.stock = Validation.asPhpInteger(stock);
            product.writtenStock.add(product.stock);
        }
        for (String field : KEPT_AS_SENT) {
            if (body.hasNonNull(field)) {
                product.extra.set(field, field.equals("categories") ? known(body.get(field)) : body.get(field));
            }
        }
        product.meta.merge(body.get("meta_data"), state::nextMeta);
    }

    /** An id that is no category's is left out without a word (WordPress, wp_set_object_terms). */
    private ArrayNode known(JsonNode categories) {
        ArrayNode known = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : categories) {
            if (one.hasNonNull("name")
                    || state.categories.containsKey(one.path("id").asLong())) {
                known.add(one);
            }
        }
        return known;
    }

    /** A second product with a SKU: imports and plugins make them past the shop's own look. */
    Product copy(Product original) {
        Product copy = create(JsonNodeFactory.instance.objectNode().put("name", original.name), 0);
        copy.sku = original.sku;
        copy.status = original.status;
        copy.regularPrice = original.regularPrice;
        state.put(copy);
        return copy;
    }

    /** Takes a category away; what stood below it stands where it stood (WordPress, wp_delete_term). */
    void deleteCategory(long id) {
        ObjectNode gone = state.categories.remove(id);
        state.categories.values().stream()
                .filter(one -> one.path("parent").asLong() == id)
                .forEach(one -> one.set("parent", gone.get("parent")));
        for (Product product : state.products()) {
            if (product.extra.has("categories")) {
                product.extra.set("categories", known(product.extra.get("categories")));
            }
        }
    }

    /** The shop takes commas for thousands: {@code "3,50"} becomes {@code "350"} (facts 8). */
    private static String price(ObjectNode body, String field, String before) {
        return body.hasNonNull(field) ? body.get(field).asText().replaceAll("[^0-9.\\-]", "") : before;
    }

    /** An empty text takes the date away. */
    private static Optional<Instant> date(ObjectNode body, String field, Optional<Instant> before) {
        if (!body.has(field)) {
            return before;
        }
        String text = body.path(field).asText("");
        return text.isEmpty() || body.path(field).isNull()
                ? Optional.empty()
                : Optional.of(LocalDateTime.parse(text.replaceFirst("Z$", "")).toInstant(ZoneOffset.UTC));
    }
}
