package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Free data on an order, a line, a product: numbers and booleans come back as strings, lists and maps as they are, null
 * removes (03-orders/create-100-lines, facts 15).
 */
final class Meta {

    /** One entry; {@code shown} and {@code label} are what a person sees of a line's entry. */
    record Entry(long id, String key, JsonNode value, String label, JsonNode shown) {}

    private final List<Entry> entries = new ArrayList<>();

    boolean isEmpty() {
        return entries.isEmpty();
    }

    String text(String key) {
        return entries.stream()
                .filter(e -> e.key().equals(key))
                .map(e -> e.value().asText())
                .findFirst()
                .orElse("");
    }

    void put(LongSupplier ids, String key, String value) {
        put(ids, key, value, key, value);
    }

    void put(LongSupplier ids, String key, String value, String label, String shown) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).key().equals(key)) {
                entries.set(
                        i,
                        new Entry(entries.get(i).id(), key, TextNode.valueOf(value), label, TextNode.valueOf(shown)));
                return;
            }
        }
        entries.add(new Entry(ids.getAsLong(), key, TextNode.valueOf(value), label, TextNode.valueOf(shown)));
    }

    void remove(String key) {
        entries.removeIf(e -> e.key().equals(key));
    }

    /** Merges what a client sent: an id names an entry, otherwise the key does and other entries of that key go. */
    void merge(JsonNode posted, LongSupplier ids) {
        if (posted == null || !posted.isArray()) {
            return;
        }
        for (JsonNode one : posted) {
            String key = one.path("key").asText("");
            long id = one.path("id").asLong(0);
            JsonNode value = stored(one.path("value"));
            int at = find(id, key);
            if (id == 0) {
                int first = at;
                entries.removeIf(e -> e.key().equals(key) && entries.indexOf(e) != first);
            }
            if (value.isMissingNode() || value.isNull()) {
                if (at >= 0) {
                    entries.remove(at);
                }
                continue;
            }
            if (at >= 0) {
                Entry old = entries.get(at);
                String kept = key.isEmpty() ? old.key() : key;
                entries.set(at, new Entry(old.id(), kept, value, kept, value));
            } else if (!key.isEmpty()) {
                entries.add(new Entry(ids.getAsLong(), key, value, key, value));
            }
        }
    }

    private int find(long id, String key) {
        for (int i = 0; i < entries.size(); i++) {
            Entry e = entries.get(i);
            if (id == 0 ? Objects.equals(e.key(), key) : e.id() == id) {
                return i;
            }
        }
        return -1;
    }

    private static JsonNode stored(JsonNode value) {
        if (value.isBoolean()) {
            return TextNode.valueOf(value.asBoolean() ? "1" : "");
        }
        return value.isNumber() ? TextNode.valueOf(value.asText()) : value;
    }

    /** As an order or product shows it. */
    ArrayNode plain(boolean sortedByKey) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode(entries.size());
        List<Entry> shown = entries;
        if (sortedByKey && entries.size() > 1) {
            shown = new ArrayList<>(entries);
            shown.sort(Comparator.comparing(Entry::key));
        }
        shown.forEach(e -> row(rows, e));
        return rows;
    }

    /** As a line shows it, with labels. */
    ArrayNode labelled() {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode(entries.size());
        entries.forEach(e -> row(rows, e).put("display_key", e.label()).set("display_value", e.shown()));
        return rows;
    }

    private static ObjectNode row(ArrayNode rows, Entry entry) {
        ObjectNode row = rows.addObject().put("id", entry.id()).put("key", entry.key());
        row.set("value", entry.value());
        return row;
    }
}
