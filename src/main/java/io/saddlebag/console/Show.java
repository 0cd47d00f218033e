package io.saddlebag.console;

import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How pages write values. Times are UTC here; the browser's script shows them in its own zone. */
public final class Show {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Show() {}

    /** {@code 2026-11-30 19:45:01 UTC}. */
    public static String time(Instant at) {
        return TIME.format(at) + " UTC";
    }

    /** {@code 1.2 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 3 d 4 h}; without a rest, {@code 5 min}. */
    public static String span(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
        }
        if (seconds < 3_600) {
            return both(seconds / 60, " min", seconds % 60, " s");
        }
        return seconds < 86_400
                ? both(seconds / 3_600, " h", seconds % 3_600 / 60, " min")
                : both(seconds / 86_400, " d", seconds % 86_400 / 3_600, " h");
    }

    private static String both(long many, String large, long rest, String small) {
        return many + large + (rest == 0 ? "" : " " + rest + small);
    }

    /** For a machine to read. */
    public static String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** {@code 4 s}, {@code 12 min}, {@code 3 h}, {@code 2 d}. */
    public static String duration(Duration time) {
        if (time.toMinutes() < 2) {
            return Math.max(0, time.toSeconds()) + " s";
        }
        if (time.toHours() < 2) {
            return time.toMinutes() + " min";
        }
        return time.toDays() < 2 ? time.toHours() + " h" : time.toDays() + " d";
    }

    /** {@code 120 ms}. */
    public static String millis(Duration time) {
        return time.toMillis() + " ms";
    }

    /** Calls a second, {@code 2.5}. */
    public static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1f", perSecond).replaceFirst("\\.0$", "");
    }

    /** {@code 99.75 %}. */
    public static String percent(double percent) {
        return String.format(Locale.ROOT, "%.2f %%", percent);
    }

    /** A document, indented; as it is where it is no JSON. */
    public static String json(String document) {
        try {
            return document.isEmpty() ? "" : Documents.parse(document).toPrettyString();
        } catch (NotJson e) {
            return document;
        }
    }

    /** {@code NEEDS_REVIEW} as {@code needs-review}. */
    public static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
