package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One record as Odoo answers it. Odoo writes {@code false} for whatever is empty; a many2one is {@code [id, name]}.
 * Everything that is not of its form ends the operation as "not understood".
 */
record Row(String model, JsonNode json) {

    /** How Odoo writes an instant, in UTC. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    Row {
        if (!json.isObject()) {
            throw Stopped.odd("a record of " + model + " is no object");
        }
    }

    long id() {
        JsonNode value = json.path("id");
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() <= 0) {
            throw odd("id");
        }
        return value.asLong();
    }

    /** Text, empty where there is none. */
    String text(String field) {
        JsonNode value = json.path(field);
        if (value.isTextual()) {
            return value.asText();
        }
        if (isEmpty(value)) {
            return "";
        }
        throw odd(field);
    }

    /** A number that must be there. */
    BigDecimal number(String field) {
        JsonNode value = json.path(field);
        if (!value.isNumber()) {
            throw odd(field);
        }
        return value.decimalValue();
    }

    boolean flag(String field) {
        JsonNode value = json.path(field);
        if (!value.isBoolean()) {
            throw odd(field);
        }
        return value.booleanValue();
    }

    /** The id of a many2one. */
    OptionalLong ref(String field) {
        JsonNode value = json.path(field);
        if (isEmpty(value)) {
            return OptionalLong.empty();
        }
        JsonNode id = value.isArray() ? value.path(0) : value;
        if (!id.isIntegralNumber()) {
            throw odd(field);
        }
        return OptionalLong.of(id.asLong());
    }

    /** The display name of a many2one, empty where there is none. */
    String refName(String field) {
        JsonNode value = json.path(field);
        return value.isArray() ? value.path(1).asText("") : "";
    }

    /** The ids of a one2many or many2many. */
    List<Long> ids(String field) {
        JsonNode value = json.path(field);
        if (!value.isArray()) {
            throw odd(field);
        }
        List<Long> ids = new ArrayList<>();
        for (JsonNode id : value) {
            if (!id.isIntegralNumber()) {
                throw odd(field);
            }
            ids.add(id.asLong());
        }
        return List.copyOf(ids);
    }

    /** An instant, empty where there is none. */
    Optional<Instant> time(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text.length() > 19 ? text.substring(0, 19) : text, TIME)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw odd(field);
        }
    }

    boolean has(String field) {
        return json.has(field);
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || (value.isBoolean() && !value.booleanValue());
    }

    private Stopped odd(String field) {
        return Stopped.odd("field " + field + " of a record of " + model + " is missing or of another type");
    }
}
