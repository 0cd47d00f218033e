package io.saddlebag.hawtio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saddlebag.personal.MaskedDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes out of an answer what nobody may see here: the daemon's secrets wherever they stand, what looks like one, and what
 * messages say of people, as {@link MaskedDocument} does. For every caller: who may see personal data has the console's pages
 * for it.
 */
final class Masker {

    private static final String MASK = "xxxxxx";
    private static final int SHORTEST = 4;
    private static final String WORDS =
            "(?:password|passwd|secret|token|api-?key|consumer-?key|credential|authorization)";
    /** In addresses, options and JSON in text: {@code password=…}, {@code "password":"…"}. */
    private static final Pattern NAMED = Pattern.compile("(?i)(" + WORDS
            + "[a-z-]*(?:\\\\?\")?\\s?[=:]\\s?(?:\\\\?\")?)" + "(?:RAW\\([^)]*\\)|RAW\\{[^}]*}|[^&\\s\"'<>,;\\\\]+)");

    private static final Pattern SECRET_KEY = Pattern.compile("(?i).*" + WORDS + ".*");
    /** Where Artemis puts what a message holds; its properties stand once more in a text. */
    private static final Set<String> BODIES = Set.of("text", "body", "BodyPreview", "bodyPreview", "PropertiesText");

    private static final Pattern MESSAGES = Pattern.compile("(?i).*Messages?AsJSON");
    /** What each message of Artemis has. */
    private static final String MESSAGE = "messageID";

    private final List<String> secrets;

    /** Masks these values. */
    Masker(Set<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The answer without them; it is changed in place. */
    JsonNode mask(JsonNode json) {
        if (json.isTextual()) {
            return TextNode.valueOf(mask(json.textValue()));
        }
        if (json instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, mask(array.get(i)));
            }
        } else if (json instanceof ObjectNode object) {
            boolean message = object.has(MESSAGE);
            String attribute = object.path("request").path("attribute").asText();
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                boolean alone =
                        name.equals("value") && isBody(attribute); // asked for by its name, it comes without one
                object.set(name, value(alone ? attribute : name, object.get(name), message));
            }
        }
        return json;
    }

    private JsonNode value(String name, JsonNode value, boolean message) {
        if (isBody(name) && !value.isNull() && !value.isObject()) {
            return TextNode.valueOf(mask(MaskedDocument.of(text(value))));
        }
        if (value.isTextual() && SECRET_KEY.matcher(name).matches()) {
            return TextNode.valueOf(MASK);
        }
        return mask(message ? MaskedDocument.of(value) : value);
    }

    private static boolean isBody(String name) {
        return BODIES.contains(name) || MESSAGES.matcher(name).matches();
    }

    /** What was sent as bytes comes as their numbers. */
    private static String text(JsonNode body) {
        if (!body.isArray()) {
            return body.asText();
        }
        byte[] bytes = new byte[body.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) body.get(i).asInt();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return NAMED.matcher(masked).replaceAll("$1" + MASK);
    }
}
