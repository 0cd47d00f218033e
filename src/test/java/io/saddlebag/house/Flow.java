package io.saddlebag.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A route, a route template, an instance of one, or an error policy.
 *
 * @param kind {@code route}, {@code routeTemplate}, {@code templatedRoute} or {@code routeConfiguration}
 * @param top what stands below the kind
 * @param route where group, policy and steps stand: of a template below {@code route}, else the same as {@code top}
 * @param steps every step, also those within others
 */
record Flow(String kind, Map<?, ?> top, Map<?, ?> route, List<Step> steps) {

    static Flow of(String kind, Object content) {
        Map<?, ?> top = content instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> route = top.get("route") instanceof Map<?, ?> inner ? inner : top;
        List<Step> steps = new ArrayList<>();
        collect(route, steps);
        return new Flow(kind, top, route, List.copyOf(steps));
    }

    private static void collect(Object node, List<Step> steps) {
        if (node instanceof List<?> list) {
            list.forEach(each -> collect(each, steps));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if ("steps".equals(key) && value instanceof List<?> list) {
                    list.forEach(each -> steps.add(Step.of(each)));
                }
                collect(value, steps);
            });
        }
    }

    boolean isInstance() {
        return "templatedRoute".equals(kind);
    }

    boolean isTemplate() {
        return "routeTemplate".equals(kind);
    }

    boolean isPolicy() {
        return "routeConfiguration".equals(kind);
    }

    /** A flow proper: it receives something and does something. */
    boolean flows() {
        return "route".equals(kind) || isTemplate();
    }

    /** Its id, for an instance the id its route will have; empty if it has none. */
    String id() {
        return text(top, isInstance() ? "routeId" : "id");
    }

    String policy() {
        return text(route, "routeConfigurationId");
    }

    /** What an instance puts before the ids of its steps. */
    String prefix() {
        return text(top, "prefixId");
    }

    String source() {
        return text(map(route, "from"), "uri");
    }

    /** What a template takes, or an instance gives. */
    List<Map<?, ?>> parameters() {
        List<Map<?, ?>> parameters = new ArrayList<>();
        if (top.get("parameters") instanceof List<?> list) {
            list.forEach(each -> parameters.add(each instanceof Map<?, ?> map ? map : Map.of()));
        }
        return parameters;
    }

    /** A text below a key; empty if there is none. */
    static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null || value instanceof Map || value instanceof List ? "" : String.valueOf(value);
    }

    static Map<?, ?> map(Map<?, ?> map, String key) {
        return map.get(key) instanceof Map<?, ?> inner ? inner : Map.of();
    }
}
