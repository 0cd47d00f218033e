package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads the few fields of a raw order the connector itself needs; whatever is missing or of a wrong type is empty. */
final class OrderFields {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private OrderFields() {}

    /** The id, digits. */
    static Optional<String> id(JsonNode row) {
        JsonNode id = row.path("id");
        if (id.isIntegralNumber() && id.canConvertToLong() && id.longValue() > 0) {
            return Optional.of(String.valueOf(id.longValue()));
        }
        return id.isTextual() && id.textValue().matches("[1-9][0-9]{0,18}")
                ? Optional.of(id.textValue())
                : Optional.empty();
    }

    /** A text field, empty where it is no text. */
    static String text(JsonNode row, String field) {
        return row.path(field).isTextual() ? row.path(field).textValue() : "";
    }

    /** The status without {@code wc-}. */
    static String status(JsonNode order) {
        String status = text(order, "status");
        return status.startsWith("wc-") ? status.substring(3) : status;
    }

    /** A {@code …_gmt} field: WooCommerce writes it without a zone. */
    static Optional<Instant> gmt(JsonNode row, String field) {
        String text = text(row, field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The form of a time in a filter next to {@code dates_are_gmt=true}; with a Z it would find nothing (facts: woocommerce 19). */
    static String filter(Instant time) {
        return SECONDS.format(time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }
}
