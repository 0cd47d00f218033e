package io.saddlebag.availability;

import io.saddlebag.availability.Rules.DropShip;
import io.saddlebag.availability.Rules.Portion;
import io.saddlebag.settings.Nearest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person may write as the value of a rule; what is wrong is said in words that follow the key. */
final class RuleWords {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6}) ?(m|h|d)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?) ?%");
    private static final Pattern PIECES = Pattern.compile("\\d{1,9}");

    private RuleWords() {}

    static long pieces(String text) {
        if (!PIECES.matcher(text).matches()) {
            throw new IllegalArgumentException("must be whole pieces, 0 or more, such as 5, not '" + text + "'");
        }
        return Long.parseLong(text);
    }

    static long each(String text) {
        if (!text.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException("must be how many are in one kit, such as 2, not '" + text + "'");
        }
        return Long.parseLong(text);
    }

    static Portion portion(String text) {
        if (PIECES.matcher(text).matches()) {
            return new Portion(Long.parseLong(text), 0);
        }
        return new Portion(
                0,
                percent(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "must be pieces such as 5, or a part of what is on hand from 0 % to 100 %, not '" + text
                                        + "'")));
    }

    static int share(String text) {
        return percent(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be a part from 0 % to 100 %, such as 60 %, not '" + text + "'"));
    }

    private static Optional<Integer> percent(String text) {
        Matcher match = PERCENT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(match.group(1)).movePointRight(2).intValueExact())
                .filter(hundredths -> hundredths <= Pieces.WHOLE);
    }

    static Duration time(String text) {
        Matcher match = TIME.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a time such as 30m, 2h or 7d, not '" + text + "'");
        }
        long n = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }

    /** How far ahead, or not at all. */
    static Optional<Duration> ahead(String text) {
        return text.equals("no") ? Optional.empty() : Optional.of(time(text));
    }

    static Backorders backorders(String text) {
        return switch (text) {
            case "no" -> Backorders.NO;
            case "notify" -> Backorders.NOTIFY;
            case "yes" -> Backorders.YES;
            default -> throw none(text, List.of("no", "notify", "yes"));
        };
    }

    /** What part of the last numbers counts. */
    static int stale(String text) {
        return switch (text) {
            case "keep" -> Pieces.WHOLE;
            case "zero" -> 0;
            default ->
                percent(text)
                        .orElseThrow(
                                () -> none(text, List.of("keep", "zero", "a part of the last numbers such as 50 %")));
        };
    }

    static DropShip dropShip(String text) {
        return switch (text) {
            case "fixed" -> DropShip.FIXED;
            case "always" -> DropShip.ALWAYS;
            default -> throw none(text, List.of("fixed", "always"));
        };
    }

    private static IllegalArgumentException none(String text, List<String> words) {
        return new IllegalArgumentException("can be " + String.join(", ", words) + ", not '" + text + "'"
                + Nearest.of(text, words)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse(""));
    }
}
