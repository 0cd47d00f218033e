package io.saddlebag.connector.woocommerce;

import static io.saddlebag.connector.woocommerce.OutcomeWords.remedy;
import static io.saddlebag.connector.woocommerce.OutcomeWords.words;
import static io.saddlebag.delivery.Finding.Status.FAIL;
import static io.saddlebag.delivery.Finding.Status.OK;
import static io.saddlebag.delivery.Finding.Status.WARN;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The part of {@code doctor} that looks at how the shop is set up: versions, storage, money, taxes, products. */
final class ShopProbe {

    private final WooClient client;

    ShopProbe(WooClient client) {
        this.client = client;
    }

    List<Finding> probe() {
        List<Finding> findings = new ArrayList<>();
        system(findings);
        findings.add(setting("general", "woocommerce_calc_taxes", "taxes"));
        findings.add(setting("tax", "woocommerce_prices_include_tax", "prices include tax"));
        findings.add(setting("tax", "woocommerce_tax_round_at_subtotal", "tax rounding at subtotal"));
        findings.add(skus());
        return findings;
    }

    private void system(List<Finding> findings) {
        Outcome<JsonNode> status = client.get(
                        "probe-system",
                        "/wc/v3/system_status",
                        new Parameter(
                                "_fields", "environment.version,environment.wp_version,environment.wp_cron,settings"))
                .then(WooAnswer::object);
        if (!(status instanceof Outcome.Done<JsonNode> done)) {
            findings.add(new Finding("system", WARN, words(status), remedy(status)));
            return;
        }
        JsonNode environment = done.value().path("environment");
        JsonNode shop = done.value().path("settings");
        String version = environment.path("version").asText();
        boolean old = !version.matches("(?:5\\.[89]|[6-9]\\.|[1-9][0-9]+\\.).*");
        findings.add(new Finding(
                "version",
                old ? FAIL : OK,
                "WooCommerce " + version + " on WordPress "
                        + environment.path("wp_version").asText(),
                old ? "update WooCommerce: orders can be listed by their last change from 5.8 on" : ""));
        boolean hpos = shop.path("HPOS_enabled").asBoolean();
        findings.add(new Finding(
                "order storage",
                hpos ? OK : WARN,
                hpos
                        ? "high-performance order storage"
                        : "posts: changes of metadata alone are not reported by the store",
                hpos ? "" : "switch on High-Performance Order Storage (WooCommerce, Settings, Advanced, Features)"));
        findings.add(new Finding(
                "currency",
                OK,
                shop.path("currency").asText() + " with "
                        + shop.path("number_of_decimals").asText() + " decimals",
                ""));
        if (environment.has("wp_cron") && !environment.path("wp_cron").asBoolean()) {
            findings.add(new Finding(
                    "wp-cron",
                    WARN,
                    "WP-Cron is off",
                    "make sure the system's cron calls wp-cron.php every minute, or webhooks are never sent"));
        }
    }

    private Finding setting(String group, String id, String what) {
        Outcome<JsonNode> value = client.get("probe-setting", "/wc/v3/settings/" + group + "/" + id)
                .then(WooAnswer::object);
        return value instanceof Outcome.Done<JsonNode> done
                ? new Finding(what, OK, done.value().path("value").asText(), "")
                : new Finding(what, WARN, words(value), remedy(value));
    }

    private Finding skus() {
        Outcome<List<JsonNode>> products = client.get(
                        "probe-products",
                        "/wc/v3/products",
                        new Parameter("per_page", "100"),
                        new Parameter("status", "publish"),
                        new Parameter("_fields", "id,sku,type"))
                .then(WooAnswer::rows);
        if (!(products instanceof Outcome.Done<List<JsonNode>> done)) {
            return new Finding("SKUs", WARN, words(products), remedy(products));
        }
        Map<String, Integer> times = new HashMap<>();
        int without = 0;
        for (JsonNode product : done.value()) {
            String sku = OrderFields.text(product, "sku").strip();
            if (sku.isEmpty() && !product.path("type").asText().matches("variable|grouped|external")) {
                without++;
            } else if (!sku.isEmpty()) {
                times.merge(sku, 1, Integer::sum);
            }
        }
        long doubled = times.values().stream().filter(n -> n > 1).count();
        String detail = done.value().size() + " of the newest products: " + without + " without SKU, " + doubled
                + " SKUs used more than once";
        return new Finding(
                "SKUs",
                without + doubled == 0 ? OK : WARN,
                detail,
                without + doubled == 0 ? "" : "give every product and variation that is sold a SKU of its own");
    }
}
