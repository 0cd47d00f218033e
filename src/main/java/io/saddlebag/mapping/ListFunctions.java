package io.saddlebag.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions for what PHP makes of lists, objects and truth. */
final class ListFunctions {

    /** Longer values are a plugin's own state (payloads, carts), not something a mapping would read. */
    private static final int LONGEST_VALUE = 10_000;

    private static final Set<String> YES = Set.of("1", "true", "yes", "on");

    private ListFunctions() {}

    /**
     * {@code list(x)}: x as a list. PHP writes a list with holes as an object, whose values it then is, and an empty
     * object as an empty list; anything else is the empty list.
     */
    static JsonNode list(List<JsonNode> arguments) {
        JsonNode value = arguments.get(0);
        if (value.isArray()) {
            return value;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        if (value.isObject()) {
            value.forEach(list::add);
        }
        return list;
    }

    /**
     * {@code pairs(x)}: WooCommerce's {@code [{"key": k, "value": v}, …]} as {@code {k: text(v)}}. Values of a repeated
     * key are joined with "; ", each once. Entries without a key are left out, and values longer than 10,000 characters.
     */
    static JsonNode pairs(List<JsonNode> arguments) {
        Map<String, Set<String>> seen = new LinkedHashMap<>();
        ObjectNode pairs = JsonNodeFactory.instance.objectNode();
        for (JsonNode entry : list(arguments)) {
            String key = TextFunctions.textOf(entry.path("key")).strip();
            String value = TextFunctions.textOf(entry.path("value"));
            if (key.isEmpty()
                    || value.length() > LONGEST_VALUE
                    || !seen.computeIfAbsent(key, k -> new HashSet<>()).add(value)) {
                continue;
            }
            String before = pairs.path(key).asText();
            String joined = before.isEmpty() ? value : before + "; " + value;
            if (joined.length() <= LONGEST_VALUE) {
                pairs.set(key, TextNode.valueOf(joined));
            }
        }
        return pairs;
    }

    /** {@code flag(x)}: true for {@code true}, 1, "1", "yes", "true" and "on"; else false. */
    static JsonNode flag(List<JsonNode> arguments) {
        String text = TextFunctions.textOf(arguments.get(0)).strip().toLowerCase(Locale.ROOT);
        return BooleanNode.valueOf(YES.contains(text));
    }

    /**
     * {@code pieces(x)}: how often a ShipBob product is in a shipment. ShipBob states the inventory items, not the
     * product: quantities of one inventory id (several lots) are added; of several ids (a kit) the rarest counts. Source:
     * ShipBob OpenAPI 2026-01, Orders.ShipmentProductViewModel; not run.
     */
    static JsonNode pieces(List<JsonNode> arguments) {
        Map<String, BigDecimal> byItem = new LinkedHashMap<>();
        for (JsonNode item : list(arguments)) {
            BigDecimal quantity = Optional.of(item.path("quantity"))
                    .flatMap(NumberFunctions::read)
                    .orElseThrow(() -> new Refused("pieces() got an item without a quantity"));
            byItem.merge(TextFunctions.textOf(item.path("id")), quantity, BigDecimal::add);
        }
        return byItem.values().stream()
                .min(BigDecimal::compareTo)
                .<JsonNode>map(q -> TextNode.valueOf(q.toPlainString()))
                .orElse(NullNode.getInstance());
    }
}
