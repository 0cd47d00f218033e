package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an endpoint answers before {@code _fields} and the common headers.
 *
 * @param links kept out of the body because {@code _fields} spares the links of a single item and strips those of a
 *     list's (02-products/get-trashed)
 */
record RestReply(int status, JsonNode body, Optional<ObjectNode> links, Map<String, String> headers) {

    static RestReply ok(JsonNode body) {
        return new RestReply(200, body, Optional.empty(), Map.of());
    }

    /** One item whose {@code _links} travel apart. */
    static RestReply item(int status, ObjectNode item) {
        ObjectNode links = (ObjectNode) item.remove("_links");
        return new RestReply(status, item, Optional.ofNullable(links), Map.of());
    }

    static RestReply created(ObjectNode item, String location) {
        return item(201, item).with("Location", location);
    }

    RestReply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new RestReply(status, body, links, more);
    }
}
