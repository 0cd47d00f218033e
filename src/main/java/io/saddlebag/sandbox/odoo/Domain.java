package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A search domain: {@code [["a","=",1],"|",["b","=",2],["c","=",3]]}, prefix operators, implicit "and". */
sealed interface Domain {

    record All(List<Domain> parts) implements Domain {}

    record Any(List<Domain> parts) implements Domain {}

    record Not(Domain part) implements Domain {}

    /** Always true, or never. */
    record Fixed(boolean value) implements Domain {}

    record Leaf(List<String> path, String operator, JsonNode value) implements Domain {
        @Override
        public String toString() {
            return "('" + String.join(".", path) + "', '" + operator + "', " + python(value) + ")";
        }
    }

    /** True where the field is mentioned as the start of a path. */
    default boolean mentions(String field) {
        if (this instanceof All all) {
            return all.parts.stream().anyMatch(p -> p.mentions(field));
        }
        if (this instanceof Any any) {
            return any.parts.stream().anyMatch(p -> p.mentions(field));
        }
        if (this instanceof Not not) {
            return not.part.mentions(field);
        }
        return this instanceof Leaf leaf && leaf.path.get(0).equals(field);
    }

    /** @throws OdooError a ValueError where it is not a domain */
    static Domain parse(JsonNode json) {
        if (json.isMissingNode() || json.isNull() || (json.isBoolean() && !json.asBoolean())) {
            return new All(List.of());
        }
        if (!json.isArray()) {
            throw OdooError.value("Domain is invalid: " + python(json));
        }
        Deque<JsonNode> tokens = new ArrayDeque<>();
        json.forEach(tokens::add);
        List<Domain> parts = new ArrayList<>();
        while (!tokens.isEmpty()) {
            parts.add(next(tokens, json));
        }
        return new All(parts);
    }

    private static Domain next(Deque<JsonNode> tokens, JsonNode whole) {
        JsonNode token = tokens.poll();
        if (token == null) {
            throw OdooError.value("Domain() is not well-formed: " + python(whole));
        }
        if (token.isTextual()) {
            return switch (token.asText()) {
                case "&" -> new All(List.of(next(tokens, whole), next(tokens, whole)));
                case "|" -> new Any(List.of(next(tokens, whole), next(tokens, whole)));
                case "!" -> new Not(next(tokens, whole));
                default -> throw OdooError.value("Domain() invalid item in domain: " + python(token));
            };
        }
        if (!token.isArray() || token.size() != 3) {
            throw OdooError.value("Domain() invalid item in domain: " + python(token));
        }
        if (token.get(0).isInt() && token.get(2).isInt()) {
            return new Fixed((token.get(0).asInt() == token.get(2).asInt())
                    == token.get(1).asText().equals("="));
        }
        return new Leaf(
                List.of(token.get(0).asText().split("\\.")), token.get(1).asText(), token.get(2));
    }

    /** As Python prints it, for messages. */
    static String python(JsonNode value) {
        if (value.isTextual()) {
            return "'" + value.asText() + "'";
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? "True" : "False";
        }
        if (value.isNull() || value.isMissingNode()) {
            return "None";
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Domain::python)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return value.toString();
    }
}
