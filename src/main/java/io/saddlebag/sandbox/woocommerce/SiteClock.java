package io.saddlebag.sandbox.woocommerce;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The shop's time: whole seconds, written in site-local time and in GMT, as the REST API does. */
final class SiteClock {

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final Clock clock;
    private volatile ZoneId zone;

    SiteClock(Clock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    Instant exactly() {
        return clock.instant();
    }

    ZoneId zone() {
        return zone;
    }

    void move(ZoneId other) {
        zone = other;
    }

    double gmtOffsetHours() {
        return zone.getRules().getOffset(now()).getTotalSeconds() / 3600.0;
    }

    String local(Instant time) {
        return WRITTEN.format(time.atZone(zone));
    }

    String gmt(Instant time) {
        return WRITTEN.format(time.atOffset(ZoneOffset.UTC));
    }

    /**
     * A date a client asked for: site-local unless it says GMT. A date without a time is refused (empty).
     *
     * @param gmt whether {@code dates_are_gmt} was sent; with it, a value that names a zone matches nothing (facts
     *     19), shown here as the end of time
     */
    Optional<Instant> parse(String value, boolean gmt) {
        try {
            return Optional.of(LocalDateTime.parse(value)
                    .atZone(gmt ? ZoneOffset.UTC : zone)
                    .toInstant());
        } catch (DateTimeParseException notLocal) {
            try {
                Instant named = OffsetDateTime.parse(value).toInstant();
                return Optional.of(gmt ? Instant.MAX : named);
            } catch (DateTimeParseException notADate) {
                return Optional.empty();
            }
        }
    }
}
