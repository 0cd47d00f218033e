package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the body of a refusal says. ShipBob's APIs have three forms: field names with lists of messages (orders), {@code
 * {"statusCode", "message"}} (its gateway), and problem details (inventory).
 */
final class ShipBobWords {

    private static final int LONGEST = 400;
    private static final List<String> SENTENCES = List.of("message", "title", "detail");

    private ShipBobWords() {}

    /** The words, fields named; empty if there are none. */
    static String of(JsonNode body) {
        List<String> words = new ArrayList<>();
        if (body.isTextual()) {
            words.add(body.textValue());
        }
        for (String name : SENTENCES) {
            if (body.path(name).isTextual() && !body.path(name).textValue().isBlank()) {
                words.add(body.path(name).textValue());
            }
        }
        fields(body, words);
        fields(body.path("errors"), words);
        String all = String.join("; ", words);
        return all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
    }

    private static void fields(JsonNode body, List<String> words) {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!field.getValue().isArray() || field.getKey().startsWith("$")) {
                continue;
            }
            for (JsonNode message : field.getValue()) {
                if (message.isTextual()) {
                    words.add(
                            field.getKey().isEmpty()
                                    ? message.textValue()
                                    : field.getKey() + ": " + message.textValue());
                }
            }
        }
    }
}
