package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What describes the site: the REST index, settings and the system status (06-config/). */
final class SiteEndpoints {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** One shop setting; options empty where it takes any text. */
    private record Setting(String id, String label, String type, String value, String initial, List<String> options) {}

    private final StoreState state;
    private final Addresses addresses;
    private final String name;

    SiteEndpoints(StoreState state, Addresses addresses, String name) {
        this.state = state;
        this.addresses = addresses;
        this.name = name;
    }

    void register(RestRouter router) {
        router.addOpen("/", call -> index(router));
        router.addOpen("/wc/v3", call -> namespace(router));
        router.add("/wc/v3/settings/{group:any}", "GET", Map.of("GET", this::settings));
        router.add(
                "/wc/v3/settings/{group:any}/{setting:any}",
                "GET, POST, PUT, PATCH",
                Map.of("GET", this::setting, "PUT", this::set));
        router.add("/wc/v3/system_status", "GET", Map.of("GET", call -> RestReply.ok(systemStatus())));
    }

    private RestReply index(RestRouter router) {
        ObjectNode o = JSON.objectNode();
        o.put("name", name).put("description", "").put("url", addresses.site()).put("home", addresses.site());
        o.set("gmt_offset", OrderJson.number(state.clock().gmtOffsetHours()));
        String zone = state.clock().zone().getId();
        o.put("timezone_string", zone.contains("/") ? zone : "");
        o.put("page_for_posts", 0).put("page_on_front", 0).put("show_on_front", "posts");
        ArrayNode namespaces = o.putArray("namespaces");
        List.of("oembed/1.0", "wc/v1", "wc/v2", "wc/v3", "wc/store/v1", "wp/v2").forEach(namespaces::add);
        o.putArray("authentication");
        o.set("routes", routes(router));
        o.put("site_logo", 0).put("site_icon", 0).put("site_icon_url", "");
        return RestReply.ok(o);
    }

    private RestReply namespace(RestRouter router) {
        ObjectNode o = JSON.objectNode().put("namespace", "wc/v3");
        o.set("routes", routes(router));
        o.putObject("_links").putArray("up").addObject().put("href", addresses.rest("/"));
        return RestReply.item(200, o);
    }

    private ObjectNode routes(RestRouter router) {
        ObjectNode routes = JSON.objectNode();
        for (String path : router.paths()) {
            String pattern =
                    path.replaceAll("\\{(\\w+):any}", "(?P<$1>[\\\\w-]+)").replaceAll("\\{(\\w+)}", "(?P<$1>[\\\\d]+)");
            routes.putObject(pattern).put("namespace", path.startsWith("/wc/v3") ? "wc/v3" : "");
        }
        return routes;
    }

    private RestReply settings(RestCall call) {
        ArrayNode rows = JSON.arrayNode();
        for (Setting setting : group(call)) {
            rows.add(json(call.variable("group"), setting, false));
        }
        return RestReply.ok(rows);
    }

    private RestReply setting(RestCall call) {
        return RestReply.item(200, json(call.variable("group"), find(call), true));
    }

    private RestReply set(RestCall call) {
        Setting setting = find(call);
        String value = call.text("value");
        if (!setting.options().isEmpty() && !setting.options().contains(value)) {
            throw new RestError(400, "rest_setting_value_invalid", "An invalid setting value was passed.");
        }
        if (!setting.id().equals("woocommerce_prices_include_tax")) {
            throw new RestError(400, "rest_setting_value_invalid", "The sandbox cannot change " + setting.id() + ".");
        }
        state.settings().pricesIncludeTax = value.equals("yes");
        return RestReply.item(200, json(call.variable("group"), find(call), true));
    }

    private List<Setting> group(RestCall call) {
        return switch (call.variable("group")) {
            case "general" -> general();
            case "tax" -> tax();
            default -> throw new RestError(404, "rest_setting_setting_group_invalid", "Invalid setting group.");
        };
    }

    private Setting find(RestCall call) {
        return group(call).stream()
                .filter(s -> s.id().equals(call.variable("setting")))
                .findFirst()
                .orElseThrow(() -> new RestError(404, "rest_setting_setting_invalid", "Invalid setting."));
    }

    private List<Setting> general() {
        ShopSettings shop = state.settings();
        List<String> yesNo = List.of();
        return List.of(
                new Setting("woocommerce_store_address", "Address line 1", "text", "1 Sample Way", "", List.of()),
                new Setting("woocommerce_store_address_2", "Address line 2", "text", "", "", List.of()),
                new Setting("woocommerce_store_city", "City", "text", "Berlin", "", List.of()),
                new Setting(
                        "woocommerce_default_country",
                        "Country / State",
                        "select",
                        shop.country,
                        "US:CA",
                        List.of(shop.country)),
                new Setting("woocommerce_store_postcode", "Postcode / ZIP", "text", "10115", "", List.of()),
                new Setting("woocommerce_calc_taxes", "Enable taxes", "checkbox", "yes", "no", yesNo),
                new Setting("woocommerce_enable_coupons", "Enable coupons", "checkbox", "yes", "yes", yesNo),
                new Setting("woocommerce_currency", "Currency", "select", shop.currency, "USD", List.of(shop.currency)),
                new Setting(
                        "woocommerce_currency_pos",
                        "Currency position",
                        "select",
                        "left",
                        "left",
                        List.of("left", "right", "left_space", "right_space")),
                new Setting("woocommerce_price_thousand_sep", "Thousand separator", "text", ",", ",", List.of()),
                new Setting("woocommerce_price_decimal_sep", "Decimal separator", "text", ".", ".", List.of()),
                new Setting("woocommerce_price_num_decimals", "Number of decimals", "number", "2", "2", List.of()));
    }

