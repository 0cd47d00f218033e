package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Who calls, and with which context. {@code snapshot} is the number of the last transaction the caller could see. */
record Session(int uid, ObjectNode context, long snapshot) {

    boolean flag(String key) {
        return truthy(context.path(key));
    }

    boolean flag(String key, boolean otherwise) {
        return context.has(key) ? flag(key) : otherwise;
    }

    String text(String key, String otherwise) {
        return context.path(key).isTextual() ? context.path(key).asText() : otherwise;
    }

    int number(String key) {
        JsonNode node = context.path(key);
        return node.isArray() && !node.isEmpty() ? node.get(0).asInt() : node.asInt(0);
    }

    List<Integer> ids(String key) {
        List<Integer> ids = new ArrayList<>();
        context.path(key).forEach(n -> ids.add(n.asInt()));
        return ids;
    }

    Session with(ObjectNode other) {
        return new Session(uid, other, snapshot);
    }

    /** Python's truth: false, null, 0, empty text, empty list and empty object are not. */
    static boolean truthy(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return false;
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isNumber()) {
            return node.asDouble() != 0;
        }
        return node.isTextual() ? !node.asText().isEmpty() : !node.isEmpty();
    }
}
