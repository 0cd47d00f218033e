package io.saddlebag.house;

import java.util.Map;

/**
 * One step of a flow.
 *
 * @param kind {@code bean}, {@code toD}, ...
 * @param options what stands below it; empty for the short form {@code - to: "queue"}
 */
record Step(String kind, Map<?, ?> options) {

    static Step of(Object node) {
        if (node instanceof Map<?, ?> map && map.size() == 1) {
            Map.Entry<?, ?> entry = map.entrySet().iterator().next();
            return new Step(
                    String.valueOf(entry.getKey()), entry.getValue() instanceof Map<?, ?> options ? options : Map.of());
        }
        return new Step(String.valueOf(node), Map.of());
    }

    String id() {
        return Flow.text(options, "id");
    }

    String option(String name) {
        return Flow.text(options, name);
    }

    /** For a person who looks for it in the file. */
    String told() {
        return kind + (id().isEmpty() ? "" : " '" + id() + "'");
    }
}
