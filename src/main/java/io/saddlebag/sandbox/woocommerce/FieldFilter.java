package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code _fields}: keeps the named fields, {@code a.b} keeps one level deeper. It does not look into lists inside an
 * item (02-products/batch-with-nested-_fields answers an empty list) but filters each row of a list.
 */
final class FieldFilter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, FieldFilter> kept;

    private FieldFilter(Map<String, FieldFilter> kept) {
        this.kept = kept;
    }

    static FieldFilter of(List<String> fields) {
        FieldFilter root = new FieldFilter(new LinkedHashMap<>());
        for (String field : fields) {
            FieldFilter at = root;
            for (String part : field.split("\\.")) {
                at = at.kept.computeIfAbsent(part, p -> new FieldFilter(new LinkedHashMap<>()));
            }
        }
        return root;
    }

    JsonNode apply(JsonNode body) {
        if (kept.isEmpty()) {
            return body;
        }
        if (body instanceof ArrayNode rows) {
            ArrayNode filtered = JSON.arrayNode(rows.size());
            rows.forEach(row -> filtered.add(item(row)));
            return filtered;
        }
        JsonNode filtered = item(body);
        // PHP writes an emptied map as an empty list
        return body.isObject() && filtered.isEmpty() ? JSON.arrayNode() : filtered;
    }

    private JsonNode item(JsonNode item) {
        if (!(item instanceof ObjectNode object)) {
            return item;
        }
        ObjectNode filtered = JSON.objectNode();
        object.fields().forEachRemaining(field -> {
            FieldFilter deeper = kept.get(field.getKey());
            if (deeper == null) {
                return;
            }
            if (deeper.kept.isEmpty()) {
                filtered.set(field.getKey(), field.getValue());
            } else if (field.getValue().isArray()) {
                filtered.set(field.getKey(), JSON.arrayNode());
            } else {
                filtered.set(field.getKey(), deeper.item(field.getValue()));
            }
        });
        return filtered;
    }
}
