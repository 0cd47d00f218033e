package io.saddlebag.hawtio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes out of an answer what nobody may see: the daemon's secrets wherever they stand, what looks like one, and what messages
 * hold, for callers who may not see personal data.
 */
final class Masker {

    private static final String MASK = "xxxxxx";
    private static final int SHORTEST = 4;
    /** In addresses and options: {@code password=…}. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:password|passwd|secret|token|api-?key|consumer-?key|credential|authorization)[a-z-]*[=:] ?)"
                    + "(?:RAW\\([^)]*\\)|RAW\\{[^}]*}|[^&\\s\"'<>,;]+)");

    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i).*(password|passwd|secret|token|api-?key|consumer-?key|credential).*");
    /** Where Artemis puts what a message holds. */
    private static final Set<String> BODIES = Set.of("text", "BodyPreview", "body", "bodyPreview");

    private final List<String> secrets;

    /** Masks these values. */
    Masker(Set<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The answer without them; it is changed in place. */
    JsonNode mask(JsonNode json, boolean bodies) {
        if (json.isTextual()) {
            return TextNode.valueOf(mask(json.textValue()));
        }
        if (json instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, mask(array.get(i), bodies));
            }
        } else if (json instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode value = object.get(name);
                if (!bodies && BODIES.contains(name) && !value.isNull()) {
                    object.put(name, "hidden: this needs the permission see-personal-data");
                } else if (value.isTextual() && SECRET_KEY.matcher(name).matches()) {
                    object.put(name, MASK);
                } else {
                    object.set(name, mask(value, bodies));
                }
            }
        }
        return json;
    }

    private String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return NAMED.matcher(masked).replaceAll("$1" + MASK);
    }
}
