package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares two JSON documents by keys and types, recursively, and by what identifies an error. */
final class JsonShape {

    /** Maps and lists whose keys or rows are data, not shape. */
    private static final Set<String> DATA = Set.of("options", "related_ids", "enabled_features", "additional_errors");

    /** What must be equal too where the sandbox was brought into the captured state. */
    private static final Set<String> EXACT = Set.of(
            "total",
            "total_tax",
            "subtotal",
            "subtotal_tax",
            "cart_tax",
            "shipping_total",
            "shipping_tax",
            "discount_total",
            "discount_tax",
            "discount",
            "tax_total",
            "shipping_tax_total",
            "price",
            "quantity",
            "amount",
            "status",
            "prices_include_tax",
            "is_editable",
            "needs_payment",
            "needs_processing",
            "rate_code",
            "rate_percent",
            "created_via",
            "currency_symbol",
            "stock_quantity",
            "stock_status");

    private final List<String> differences = new ArrayList<>();
    private final boolean exact;

    private JsonShape(boolean exact) {
        this.exact = exact;
    }

    /** @param exact whether amounts, statuses and the like must be equal, not only of the same type */
    static List<String> differences(JsonNode expected, JsonNode actual, boolean exact) {
        JsonShape shape = new JsonShape(exact);
        shape.compare("", expected, actual);
        return shape.differences;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (CapturedExchange.cut(expected)) {
            return;
        }
        if (expected.getNodeType() != actual.getNodeType()) {
            differences.add(path + ": expected " + expected.getNodeType() + " but was " + actual.getNodeType() + " ("
                    + brief(expected) + " / " + brief(actual) + ")");
        } else if (expected.isObject()) {
            object(path, expected, actual);
        } else if (expected.isArray()) {
            array(path, expected, actual);
        }
    }

    private void object(String path, JsonNode expected, JsonNode actual) {
        Set<String> lacking = keys(expected);
        lacking.removeAll(keys(actual));
        Set<String> surplus = keys(actual);
        surplus.removeAll(keys(expected));
        if (!lacking.isEmpty()) {
            differences.add(path + ": lacks " + lacking);
        }
        if (!surplus.isEmpty()) {
            differences.add(path + ": has " + surplus + " too much");
        }
        for (String identity : List.of("code", "message")) {
            boolean error = expected.has("code") && expected.has("message") && expected.has("data");
            if (error && !expected.get(identity).equals(actual.path(identity))) {
                differences.add(path + "/" + identity + ": expected " + expected.get(identity) + " but was "
                        + actual.path(identity));
            }
        }
        for (String key : keys(expected)) {
            if (actual.has(key) && !DATA.contains(key)) {
                compare(path + "/" + key, expected.get(key), actual.get(key));
                value(path + "/" + key, key, expected.get(key), actual.get(key));
            }
        }
    }

    private void value(String path, String key, JsonNode expected, JsonNode actual) {
        // refunds of one second come in no particular order from the real shop
        if (exact
                && !path.startsWith("/refunds/")
                && !path.contains("/0/refunds/")
                && expected.isValueNode()
                && EXACT.contains(key)
                && !expected.equals(actual)) {
            differences.add(path + ": expected " + expected + " but was " + actual);
        }
    }

    private void array(String path, JsonNode expected, JsonNode actual) {
        if (expected.isEmpty() != actual.isEmpty()) {
            differences.add(path + ": expected " + expected.size() + " items but were " + actual.size());
            return;
        }
        boolean named = !expected.isEmpty()
                && expected.get(0).path("id").isTextual()
                && expected.get(0).has("label");
        for (int i = 0; i < expected.size(); i++) {
            if (named) {
                for (JsonNode row : actual) {
                    if (row.path("id").equals(expected.get(i).path("id"))) {
                        compare(path + "/" + row.path("id").asText(), expected.get(i), row);
                    }
                }
            } else if (i < actual.size()) {
                compare(path + "/" + i, expected.get(i), actual.get(i));
            }
        }
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String brief(JsonNode node) {
        String text = node.toString();
        return text.substring(0, Math.min(60, text.length()));
    }
}
