package io.saddlebag.hawtio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The form a question may have: about this JVM, of one bean where it calls something, and of a whole value, never of a part of
 * one. Jolokia takes a path into a value, surplus arguments of a call as such a path, and a depth below which it writes what
 * it finds as one text; in each of these the names are gone by which {@link Masker} knows what is of a person.
 */
final class Form {

    /** What may be asked at all; Jolokia's policy does not look at all of its own kinds. */
    private static final Set<String> KINDS = Set.of("read", "exec", "list", "search", "version");

    /** The options that are passed on; the depth is not one of them. */
    private static final Set<String> OPTIONS = Set.of(
            "maxCollectionSize",
            "maxObjects",
            "ignoreErrors",
            "canonicalNaming",
            "ifModifiedSince",
            "listCache",
            "serializeLong");

    private static final Pattern SIGNATURE = Pattern.compile("[^(]*\\(([^)]*)\\)");

    private Form() {}

    /** Whether an option of a question is passed on. */
    static boolean takes(String option) {
        return OPTIONS.contains(option);
    }

    /** Why a question is refused, in a sentence, if it is. */
    static Optional<String> fault(JsonNode question) {
        String kind = question.path("type").asText().toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind) || question.has("target")) {
            return Optional.of("Only " + KINDS + " of this JVM are answered.");
        }
        if (!kind.equals("list") && !isEmpty(question.path("path"))) {
            return Optional.of("A path into a value is not answered; ask for the whole value.");
        }
        return kind.equals("exec") ? call(question) : Optional.empty();
    }

    private static Optional<String> call(JsonNode question) {
        try {
            if (new ObjectName(question.path("mbean").asText()).isPattern()) {
                return Optional.of("Operations are called on one bean, not on all that match a pattern.");
            }
        } catch (MalformedObjectNameException e) {
            return Optional.of("An operation needs the name of a bean: " + e.getMessage());
        }
        int given = question.path("arguments").size();
        int named = arity(question.path("operation").asText());
        return given <= named
                ? Optional.empty()
                : Optional.of(
                        "The operation was given " + given + " arguments and names " + named + " in its signature.");
    }

    /** How many arguments the signature of an operation names; none without one. */
    private static int arity(String operation) {
        Matcher signature = SIGNATURE.matcher(operation);
        if (!signature.matches() || signature.group(1).isBlank()) {
            return 0;
        }
        return signature.group(1).split(",", -1).length;
    }

    private static boolean isEmpty(JsonNode path) {
        return path.isMissingNode()
                || path.isNull()
                || path.isContainerNode() && path.isEmpty()
                || path.isTextual() && path.textValue().isEmpty();
    }

    /** The questions as they are passed on: without the options that are not. They are changed in place. */
    static JsonNode narrowed(JsonNode asked) {
        for (JsonNode question : each(asked)) {
            if (question.path("config") instanceof ObjectNode config) {
                config.retain(OPTIONS);
            } else if (question instanceof ObjectNode object) {
                object.remove("config");
            }
        }
        return asked;
    }

    /** The questions, or answers, of a list, or the one there is. */
    static List<JsonNode> each(JsonNode json) {
        List<JsonNode> each = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(each::add);
        } else {
            each.add(json);
        }
        return each;
    }
}
