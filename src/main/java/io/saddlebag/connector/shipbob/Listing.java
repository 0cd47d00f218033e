package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.Outcome;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads lists that come as {@code {"items": […], "next": …}}. The published description calls {@code next} a page's address in
 * one place and a cursor in another, so both are understood.
 */
final class Listing {

    private static final int MOST_PAGES = 100;
    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([^&]+)", Pattern.CASE_INSENSITIVE);

    private final ShipBobApi api;

    Listing(ShipBobApi api) {
        this.api = api;
    }

    /** Every item of a list. */
    Outcome<List<JsonNode>> all(HttpCall first) {
        List<JsonNode> items = new ArrayList<>();
        HttpCall call = first;
        for (int page = 0; page < MOST_PAGES; page++) {
            Outcome<JsonNode> answer = api.call(
                    call,
                    json -> json.path("items").isArray()
                            ? new Outcome.Done<>(json)
                            : ShipBobApi.odd("a list without items"));
            if (!answer.succeeded()) {
                return answer.map(json -> items);
            }
            JsonNode json = ((Outcome.Done<JsonNode>) answer).value();
            json.path("items").forEach(items::add);
            Optional<String> next = cursor(json.path("next"));
            if (next.isEmpty() || json.path("items").isEmpty()) {
                return new Outcome.Done<>(items);
            }
            call = first.with("Cursor", next.get());
        }
        return ShipBobApi.odd("a list of more than " + MOST_PAGES + " pages");
    }

    private static Optional<String> cursor(JsonNode next) {
        if (!next.isTextual() || next.textValue().isBlank()) {
            return Optional.empty();
        }
        Matcher match = CURSOR.matcher(next.textValue());
        if (match.find()) {
            return Optional.of(URLDecoder.decode(match.group(1), StandardCharsets.UTF_8));
        }
        return next.textValue().contains("/") ? Optional.empty() : Optional.of(next.textValue());
    }
}
