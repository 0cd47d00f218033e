package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One method call, for both dialects: JSON-RPC sends the first arguments by position, JSON-2 all by name.
 *
 * @param model model, e.g. {@code sale.order}
 * @param method method
 * @param ids the records it is called on, empty for a method of the model itself
 * @param positional arguments by position, with their names
 * @param named arguments by name
 * @param context context keys
 */
record OdooCall(
        String model,
        String method,
        List<Long> ids,
        boolean onRecords,
        List<Argument> positional,
        List<Argument> named,
        ObjectNode context) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    OdooCall {
        ids = List.copyOf(ids);
        positional = List.copyOf(positional);
        named = List.copyOf(named);
    }

    /** A name and its value. */
    record Argument(String name, JsonNode value) {}

    /** A method of the model itself. */
    static OdooCall model(String model, String method) {
        return new OdooCall(model, method, List.of(), false, List.of(), List.of(), NODES.objectNode());
    }

    /** A method of records. */
    static OdooCall records(String model, String method, Collection<Long> ids) {
        return new OdooCall(model, method, List.copyOf(ids), true, List.of(), List.of(), NODES.objectNode());
    }

    /** Finds and reads; without fields in {@code order} the model's own order applies. */
    static OdooCall searchRead(String model, ArrayNode domain, List<String> fields) {
        return model(model, "search_read").positional("domain", domain).named("fields", texts(fields));
    }

    /** Reads records. */
    static OdooCall read(String model, Collection<Long> ids, List<String> fields) {
        return records(model, "read", ids).positional("fields", texts(fields));
    }

    /** Writes values to records. */
    static OdooCall write(String model, Collection<Long> ids, ObjectNode values) {
        return records(model, "write", ids).positional("vals", values);
    }

    OdooCall positional(String name, JsonNode value) {
        List<Argument> more = new ArrayList<>(positional);
        more.add(new Argument(name, value));
        return new OdooCall(model, method, ids, onRecords, more, named, context);
    }

    OdooCall named(String name, JsonNode value) {
        List<Argument> more = new ArrayList<>(named);
        more.add(new Argument(name, value));
        return new OdooCall(model, method, ids, onRecords, positional, more, context);
    }

    OdooCall limit(int limit) {
        return named("limit", NODES.numberNode(limit));
    }

    OdooCall order(String order) {
        return named("order", NODES.textNode(order));
    }

    OdooCall context(String key, JsonNode value) {
        ObjectNode more = context.deepCopy();
        more.set(key, value);
        return new OdooCall(model, method, ids, onRecords, positional, named, more);
    }

    OdooCall context(String key, boolean value) {
        return context(key, NODES.booleanNode(value));
    }

    /** For metrics and messages. */
    String operation() {
        return model + "." + method;
    }

    static ArrayNode texts(List<String> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }

    static ArrayNode ids(Collection<Long> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
