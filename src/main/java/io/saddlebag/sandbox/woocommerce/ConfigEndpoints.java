package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tax rates, coupons, currency and payment gateways (06-config/). */
final class ConfigEndpoints {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ALLOW_ITEM = "GET, POST, PUT, PATCH, DELETE";

    private final StoreState state;
    private final Addresses addresses;

    ConfigEndpoints(StoreState state, Addresses addresses) {
        this.state = state;
        this.addresses = addresses;
    }

    void register(RestRouter router) {
        router.add("/wc/v3/taxes", "GET, POST", Map.of("GET", this::taxes, "POST", this::createTax));
        router.add("/wc/v3/taxes/classes", "GET, POST", Map.of("GET", call -> taxClasses()));
        router.add("/wc/v3/taxes/{id}", ALLOW_ITEM, Map.of("GET", this::tax));
        router.add("/wc/v3/coupons", "GET, POST", Map.of("GET", this::coupons, "POST", this::createCoupon));
        router.add("/wc/v3/data/currencies/current", "GET", Map.of("GET", call -> currency()));
        router.add("/wc/v3/payment_gateways", "GET", Map.of("GET", call -> gateways()));
    }

    private RestReply taxes(RestCall call) {
        return new Pages(Map.of()).cut(call, new ArrayList<>(state.taxRates.values()), this::json);
    }

    private RestReply tax(RestCall call) {
        TaxRate rate = state.taxRates.get(call.id());
        if (rate == null) {
            throw new RestError(404, "woocommerce_rest_invalid_id", "Invalid resource ID.");
        }
        return RestReply.item(200, json(rate));
    }

    private RestReply createTax(RestCall call) {
        long id = state.taxRates.isEmpty() ? 1 : state.taxRates.lastKey() + 1;
        String taxClass = call.text("class").isEmpty() ? "standard" : call.text("class");
        TaxRate rate = new TaxRate(
                id,
                call.text("country").toUpperCase(Locale.ROOT),
                LineEditor.money(call.body().path("rate")),
                call.text("name").isEmpty() ? "Tax" : call.text("name"),
                call.body().path("shipping").asBoolean(true),
                taxClass);
        state.taxRates.put(id, rate);
        return RestReply.created(json(rate), addresses.rest("/wc/v3/taxes/" + id));
    }

    private ObjectNode json(TaxRate rate) {
        ObjectNode o = JSON.objectNode();
        o.put("id", rate.id())
                .put("country", rate.country())
                .put("state", "")
                .put("postcode", "")
                .put("city", "");
        o.put("rate", rate.rate().setScale(4, RoundingMode.HALF_UP).toPlainString());
        o.put("name", rate.name()).put("priority", 1).put("compound", false).put("shipping", rate.shipping());
        o.put("order", 0).put("class", rate.taxClass());
        o.putArray("postcodes");
        o.putArray("cities");
        o.set("_links", addresses.links("/wc/v3/taxes", rate.id()));
        return o;
    }

    private RestReply taxClasses() {
        ArrayNode rows = JSON.arrayNode();
        for (String[] one : List.of(
                new String[] {"standard", "Standard rate"},
                new String[] {"reduced-rate", "Reduced rate"},
                new String[] {"zero-rate", "Zero rate"})) {
            ObjectNode row = rows.addObject().put("slug", one[0]).put("name", one[1]);
            row.putObject("_links")
                    .putArray("collection")
                    .addObject()
                    .put("href", addresses.rest("/wc/v3/taxes/classes"));
        }
        return RestReply.ok(rows).with("X-WP-Total", "3").with("X-WP-TotalPages", "1");
    }

    private RestReply coupons(RestCall call) {
        List<Coupon> found = new ArrayList<>(state.coupons.values());
        String code = call.query("code").toLowerCase(Locale.ROOT);
        found.removeIf(c -> !code.isEmpty() && !c.code().equals(code));
        return new Pages(Map.of()).cut(call, found, this::json);
    }

