package io.saddlebag.pricing.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.pricing.ErpItem;
import io.saddlebag.pricing.Item;
import io.saddlebag.pricing.PriceRule;
import io.saddlebag.pricing.PriceRule.Base;
import io.saddlebag.pricing.PriceRule.Calculation;
import io.saddlebag.pricing.StoreTax.ErpTax;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code price.v1}: a page of a run.
 *
 * @param run one read of the ERP, or one look at what time has changed
 * @param last whether the run ends with it
 * @param complete whether the run named everything there is
 */
record PricePage(String erp, String run, boolean last, boolean complete, List<Known> items) {

    /**
     * An item as the ERP knows it.
     *
     * @param shared whether several products have its SKU
     * @param service whether it is something that is done, not sent
     * @param document the same as text, with the rules about it, to be kept
     */
    record Known(ErpItem item, boolean shared, boolean service, String document) {}

    static PricePage read(byte[] json) {
        JsonNode page = Documents.parse(json);
        Map<String, ErpItem.Rules> lists = lists(page);
        List<Known> items = new ArrayList<>();
        for (JsonNode item : page.path("items")) {
            ErpItem whole = item(item, lists);
            items.add(new Known(
                    whole,
                    item.path("shared").asBoolean(),
                    item.path("service").asBoolean(),
                    kept(item, page.path("lists"), whole)));
        }
        return new PricePage(
                page.path("erp").asText(),
                page.path("run").asText(),
                page.path("last").asBoolean(),
                page.path("complete").asBoolean(),
                items);
    }

    /** An item as it was kept. */
    static Known kept(String document) {
        JsonNode json = Documents.parse(document);
        return new Known(
                item(json.path("item"), lists(json)),
                json.path("item").path("shared").asBoolean(),
                json.path("item").path("service").asBoolean(),
                document);
    }

    /** Of the page's rules only those about the item. */
    private static String kept(JsonNode item, JsonNode lists, ErpItem whole) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("item", item);
        ArrayNode own = json.putArray("lists");
        for (JsonNode list : lists) {
            ObjectNode copy = own.addObject();
            copy.set("list", list.path("list"));
            copy.set("currency", list.path("currency"));
            ArrayNode rules = copy.putArray("rules");
            for (JsonNode rule : list.path("rules")) {
                if (rule(rule).concerns(whole.item())) {
                    rules.add(rule);
                }
            }
        }
        return Documents.text(json);
    }

    private static Map<String, ErpItem.Rules> lists(JsonNode json) {
        Map<String, ErpItem.Rules> lists = new LinkedHashMap<>();
        for (JsonNode list : json.path("lists")) {
            List<PriceRule> rules = new ArrayList<>();
            list.path("rules").forEach(rule -> rules.add(rule(rule)));
            lists.put(
                    list.path("list").asText(),
                    new ErpItem.Rules(list.path("currency").asText(), rules));
        }
        return lists;
    }

    private static ErpItem item(JsonNode json, Map<String, ErpItem.Rules> lists) {
        List<Long> categories = new ArrayList<>();
        json.path("categories").forEach(id -> categories.add(id.asLong()));
        List<ErpTax> taxes = new ArrayList<>();
        json.path("taxes")
                .forEach(tax -> taxes.add(new ErpTax(
                        tax.path("name").asText(),
                        decimal(tax, "percent"),
                        tax.path("included").asBoolean())));
        return new ErpItem(
                json.path("sku").asText(),
                new Item(
                        json.path("variant").asLong(),
                        json.path("product").asLong(),
                        categories,
                        decimal(json, "salesPrice").orElseThrow(),
                        decimal(json, "cost")),
                json.path("currency").asText(),
                taxes,
                lists);
    }

    private static PriceRule rule(JsonNode json) {
        return new PriceRule(
                json.path("id").asLong(),
                PriceRule.Scope.valueOf(constant(json, "scope")),
                json.path("target").asLong(),
                decimal(json, "minimum").orElse(BigDecimal.ZERO),
                instant(json, "from"),
                instant(json, "until"),
                calculation(json));
    }

    private static Calculation calculation(JsonNode json) {
        return switch (json.path("kind").asText()) {
            case "fixed" -> new Calculation.Fixed(decimal(json, "price").orElseThrow());
            case "discount" -> new Calculation.Discount(base(json), number(json, "percent"));
            case "formula" ->
                new Calculation.Formula(
                        base(json),
                        number(json, "percent"),
                        number(json, "roundTo"),
                        number(json, "surcharge"),
                        number(json, "minimumMargin"),
                        number(json, "maximumMargin"));
            default -> new Calculation.Other(json.path("kind").asText());
        };
    }

    private static Base base(JsonNode json) {
        return Base.valueOf(constant(json, "base"));
    }

    private static String constant(JsonNode json, String field) {
        return json.path(field).asText().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static BigDecimal number(JsonNode json, String field) {
        return decimal(json, field).orElse(BigDecimal.ZERO);
    }

    private static Optional<BigDecimal> decimal(JsonNode json, String field) {
        return json.hasNonNull(field)
                ? Optional.of(new BigDecimal(json.path(field).asText()))
                : Optional.empty();
    }

    private static Optional<Instant> instant(JsonNode json, String field) {
        return json.hasNonNull(field)
                ? Optional.of(Instant.parse(json.path(field).asText()))
                : Optional.empty();
    }
}
