package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Small pieces of JSON all answers are made of. */
final class Json {

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A date-time in UTC with milliseconds at most. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static void time(ObjectNode into, String name, Optional<Instant> instant) {
        if (instant.isPresent()) {
            into.put(name, time(instant.get()));
        } else {
            into.putNull(name);
        }
    }

    /** Gives a field back as the caller sent it, null if it did not. */
    static void same(ObjectNode into, String name, JsonNode from) {
        JsonNode value = from.get(name);
        into.set(name, value == null ? JsonNodeFactory.instance.nullNode() : value);
    }

    /** {@code Orders.AddressViewModel}: every field, null where the caller sent none. */
    static JsonNode address(JsonNode asked) {
        ObjectNode json = object();
        for (String name :
                new String[] {"address1", "address2", "city", "company_name", "country", "state", "zip_code"}) {
            same(json, name, asked);
        }
        return json;
    }

    static ObjectNode named(long id, String name) {
        return object().put("id", id).put("name", name);
    }
}
