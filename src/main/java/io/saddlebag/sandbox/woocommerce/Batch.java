package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A batch of creates, updates and deletes: at most 100 items, errors in their item's place under HTTP 200, and no
 * validation of the items (02-products/batch-*, facts 5 and 6).
 */
final class Batch {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final UnaryOperator<ObjectNode> create;
    private final UnaryOperator<ObjectNode> update;
    private final Function<Long, ObjectNode> delete;

    /**
     * @param update gets the item, whose id may be 0 for a missing one
     * @param delete gets the id; deletes for good
     */
    Batch(UnaryOperator<ObjectNode> create, UnaryOperator<ObjectNode> update, Function<Long, ObjectNode> delete) {
        this.create = create;
        this.update = update;
        this.delete = delete;
    }

    RestReply run(RestCall call) {
        ObjectNode body = call.body();
        int items = body.path("create").size()
                + body.path("update").size()
                + body.path("delete").size();
        if (items > 100) {
            throw new RestError(
                    413,
                    "woocommerce_rest_request_entity_too_large",
                    "Unable to accept more than 100 items for this request.");
        }
        ObjectNode done = JSON.objectNode();
        each(body, done, "create", one -> one instanceof ObjectNode item ? create.apply(item) : JSON.objectNode());
        each(body, done, "update", one -> one instanceof ObjectNode item ? update.apply(item) : JSON.objectNode());
        each(body, done, "delete", one -> delete.apply(one.asLong()));
        return RestReply.ok(done.isEmpty() ? JSON.arrayNode() : done);
    }

    private static void each(ObjectNode body, ObjectNode done, String kind, Function<JsonNode, ObjectNode> work) {
        if (body.path(kind).isEmpty()) {
            return;
        }
        ArrayNode rows = done.putArray(kind);
        for (JsonNode one : body.path(kind)) {
            try {
                rows.add(work.apply(one));
            } catch (RestError e) {
                rows.add(failed(kind, one, e));
            }
        }
    }

    private static ObjectNode failed(String kind, JsonNode one, RestError error) {
        ObjectNode row = JSON.objectNode();
        switch (kind) {
            case "create" -> row.put("id", 0);
            case "delete" -> row.put("id", one.asLong());
            default -> row.set("id", one.hasNonNull("id") ? one.get("id") : JSON.nullNode());
        }
        row.set("error", error.body());
        return row;
    }
}
