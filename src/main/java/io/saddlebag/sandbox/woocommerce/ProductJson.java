package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Writes products and variations as REST v3 does (02-products/). */
final class ProductJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StoreState state;
    private final Addresses addresses;

    ProductJson(StoreState state, Addresses addresses) {
        this.state = state;
        this.addresses = addresses;
    }

    /** @param edit the answer to a write shows two fields more and the raw tax class (02-products/create-simple) */
    ObjectNode product(Product p, boolean edit) {
        ObjectNode o = JSON.objectNode();
        o.put("id", p.id).put("name", fullName(p)).put("slug", p.slug).put("permalink", permalink(p));
        dates(o, p);
        o.put("type", p.type).put("status", p.status);
        flag(o, p, "featured", false);
        text(o, p, "catalog_visibility", "visible");
        text(o, p, "description", "");
        text(o, p, "short_description", "");
        o.put("sku", p.sku);
        prices(o, p);
        o.put("on_sale", !p.salePrice.isEmpty());
        o.put("purchasable", !price(p).isEmpty());
        if (p.variation()) {
            o.put("total_sales", Long.toString(p.sold));
        } else {
            o.put("total_sales", p.sold);
        }
        o.put("virtual", p.virtual);
        downloads(o, p);
        text(o, p, "external_url", "");
        text(o, p, "button_text", "");
        o.put("tax_status", p.taxStatus).put("tax_class", p.taxClass);
        stock(o, p);
        o.putNull("low_stock_amount");
        flag(o, p, "sold_individually", false);
        measures(o, p);
        o.put("shipping_required", !p.virtual).put("shipping_taxable", !p.virtual);
        o.put("shipping_class", "").put("shipping_class_id", 0);
        o.put("reviews_allowed", !p.variation());
        o.put("average_rating", edit ? "0" : "0.00").put("rating_count", 0);
        o.putArray("upsell_ids");
        o.putArray("cross_sell_ids");
        o.put("parent_id", p.parentId).put("purchase_note", "");
        o.set(
                "categories",
                p.extra.has("categories") && !p.extra.get("categories").isEmpty()
                        ? named(p.extra.get("categories"))
                        : p.variation() ? JSON.arrayNode() : uncategorized());
        for (String list : List.of("brands", "tags")) {
            o.set(list, p.extra.has(list) ? p.extra.get(list) : JSON.arrayNode());
        }
        o.set("images", pictures(p.extra.path("images")));
        o.set("attributes", attributes(p));
        o.putArray("default_attributes");
        ArrayNode variations = o.putArray("variations");
        p.variations.forEach(variations::add);
        o.putArray("grouped_products");
        o.put("menu_order", 0).put("price_html", priceHtml(p));
        o.putArray("related_ids");
        o.set("meta_data", p.meta.plain(false));
        o.put("stock_status", stockStatus(p)).put("has_options", p.type.equals("variable"));
        o.put("post_password", "").put("global_unique_id", p.gtin);
        if (edit) {
            o.put("permalink_template", addresses.site() + "/product/%pagename%/")
                    .put("generated_slug", p.slug);
        }
        ObjectNode links = addresses.links("/wc/v3/products", p.id);
        if (p.variation()) {
            addresses.up(links, "/wc/v3/products/" + p.parentId);
        }
        o.set("_links", links);
        return o;
    }

    ObjectNode variation(Product p, boolean edit) {
        ObjectNode o = JSON.objectNode();
        o.put("id", p.id).put("type", "variation");
        dates(o, p);
        text(o, p, "description", "");
        o.put("permalink", permalink(p)).put("sku", sku(p)).put("global_unique_id", p.gtin);
        prices(o, p);
        o.put("on_sale", !p.salePrice.isEmpty()).put("status", p.status);
        o.put("purchasable", !p.price().isEmpty()).put("virtual", p.virtual);
        downloads(o, p);
        o.put("tax_status", p.taxStatus).put("tax_class", edit && p.taxClass.isEmpty() ? "parent" : p.taxClass);
        Product keeper = state.keeper(p);
        if (keeper == p) {
            o.put("manage_stock", p.manageStock);
        } else {
            o.put("manage_stock", "parent");
        }
        quantity(o, keeper);
        o.put("stock_status", keeper.stockStatus());
        backorders(o, keeper);
        o.putNull("low_stock_amount");
        measures(o, p);
        o.put("shipping_class", "").put("shipping_class_id", 0).putNull("image");
        o.set("attributes", attributes(p));
        o.put("menu_order", 0).set("meta_data", p.meta.plain(false));
        o.put("name", options(p)).put("parent_id", p.parentId);
        String collection = "/wc/v3/products/" + p.parentId + "/variations";
        ObjectNode links = addresses.links(collection, p.id);
        addresses.up(links, "/wc/v3/products/" + p.parentId);
        o.set("_links", links);
        return o;
    }

    /** A variation without a SKU of its own shows its parent's. */
    private String sku(Product p) {
        return p.sku.isEmpty() && p.variation()
                ? state.product(p.parentId).map(parent -> parent.sku).orElse("")
                : p.sku;
    }

    /** {@code T-Shirt - M} for a variation. */
    String fullName(Product p) {
        if (!p.variation()) {
            return p.name;
        }
        return state.product(p.parentId).map(parent -> parent.name).orElse("") + " - " + options(p);
    }

    private static String options(Product p) {
        StringBuilder all = new StringBuilder();
        for (JsonNode attribute : p.extra.path("attributes")) {
            all.append(all.isEmpty() ? "" : ", ")
                    .append(attribute.path("option").asText());
        }
        return all.toString();
    }

    private ArrayNode attributes(Product p) {
        ArrayNode all = JSON.arrayNode();
        for (JsonNode a : p.extra.path("attributes")) {
            ObjectNode one = all.addObject().put("id", a.path("id").asLong());
            String name =
                    state.attributeName(a.path("id").asLong(), a.path("name").asText(""));
            one.put("name", name).put("slug", state.attributeSlug(a.path("id").asLong(), name));
            if (p.variation()) {
                one.put("option", a.path("option").asText());
            } else {
                one.put("position", a.path("position").asInt(0));
                one.put("visible", a.path("visible").asBoolean(false));
                one.put("variation", a.path("variation").asBoolean(false));
                one.set("options", a.has("options") ? a.get("options") : JSON.arrayNode());
            }
        }
        return all;
    }

    private void dates(ObjectNode o, Product p) {
        SiteClock clock = state.clock();
        o.put("date_created", clock.local(p.created)).put("date_created_gmt", clock.gmt(p.created));
        o.put("date_modified", clock.local(p.modified)).put("date_modified_gmt", clock.gmt(p.modified));
    }

    private void prices(ObjectNode o, Product p) {
        o.put("price", price(p)).put("regular_price", p.regularPrice).put("sale_price", p.salePrice);
        saleDate(o, "date_on_sale_from", p.saleFrom);
        saleDate(o, "date_on_sale_to", p.saleTo);
    }

    private void saleDate(ObjectNode o, String field, Optional<Instant> at) {
        if (at.isPresent()) {
            o.put(field, state.clock().local(at.get()))
                    .put(field + "_gmt", state.clock().gmt(at.get()));
        } else {
            o.putNull(field).putNull(field + "_gmt");
        }
    }

    private String price(Product p) {
        if (!p.type.equals("variable")) {
            return p.price();
        }
        return variations(p)
                .filter(v -> !v.price().isEmpty())
                .min(Comparator.comparing(Product::amount))
                .map(Product::price)
                .orElse("");
    }

    private java.util.stream.Stream<Product> variations(Product p) {
        return p.variations.stream().map(state::product).flatMap(Optional::stream);
    }

    private String stockStatus(Product p) {
        if (!p.type.equals("variable") || p.manageStock) {
            return p.stockStatus();
        }
        return variations(p).anyMatch(v -> v.stockStatus().equals("instock")) ? "instock" : "outofstock";
    }

    private void stock(ObjectNode o, Product p) {
        o.put("manage_stock", p.manageStock);
        quantity(o, p);
        backorders(o, p);
    }

    private static void quantity(ObjectNode o, Product p) {
        if (p.manageStock) {
            o.put("stock_quantity", p.stock);
        } else {
            o.putNull("stock_quantity");
        }
    }

    private static void backorders(ObjectNode o, Product p) {
        o.put("backorders", p.backorders).put("backorders_allowed", !p.backorders.equals("no"));
        o.put("backordered", p.manageStock && p.stock < 0 && !p.backorders.equals("no"));
    }

    private static void downloads(ObjectNode o, Product p) {
        flag(o, p, "downloadable", false);
        o.putArray("downloads");
        o.put("download_limit", -1).put("download_expiry", -1);
    }

    private static void measures(ObjectNode o, Product p) {
        text(o, p, "weight", "");
        ObjectNode dimensions = o.putObject("dimensions");
        for (String side : List.of("length", "width", "height")) {
            dimensions.put(side, p.extra.path("dimensions").path(side).asText(""));
        }
    }

    private ArrayNode named(JsonNode categories) {
        ArrayNode all = JSON.arrayNode();
        for (JsonNode one : categories) {
            JsonNode known = state.categories.getOrDefault(one.path("id").asLong(), JSON.objectNode());
            all.addObject()
                    .put("id", one.path("id").asLong())
                    .put("name", known.path("name").asText(one.path("name").asText()))
                    .put("slug", known.path("slug").asText(one.path("slug").asText()));
        }
        return all;
    }

    private ArrayNode pictures(JsonNode images) {
        ArrayNode all = JSON.arrayNode();
        for (JsonNode one : images) {
            Optional.ofNullable(state.media.get(one.path("id").asLong())).ifPresent(known -> all.addObject()
                    .put("id", known.path("id").asLong())
                    .put("src", known.path("source_url").asText())
                    .put("name", known.path("slug").asText())
                    .put("alt", ""));
        }
        return all;
    }

    private static ArrayNode uncategorized() {
        ArrayNode one = JSON.arrayNode();
        one.addObject().put("id", 15).put("name", "Uncategorized").put("slug", "uncategorized");
        return one;
    }

    private String priceHtml(Product p) {
        String price = price(p);
        if (price.isEmpty()) {
            return "";
        }
        return "<span class=\"woocommerce-Price-amount amount\"><bdi><span class=\"woocommerce-Price-currencySymbol\">"
                + state.settings().currencySymbolHtml() + "</span>"
                + new BigDecimal(price).setScale(2, java.math.RoundingMode.HALF_UP) + "</bdi></span>";
    }

    private String permalink(Product p) {
        if (!p.variation()) {
            return addresses.site() + "/product/" + p.slug + "/";
        }
        String slug = state.product(p.parentId).map(parent -> parent.slug).orElse("");
        StringBuilder query = new StringBuilder();
        for (JsonNode a : attributes(p)) {
            query.append(query.isEmpty() ? "?" : "&")
                    .append("attribute_")
                    .append(a.path("slug").asText())
                    .append('=')
                    .append(StoreState.slug(a.path("option").asText()));
        }
        return addresses.site() + "/product/" + slug + "/" + query;
    }

    private static void text(ObjectNode o, Product p, String field, String otherwise) {
        o.put(field, p.extra.path(field).asText(otherwise));
    }

    private static void flag(ObjectNode o, Product p, String field, boolean otherwise) {
        o.put(field, p.extra.path(field).asBoolean(otherwise));
    }
}
