package io.saddlebag.sandbox.shipbob;

import io.saddlebag.sandbox.http.SandboxRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Query parameters with their types; a value of the wrong type is refused with 400.
 *
 * @param request the request they belong to
 */
record Query(SandboxRequest request) {

    private static final DateTimeFormatter ANY_OFFSET = DateTimeFormatter.ISO_DATE_TIME;

    Optional<String> text(String name) {
        return Optional.of(request.query(name, "")).filter(value -> !value.isEmpty());
    }

    int number(String name, int otherwise, int least, int most) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        long number = whole(name, value.get());
        if (number < least || number > most) {
            throw Refusal.field(400, name, "The field " + name + " must be between " + least + " and " + most + ".");
        }
        return (int) number;
    }

    Optional<Long> id(String name) {
        return text(name).map(value -> whole(name, value));
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, value);
        });
    }

    /** A date-time; without an offset it is UTC, without a time it is midnight. */
    Optional<Instant> time(String name) {
        return text(name).map(value -> {
            String whole = value.length() == 10 ? value + "T00:00:00Z" : value.replace(' ', '+');
            try {
                TemporalAccessor parsed = ANY_OFFSET.parseBest(whole, OffsetDateTime::from, LocalDateTime::from);
                return parsed instanceof OffsetDateTime offset
                        ? offset.toInstant()
                        : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                throw invalid(name, value);
            }
        });
    }

    List<String> list(String name) {
        return text(name)
                .map(value -> Arrays.stream(value.split(","))
                        .map(String::trim)
                        .filter(part -> !part.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    List<Long> ids(String name) {
        return list(name).stream().map(value -> whole(name, value)).toList();
    }

    private static long whole(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw invalid(name, value);
        }
    }

    private static Refusal invalid(String name, String value) {
        return Refusal.field(400, name, "The value '" + value + "' is not valid for " + name + ".");
    }
}