    private RestReply createCoupon(RestCall call) {
        if (!call.body().has("code")) {
            throw RestError.missing("code");
        }
        String code = call.text("code").toLowerCase(Locale.ROOT);
        if (state.coupons.containsKey(code)) {
            throw new RestError(400, "woocommerce_rest_coupon_code_already_exists", "The coupon code already exists");
        }
        String type = call.text("discount_type").isEmpty() ? "fixed_cart" : call.text("discount_type");
        BigDecimal amount = LineEditor.money(call.body().path("amount"));
        Coupon coupon =
                new Coupon(state.nextPost(), code, type, amount, state.clock().now());
        state.coupons.put(code, coupon);
        return RestReply.created(json(coupon), addresses.rest("/wc/v3/coupons/" + coupon.id()));
    }

    private ObjectNode json(Coupon c) {
        SiteClock clock = state.clock();
        ObjectNode o = JSON.objectNode();
        o.put("id", c.id()).put("code", c.code()).put("amount", OrderJson.money(c.amount(), 2));
        o.put("status", "publish");
        o.put("date_created", clock.local(c.created())).put("date_created_gmt", clock.gmt(c.created()));
        o.put("date_modified", clock.local(c.created())).put("date_modified_gmt", clock.gmt(c.created()));
        o.put("discount_type", c.type()).put("description", "");
        o.putNull("date_expires")
                .putNull("date_expires_gmt")
                .put("usage_count", 0)
                .put("individual_use", false);
        o.putArray("product_ids");
        o.putArray("excluded_product_ids");
        o.putNull("usage_limit").putNull("usage_limit_per_user").putNull("limit_usage_to_x_items");
        o.put("free_shipping", false);
        o.putArray("product_categories");
        o.putArray("excluded_product_categories");
        o.put("exclude_sale_items", false).put("minimum_amount", "0.00").put("maximum_amount", "0.00");
        o.putArray("email_restrictions");
        o.putArray("used_by");
        o.putArray("meta_data");
        o.set("_links", addresses.links("/wc/v3/coupons", c.id()));
        return o;
    }

    private RestReply currency() {
        ShopSettings settings = state.settings();
        ObjectNode o = JSON.objectNode();
        o.put("code", settings.currency).put("name", settings.currencyName());
        o.put("symbol", settings.currencySymbolHtml());
        o.set(
                "_links",
                addresses.links("/wc/v3/data/currencies/" + settings.currency, "/wc/v3/data/currencies", "GET"));
        return RestReply.item(200, o);
    }

    private RestReply gateways() {
        ArrayNode rows = JSON.arrayNode();
        int order = 1;
        for (String[] one : List.of(
                new String[] {"bacs", "Direct bank transfer"},
                new String[] {"cheque", "Check payments"},
                new String[] {"cod", "Cash on delivery"})) {
            ObjectNode row =
                    rows.addObject().put("id", one[0]).put("title", one[1]).put("description", "");
            row.put("order", order++).put("enabled", !one[0].equals("cheque")).put("method_title", one[1]);
            row.put("method_description", "").putArray("method_supports").add("products");
            ObjectNode settings = row.putObject("settings");
            setting(settings, "title", "safe_text", one[1]);
            setting(settings, "instructions", "textarea", "");
            if (one[0].equals("cod")) {
                setting(settings, "enable_for_methods", "multiselect", "").putObject("options");
                setting(settings, "enable_for_virtual", "checkbox", "yes");
            }
            row.put("needs_setup", false).putArray("post_install_scripts");
            row.put("settings_url", addresses.site() + "/wp-admin/admin.php?page=wc-settings&tab=checkout");
            row.putNull("connection_url").putNull("setup_help_text").putArray("required_settings_keys");
            row.set(
                    "_links",
                    addresses.links(
                            "/wc/v3/payment_gateways/" + one[0],
                            "/wc/v3/payment_gateways",
                            "GET",
                            "POST",
                            "PUT",
                            "PATCH"));
        }
        return RestReply.ok(rows).with("X-WP-Total", "3").with("X-WP-TotalPages", "1");
    }

    private static ObjectNode setting(ObjectNode settings, String id, String type, String value) {
        return settings.putObject(id)
                .put("id", id)
                .put("label", id)
                .put("description", "")
                .put("type", type)
                .put("value", value)
                .put("default", value)
                .put("tip", "")
                .put("placeholder", "");
    }
}
