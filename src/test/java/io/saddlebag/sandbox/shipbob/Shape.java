package io.saddlebag.sandbox.shipbob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The expected fields of one JSON object and their types: {@code "id:integer name:string? at:date-time"}. Every field must be
 * there and no other; a question mark allows null, {@code (A|B)} lists the values of an enumeration.
 */
final class Shape {

    private final Map<String, String> types = new LinkedHashMap<>();

    private Shape() {}

    static Shape of(String fields) {
        Shape shape = new Shape();
        for (String field : fields.trim().split("\\s+")) {
            String[] nameAndType = field.split(":");
            shape.types.put(nameAndType[0], nameAndType[1]);
        }
        return shape;
    }

    void check(JsonNode json) {
        assertThat(json.isObject()).as("an object, not %s", json).isTrue();
        Set<String> names = new TreeSet<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names).isEqualTo(new TreeSet<>(types.keySet()));
        types.forEach((name, type) -> assertThat(is(json.get(name), type))
                .as("%s is %s and must be %s", name, json.get(name), type)
                .isTrue());
    }

    private static boolean is(JsonNode value, String type) {
        if (type.endsWith("?")) {
            return value.isNull() || is(value, type.substring(0, type.length() - 1));
        }
        if (type.startsWith("(")) {
            return value.isTextual()
                    && Set.of(type.substring(1, type.length() - 1).split("\\|")).contains(value.textValue());
        }
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "date-time" -> value.isTextual() && OffsetDateTime.parse(value.textValue()) != null;
            default -> throw new IllegalArgumentException("unknown type " + type);
        };
    }
}
