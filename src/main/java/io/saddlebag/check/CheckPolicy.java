package io.saddlebag.check;

import io.saddlebag.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a kind of check behaves.
 *
 * @param limit how long a caller waits at most
 * @param remember how long the last answer may stand in for a live one; zero for never
 * @param fallback the verdict where there is neither
 */
public record CheckPolicy(Duration limit, Duration remember, Verdict fallback) {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Reads {@code timeout}, {@code remember} and {@code fallback}; what is wrong becomes a problem of the settings. */
    public static CheckPolicy from(Section section, Duration limit, Duration remember) {
        Duration timeout = section.duration("timeout", limit);
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            section.problem("timeout", "must be more than nothing and at most 30s");
        }
        String fallback = section.oneOf("fallback", "unknown", List.of("ok", "refused", "unknown"));
        return new CheckPolicy(
                timeout, section.duration("remember", remember), Verdict.valueOf(fallback.toUpperCase(Locale.ROOT)));
    }
}
