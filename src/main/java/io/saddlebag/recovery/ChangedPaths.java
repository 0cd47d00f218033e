package io.saddlebag.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where two documents differ, as JSON pointers; what stands there only of documents whose personal data was masked. */
final class ChangedPaths {

    private static final int MOST_NAMED = 10;
    private static final int LONGEST = 80;

    private ChangedPaths() {}

    /** Paths of what is another, or only in one of them. A document that is no JSON differs as a whole. */
    static List<String> between(String before, String after) {
        Set<String> paths = new TreeSet<>();
        try {
            collect("", Documents.parse(before), Documents.parse(after), paths);
        } catch (NotJson e) {
            paths.add("the document");
        }
        return List.copyOf(paths);
    }

    private static void collect(String path, JsonNode before, JsonNode after, Set<String> paths) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> collect(path + "/" + name, before.path(name), after.path(name), paths));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                collect(path + "/" + i, before.path(i), after.path(i), paths);
            }
        } else {
            paths.add(path.isEmpty() ? "the document" : path);
        }
    }

    /** What stands at some paths of a document that was masked: {@code /lines/0/sku = MUG}; what is too long is cut. */
    static String values(String masked, List<String> paths) {
        JsonNode document;
        try {
            document = Documents.parse(masked);
        } catch (NotJson e) {
            return "no JSON";
        }
        return paths.stream()
                .limit(MOST_NAMED)
                .filter(path -> path.startsWith("/"))
                .map(path -> path + " = " + value(document.at(path)))
                .collect(Collectors.joining(", "));
    }

    private static String value(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        String text = node.isValueNode() ? node.asText() : node.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** For a history. */
    static String words(List<String> paths) {
        if (paths.isEmpty()) {
            return "nothing changed";
        }
        String named = String.join(", ", paths.subList(0, Math.min(MOST_NAMED, paths.size())));
        return named + (paths.size() > MOST_NAMED ? " and " + (paths.size() - MOST_NAMED) + " more" : "");
    }
}
