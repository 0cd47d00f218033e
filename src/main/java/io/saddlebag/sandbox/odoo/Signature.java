package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a method is called.
 *
 * @param onRecords its first argument is a list of ids
 * @param parameters names in order
 * @param required how many of them must be sent
 */
record Signature(boolean onRecords, List<String> parameters, int required) {

    static Signature model(int required, String... parameters) {
        return new Signature(false, List.of(parameters), required);
    }

    static Signature records(int required, String... parameters) {
        return new Signature(true, List.of(parameters), required);
    }

    boolean accepts(String name) {
        return parameters.contains(name);
    }

    Optional<String> firstMissing(Map<String, JsonNode> sent) {
        return parameters.subList(0, required).stream()
                .filter(p -> !sent.containsKey(p))
                .findFirst();
    }
}
