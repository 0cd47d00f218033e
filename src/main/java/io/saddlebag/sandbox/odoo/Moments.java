package io.saddlebag.sandbox.odoo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;

/** Odoo's dates: UTC, {@code 2026-11-23 17:59:10}; a moment is kept in microseconds since 1970. */
final class Moments {

    static final long SECOND = 1_000_000L;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Moments() {}

    static long micros(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano() / 1000;
    }

    /** Truncated to the second, as every answer shows it. */
    static String show(long micros) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(micros, SECOND), 0, ZoneOffset.UTC)
                .format(SECONDS);
    }

    static String date(long micros) {
        return show(micros).substring(0, 10);
    }

    static OptionalLong parse(String text) {
        try {
            if (text.length() == 10) {
                return OptionalLong.of(LocalDate.parse(text).toEpochDay() * 86_400 * SECOND);
            }
            LocalDateTime time = LocalDateTime.parse(text.strip().replace(' ', 'T'));
            return OptionalLong.of(micros(time.toInstant(ZoneOffset.UTC)));
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }

    static boolean isDate(String text) {
        return text.length() == 10 && parse(text).isPresent();
    }
}
