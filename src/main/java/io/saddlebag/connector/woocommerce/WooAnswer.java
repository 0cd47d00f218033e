package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A good answer of WordPress.
 *
 * @param body what it holds; floating-point numbers are kept as decimals
 * @param date the server's clock, one-second resolution
 * @param total rows in all ({@code X-WP-Total}), empty where a proxy strips the header
 * @param pages pages in all ({@code X-WP-TotalPages})
 */
record WooAnswer(JsonNode body, Optional<Instant> date, OptionalInt total, OptionalInt pages) {

    private static final String REMEDY =
            "look at the store's answer in the browser: a plugin changes what the REST API says";

    /** The body, which must be an object with an id. */
    Outcome<JsonNode> identified(String id) {
        if (!body.isObject()) {
            return odd("an object", body);
        }
        Optional<String> found = OrderFields.id(body);
        if (found.isEmpty() || !found.get().equals(id)) {
            return new Outcome.NotUnderstood<>(
                    "the store was asked for id " + id + " and answered with " + found.orElse("none"), REMEDY);
        }
        return new Outcome.Done<>(body);
    }

    /** The body, which must be an object. */
    Outcome<JsonNode> object() {
        return body.isObject() ? new Outcome.Done<>(body) : odd("an object", body);
    }

    /** The body, which must be a list of objects with ids. */
    Outcome<List<JsonNode>> rows() {
        if (!body.isArray()) {
            return odd("a list", body);
        }
        List<JsonNode> rows = new ArrayList<>(body.size());
        for (JsonNode row : body) {
            if (OrderFields.id(row).isEmpty()) {
                return new Outcome.NotUnderstood<>("the store's list holds a row without an id", REMEDY);
            }
            rows.add(row);
        }
        return new Outcome.Done<>(rows);
    }

    private static <T> Outcome<T> odd(String wanted, JsonNode found) {
        return new Outcome.NotUnderstood<>(
                "the store answered with " + found.getNodeType().name().toLowerCase(Locale.ROOT) + " instead of "
                        + wanted,
                REMEDY);
    }
}
