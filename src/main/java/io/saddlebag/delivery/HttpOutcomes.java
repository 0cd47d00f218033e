package io.saddlebag.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The part of judging an answer that is alike for all partners. */
public final class HttpOutcomes {

    private HttpOutcomes() {}

    /** The outcome of an exchange without an answer. */
    public static <T> Outcome<T> of(HttpResult.NoAnswer none) {
        return switch (none.kind()) {
            case NOT_CONNECTED, UNKNOWN_HOST, TLS, ALL_IN_USE ->
                new Outcome.RetryLater<>(Category.TRANSIENT, none.reason(), Optional.empty());
            case TIMED_OUT, BROKEN -> new Outcome.Unknown<>(Category.TRANSIENT, none.reason());
        };
    }

    /**
     * Reads {@code Retry-After}: seconds or an HTTP date (RFC 9110, 10.2.3).
     *
     * @return the wait from now, never negative; empty where the header is absent or unreadable
     */
    public static Optional<Duration> retryAfter(HttpResult.Answer answer, Clock clock) {
        return answer.header("retry-after").flatMap(value -> {
            String text = value.strip();
            if (text.matches("[0-9]{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            try {
                Duration wait = Duration.between(
                        clock.instant(),
                        ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }
}
