package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One REST request, past authentication: path variables, query parameters with WordPress's checks, JSON body. */
record RestCall(
        SandboxRequest http, String route, Map<String, String> variables, ObjectNode body, Addresses addresses) {

    long id() {
        return number("id");
    }

    long number(String variable) {
        String digits = variables.get(variable);
        return digits.length() > 15 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    String variable(String name) {
        return variables.get(name);
    }

    boolean has(String name) {
        return http.query().contains(name);
    }

    String query(String name) {
        return http.query(name, "");
    }

    boolean flag(String name) {
        String value = query(name);
        return value.equalsIgnoreCase("true") || value.equals("1");
    }

    int integer(String name, int otherwise, int least, int most) {
        String value = query(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw RestError.notOfType(name, name, "integer");
        }
        if (number < least || number > most) {
            throw RestError.invalid(
                    name,
                    most == Integer.MAX_VALUE
                            ? name + " must be greater than or equal to " + least
                            : name + " must be between " + least + " (inclusive) and " + most + " (inclusive)",
                    "rest_out_of_bounds");
        }
        return number;
    }

    /** A list given as {@code a,b}, {@code name[]=a} or {@code name[0]=a}. */
    List<String> list(String name) {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, String> entry : http.query()) {
            String key = entry.getKey();
            if (key.equals(name) || (key.startsWith(name + "[") && key.endsWith("]"))) {
                for (String part : entry.getValue().split(",")) {
                    if (!part.isBlank()) {
                        all.add(part.trim());
                    }
                }
            }
        }
        return all;
    }

    Set<Long> ids(String name) {
        Set<Long> ids = new java.util.LinkedHashSet<>();
        for (String part : list(name)) {
            try {
                ids.add(Long.parseLong(part));
            } catch (NumberFormatException e) {
                throw RestError.notOfType(name, name + "[0]", "integer");
            }
        }
        return ids;
    }

    String oneOf(String name, String otherwise, List<String> allowed) {
        String value = query(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!allowed.contains(value)) {
            throw RestError.invalid(name, notOneOf(name, allowed), "rest_not_in_enum");
        }
        return value;
    }

    static String notOneOf(String path, List<String> allowed) {
        return path + " is not one of " + String.join(", ", allowed.subList(0, allowed.size() - 1)) + ", and "
                + allowed.get(allowed.size() - 1) + ".";
    }

    Optional<Instant> date(String name, SiteClock clock) {
        if (query(name).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(clock.parse(query(name), flag("dates_are_gmt"))
                .orElseThrow(() -> RestError.invalid(name, "Invalid date.", "rest_invalid_date")));
    }

    String text(String field) {
        JsonNode value = body.get(field);
        return value == null || value.isNull() ? "" : value.asText();
    }
}
