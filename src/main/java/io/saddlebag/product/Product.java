package io.saddlebag.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code product.v1}: an item of an ERP with its variants.
 *
 * @param id the ERP's
 * @param category names from the top down, empty where it has none
 * @param forSale neither archived nor taken off sale
 * @param service something that is done, not sent
 * @param weight a decimal number in the ERP's unit
 * @param changedAt the ERP's own time of its last change
 * @param attributes what its variants are told apart by, in order
 */
public record Product(
        String erp,
        String id,
        String name,
        String description,
        List<String> category,
        boolean forSale,
        boolean service,
        Optional<String> weight,
        boolean hasPicture,
        Instant changedAt,
        List<String> attributes,
        List<Variant> variants) {

    /**
     * One that can be bought; the SKU may be empty.
     *
     * @param id the ERP's
     * @param barcode a GTIN, UPC, EAN or ISBN; empty where the ERP has another kind of code, or none
     */
    public record Variant(
            String id,
            String sku,
            boolean active,
            Optional<String> weight,
            Optional<String> barcode,
            List<Value> values) {}

    /** What tells a variant from others, such as size M. */
    public record Value(String attribute, String value) {}

    /** Numbers that stand for the same thing everywhere have 8 to 14 digits, an ISBN may end with an X. */
    private static final Pattern GLOBAL = Pattern.compile("[0-9][0-9-]{6,16}[0-9Xx]");

    static Product read(JsonNode json) {
        List<String> attributes = new ArrayList<>();
        json.path("attributes").forEach(name -> attributes.add(name.asText()));
        List<String> category = new ArrayList<>();
        json.path("category").forEach(name -> category.add(name.asText()));
        List<Variant> variants = new ArrayList<>();
        json.path("variants").forEach(one -> variants.add(variant(one)));
        return new Product(
                json.path("erp").asText(),
                json.path("product").asText(),
                json.path("name").asText(),
                json.path("description").asText(""),
                List.copyOf(category),
                json.path("active").asBoolean() && json.path("forSale").asBoolean(),
                json.path("service").asBoolean(),
                text(json, "weight"),
                json.path("picture").asBoolean(),
                Instant.parse(json.path("changedAt").asText()),
                List.copyOf(attributes),
                List.copyOf(variants));
    }

    private static Variant variant(JsonNode json) {
        List<Value> values = new ArrayList<>();
        json.path("values")
                .forEach(value -> values.add(new Value(
                        value.path("attribute").asText(), value.path("value").asText())));
        return new Variant(
                json.path("id").asText(),
                json.path("sku").asText("").strip(),
                json.path("active").asBoolean(),
                text(json, "weight"),
                text(json, "barcode").map(String::strip).filter(code -> GLOBAL.matcher(code)
                        .matches()),
                List.copyOf(values));
    }

    private static Optional<String> text(JsonNode json, String field) {
        return json.hasNonNull(field) ? Optional.of(json.path(field).asText()) : Optional.empty();
    }

    /** Its SKU, or that of the first of its variants. */
    String sku() {
        return variants.stream()
                .map(Variant::sku)
                .filter(sku -> !sku.isEmpty())
                .findFirst()
                .orElse(parentSku());
    }

    /** The SKU of what stands above the variants in a store; a store finds it by that, so it is never made twice. */
    String parentSku() {
        return erp + "-" + id;
    }

    /** The options of an attribute, in the order of the variants. */
    List<String> options(String attribute, List<Variant> of) {
        return of.stream()
                .flatMap(variant -> variant.values().stream())
                .filter(value -> value.attribute().equals(attribute))
                .map(Value::value)
                .distinct()
                .toList();
    }
}
