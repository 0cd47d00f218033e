package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * The metadata entries to send so that an order's metadata becomes what is wanted: each wanted key once. An entry that
 * exists is named by its id, further entries of the same key are removed by sending null (facts: woocommerce 15).
 */
final class MetaChanges {

    private final JsonNode order;

    MetaChanges(JsonNode order) {
        this.order = order;
    }

    /** The entries to send, empty if everything stands. */
    ArrayNode of(StoreUpdate update) {
        ArrayNode changes = WooBody.JSON.createArrayNode();
        new TreeMap<>(update.meta()).forEach((key, value) -> change(key, value, changes));
        for (StoreUpdate.Items items : update.items()) {
            change(items.key(), merged(items), changes);
        }
        return changes;
    }

    /** Adds the mark of our own change, whatever stands there. */
    void echo(String hash, ArrayNode changes) {
        change(StoreUpdate.ECHO, WooBody.JSON.getNodeFactory().textNode(hash), changes);
    }

    private void change(String key, JsonNode value, ArrayNode changes) {
        List<JsonNode> standing = standing(key);
        if (standing.size() == 1 && same(standing.get(0).path("value"), value)) {
            return;
        }
        ObjectNode entry = changes.addObject();
        if (!standing.isEmpty()) {
            entry.set("id", standing.get(0).path("id"));
        }
        entry.put("key", key).set("value", value);
        for (JsonNode doubled : standing.subList(Math.min(1, standing.size()), standing.size())) {
            ObjectNode removal = changes.addObject();
            removal.set("id", doubled.path("id"));
            removal.put("key", key).putNull("value");
        }
    }

    private ArrayNode merged(StoreUpdate.Items items) {
        List<JsonNode> members = new ArrayList<>();
        for (JsonNode entry : standing(items.key())) {
            entry.path("value").forEach(members::add); // PHP tells a list with gaps as an object; both are walked alike
        }
        for (JsonNode member : items.members()) {
            String id = member.path(items.identity()).asText();
            int at = -1;
            for (int i = 0; i < members.size(); i++) {
                if (members.get(i).path(items.identity()).asText().equals(id)) {
                    at = i;
                }
            }
            if (at < 0) {
                members.add(member);
                continue;
            }
            JsonNode wanted = first(items, members.get(at), member);
            if (!covers(members.get(at), wanted)) {
                members.set(at, wanted);
            }
        }
        return WooBody.JSON.createArrayNode().addAll(members);
    }

    /** The wanted member with the first values of the fields that are written once. */
    private static JsonNode first(StoreUpdate.Items items, JsonNode standing, JsonNode member) {
        ObjectNode wanted = member.deepCopy();
        for (String field : items.once()) {
            if (standing.hasNonNull(field) && wanted.has(field)) {
                wanted.set(field, standing.get(field));
            }
        }
        return wanted;
    }

    private List<JsonNode> standing(String key) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode entry : order.path("meta_data")) {
            if (OrderFields.text(entry, "key").equals(key) && entry.path("id").isIntegralNumber()) {
                found.add(entry);
            }
        }
        return found;
    }

    /** Whether a member says everything the wanted one says; plugins add fields of their own. */
    private static boolean covers(JsonNode standing, JsonNode wanted) {
        Iterator<String> names = wanted.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!same(standing.path(name), wanted.path(name))) {
                return false;
            }
        }
        return true;
    }

    /** Equal as the store sees it: it keeps scalars as text (facts: woocommerce 15). */
    private static boolean same(JsonNode a, JsonNode b) {
        if (a.isValueNode() && b.isValueNode()) {
            return a.asText().equals(b.asText());
        }
        if (a.isContainerNode() && b.isContainerNode() && a.isEmpty() && b.isEmpty()) {
            return true;
        }
        if (a.getNodeType() != b.getNodeType() || a.size() != b.size()) {
            return false;
        }
        return a.isArray() ? sameMembers(a, b) : covers(a, b);
    }

    private static boolean sameMembers(JsonNode a, JsonNode b) {
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }
}