    private List<Setting> tax() {
        String included = state.settings().pricesIncludeTax ? "yes" : "no";
        return List.of(
                new Setting(
                        "woocommerce_prices_include_tax",
                        "Prices entered with tax",
                        "radio",
                        included,
                        "no",
                        List.of("yes", "no")),
                new Setting(
                        "woocommerce_tax_based_on",
                        "Calculate tax based on",
                        "select",
                        "shipping",
                        "shipping",
                        List.of("shipping", "billing", "base")),
                new Setting(
                        "woocommerce_shipping_tax_class",
                        "Shipping tax class",
                        "select",
                        "inherit",
                        "inherit",
                        List.of("inherit", "", "reduced-rate", "zero-rate")),
                new Setting("woocommerce_tax_round_at_subtotal", "Rounding", "checkbox", "no", "no", List.of()));
    }

    private ObjectNode json(String group, Setting s, boolean single) {
        ObjectNode o = JSON.objectNode();
        o.put("id", s.id()).put("label", s.label()).put("description", "").put("type", s.type());
        o.put("default", s.initial());
        if (!s.options().isEmpty()) {
            ObjectNode options = o.putObject("options");
            s.options().forEach(option -> options.put(option, option));
        }
        if (!s.id().equals("woocommerce_tax_round_at_subtotal")) {
            o.put("tip", "");
        }
        o.put("value", s.value());
        if (single) {
            o.put("group_id", group);
        }
        String collection = "/wc/v3/settings/" + group;
        o.set("_links", addresses.links(collection + "/" + s.id(), collection, "GET", "POST", "PUT", "PATCH"));
        return o;
    }

    private ObjectNode systemStatus() {
        ShopSettings shop = state.settings();
        ObjectNode o = JSON.objectNode();
        ObjectNode environment = o.putObject("environment");
        environment.put("home_url", addresses.site()).put("site_url", addresses.site());
        environment.put("store_id", "00000000-0000-4000-8000-000000000000").put("version", "10.5.2");
        environment
                .put("log_directory", "/srv/shop/wp-content/uploads/wc-logs/")
                .put("log_directory_writable", true);
        environment.put("wp_version", "6.9.1").put("wp_multisite", false).put("wp_memory_limit", 536_870_912);
        environment.put("wp_debug_mode", false).put("wp_cron", true).put("wp_environment_type", "production");
        environment.put("language", "en_US").putNull("external_object_cache").put("server_info", "sandbox");
        environment.put("server_architecture", "sandbox").put("php_version", "8.2.36");
        environment.put("php_post_max_size", 33_554_432).put("php_max_execution_time", 300);
        environment.put("php_max_input_vars", 1000).put("curl_version", "7.88.1, OpenSSL/3.0.19");
        environment.put("suhosin_installed", false).put("max_upload_size", 33_554_432);
        environment.put("mysql_version", "10.11.19").put("mysql_version_string", "10.11.19-MariaDB");
        environment.put("default_timezone", "UTC").put("fsockopen_or_curl_enabled", true);
        environment
                .put("soapclient_enabled", false)
                .put("domdocument_enabled", true)
                .put("gzip_enabled", true);
        environment.put("mbstring_enabled", true).put("remote_post_successful", false);
        environment
                .put("remote_post_response", "")
                .put("remote_get_successful", false)
                .put("remote_get_response", "");
        o.putObject("database").put("wc_database_version", "10.5.2");
        ObjectNode plugin = o.putArray("active_plugins").addObject();
        plugin.put("plugin", "woocommerce/woocommerce.php")
                .put("name", "WooCommerce")
                .put("version", "10.5.2");
        plugin.put("version_latest", "10.5.2")
                .put("url", "https://woocommerce.com/")
                .put("author_name", "Automattic");
        plugin.put("author_url", "https://woocommerce.com").put("network_activated", false);
        o.putObject("theme").put("name", "Twenty Twenty-Five");
        ObjectNode settings = o.putObject("settings");
        settings.put("api_enabled", false).put("force_ssl", false).put("currency", shop.currency);
        settings.put("currency_symbol", shop.currencySymbolHtml()).put("currency_position", "left");
        settings.put("thousand_separator", ",").put("decimal_separator", ".").put("number_of_decimals", 2);
        settings.put("geolocation_enabled", false);
        ObjectNode taxonomies = settings.putObject("taxonomies");
        List.of("external", "grouped", "simple", "variable").forEach(t -> taxonomies.put(t, t));
        ObjectNode visibility = settings.putObject("product_visibility_terms");
        List.of(
                        "exclude-from-catalog",
                        "exclude-from-search",
                        "featured",
                        "outofstock",
                        "rated-1",
                        "rated-2",
                        "rated-3",
                        "rated-4",
                        "rated-5")
                .forEach(t -> visibility.put(t, t));
        settings.put("woocommerce_com_connected", "no").put("enforce_approved_download_dirs", true);
        settings.put("order_datastore", "Automattic\\WooCommerce\\Internal\\DataStores\\Orders\\OrdersTableDataStore");
        settings.put("HPOS_enabled", true).put("HPOS_sync_enabled", false);
        settings.putArray("enabled_features").add("custom_order_tables");
        o.putObject("security")
                .put("secure_connection", addresses.site().startsWith("https"))
                .put("hide_errors", true);
        return o;
    }
}
