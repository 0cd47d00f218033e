package io.saddlebag.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Functions for instants. Everything is UTC: a time without a zone is taken to be GMT. */
final class TimeFunctions {

    private static final DateTimeFormatter STATED = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("uuuu-MM-dd")
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX][X]") // an offset, if there is one: +01:00, +0100 or +01
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter PLAIN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimeFunctions() {}

    /**
     * {@code gmt(x)}: {@code "2026-11-23T17:52:43"}, {@code "2026-11-23 17:52:43"} (Odoo) or a time with a zone as
     * {@code "2026-11-23T17:52:43Z"}. Nothing, blank text, {@code false} (Odoo's nothing) and the zero date of MySQL are
     * absent. What is no time is passed on, for the contract to refuse with its path.
     */
    static JsonNode gmt(List<JsonNode> arguments) {
        JsonNode value = arguments.get(0);
        if (isNothing(value)) {
            return NullNode.getInstance();
        }
        return read(value).<JsonNode>map(i -> TextNode.valueOf(i.toString())).orElse(value);
    }

    /** {@code latest(a, b, …)}: the latest of several times as {@code gmt} writes it, absent if there is none. */
    static JsonNode latest(List<JsonNode> arguments) {
        return arguments.stream()
                .filter(v -> !isNothing(v))
                .map(TimeFunctions::read)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .<JsonNode>map(i -> TextNode.valueOf(i.toString()))
                .orElse(NullNode.getInstance());
    }

    /** {@code utc-text(x)}: {@code "2026-11-23 17:52:43"} as Odoo takes it; nothing is absent. Refuses anything else. */
    static JsonNode utcText(List<JsonNode> arguments) {
        JsonNode value = arguments.get(0);
        return isNothing(value) ? NullNode.getInstance() : TextNode.valueOf(PLAIN.format(instant("utc-text", value)));
    }

    /** {@code epoch(x)}: seconds since 1970 as text, as WordPress plugins keep times; nothing is absent. */
    static JsonNode epoch(List<JsonNode> arguments) {
        JsonNode value = arguments.get(0);
        return isNothing(value)
                ? NullNode.getInstance()
                : TextNode.valueOf(Long.toString(instant("epoch", value).getEpochSecond()));
    }

    private static Instant instant(String function, JsonNode value) {
        return read(value).orElseThrow(() -> new Refused(function + "() got something that is no time"));
    }

    private static boolean isNothing(JsonNode value) {
        if (value.isNull() || value.isBoolean() && !value.booleanValue()) {
            return true;
        }
        return value.isTextual()
                && (value.textValue().isBlank()
                        || value.textValue().startsWith("0000-")
                        || value.textValue().startsWith("-0001-"));
    }

    private static Optional<Instant> read(JsonNode value) {
        if (!value.isTextual()) {
            return Optional.empty();
        }
        try {
            TemporalAccessor stated = STATED.parse(value.textValue().strip());
            ZoneOffset zone = stated.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(stated) : ZoneOffset.UTC;
            return Optional.of(LocalDateTime.from(stated).toInstant(zone));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
