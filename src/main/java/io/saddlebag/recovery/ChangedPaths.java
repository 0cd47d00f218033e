package io.saddlebag.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where two documents differ, as JSON pointers; never what stands there, which is personal data. */
final class ChangedPaths {

    private static final int MOST_NAMED = 10;

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

    /** For a history. */
    static String words(List<String> paths) {
        if (paths.isEmpty()) {
            return "nothing changed";
        }
        String named = String.join(", ", paths.subList(0, Math.min(MOST_NAMED, paths.size())));
        return named + (paths.size() > MOST_NAMED ? " and " + (paths.size() - MOST_NAMED) + " more" : "");
    }
}
