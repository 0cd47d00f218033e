package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.pricing.PriceRule;
import io.saddlebag.pricing.PriceRule.Calculation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/** A {@code price.v1}: what Odoo says about the prices of some items. */
final class PriceDocument {

    /** Odoo 17 answers 19.900000000000002 for 19.90 (odoo17/109): what is behind six digits is the float's. */
    private static final int DIGITS = 6;

    private final ObjectNode json;

    PriceDocument(String erp, String run, Instant at) {
        json = JsonNodeFactory.instance
                .objectNode()
                .put("contract", "price.v1")
                .put("erp", erp)
                .put("run", run)
                .put("readAt", at.toString())
                .put("last", false)
                .put("complete", false);
        json.putArray("lists");
        json.putArray("items");
    }

    JsonNode json() {
        return json;
    }

    /** Ends the run. */
    PriceDocument last(boolean complete) {
        json.put("last", true).put("complete", complete);
        return this;
    }

    void list(String name, String currency, Collection<PriceRule> rules) {
        ObjectNode list = json.withArray("lists").addObject().put("list", name).put("currency", currency);
        ArrayNode all = list.putArray("rules");
        rules.forEach(rule -> all.add(rule(rule)));
    }

    /** Adds an item; the caller adds its taxes. */
    ObjectNode item(String sku, long variant, long product, Collection<Long> categories, String currency) {
        ObjectNode item = json.withArray("items")
                .addObject()
                .put("sku", sku)
                .put("variant", variant)
                .put("product", product)
                .put("currency", currency);
        ArrayNode chain = item.putArray("categories");
        categories.forEach(chain::add);
        item.putArray("taxes");
        return item;
    }

    static String plain(BigDecimal number) {
        BigDecimal clean = number.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return (clean.scale() < 0 ? clean.setScale(0) : clean).toPlainString();
    }

    private static ObjectNode rule(PriceRule rule) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", rule.id())
                .put("scope", word(rule.scope()))
                .put("target", rule.target())
                .put("minimum", plain(rule.minimum()));
        rule.from().ifPresent(from -> json.put("from", from.toString()));
        rule.until().ifPresent(until -> json.put("until", until.toString()));
        Calculation how = rule.calculation();
        if (how instanceof Calculation.Fixed fixed) {
            json.put("kind", "fixed").put("price", plain(fixed.price()));
        } else if (how instanceof Calculation.Discount discount) {
            json.put("kind", "discount").put("base", word(discount.base())).put("percent", plain(discount.percent()));
        } else if (how instanceof Calculation.Formula formula) {
            json.put("kind", "formula")
                    .put("base", word(formula.base()))
                    .put("percent", plain(formula.percent()))
                    .put("roundTo", plain(formula.roundTo()))
                    .put("surcharge", plain(formula.surcharge()))
                    .put("minimumMargin", plain(formula.minimumMargin()))
                    .put("maximumMargin", plain(formula.maximumMargin()));
        } else {
            json.put("kind", "other");
        }
        return json;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
