package io.saddlebag.pace;

import io.saddlebag.settings.Section;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The pace of one partner, from its settings.
 *
 * @param rate calls a second, {@code rate}
 * @param connections calls at once, {@code connections}
 * @param dailyQuota calls a day, {@code daily-quota}
 * @param resets when the quota begins anew, {@code daily-quota-resets}, UTC
 * @param signals answers that mean a quota although they are no 429, {@code throttle-signals}
 */
public record PartnerLimits(
        OptionalDouble rate, int connections, OptionalLong dailyQuota, LocalTime resets, List<Signal> signals) {

    /** Copies the list. */
    public PartnerLimits {
        signals = List.copyOf(signals);
    }

    /** A status, and what the body must contain. */
    public record Signal(int status, Pattern body) {}

    /** No limits but the connections. */
    public static PartnerLimits none(int connections) {
        return new PartnerLimits(
                OptionalDouble.empty(), connections, OptionalLong.empty(), LocalTime.MIDNIGHT, List.of());
    }

    /** Reads the settings; every problem is reported through the section. */
    public static PartnerLimits from(Section s, int connections) {
        return new PartnerLimits(rate(s), connections, quota(s), resets(s), signals(s));
    }

    private static OptionalDouble rate(Section s) {
        String text = s.text("rate", "");
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?") || Double.parseDouble(text) < 0.01) {
            s.problem("rate", "must be calls a second, such as 2.5, at least 0.01");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(text));
    }

    private static OptionalLong quota(Section s) {
        int calls = s.number("daily-quota", 0);
        if (calls < 0) {
            s.problem("daily-quota", "must be a number of calls a day, or empty");
        }
        return calls > 0 ? OptionalLong.of(calls) : OptionalLong.empty();
    }

    private static LocalTime resets(Section s) {
        try {
            return LocalTime.parse(s.text("daily-quota-resets", "00:00"));
        } catch (DateTimeException e) {
            s.problem("daily-quota-resets", "must be a time of the day in UTC, such as 00:00");
            return LocalTime.MIDNIGHT;
        }
    }

    private static List<Signal> signals(Section s) {
        List<Signal> signals = new ArrayList<>();
        for (String text : s.list("throttle-signals", List.of())) {
            String[] parts = text.split(":", 2);
            try {
                if (!parts[0].strip().matches("[2-5][0-9]{2}")) {
                    throw new IllegalArgumentException("no status");
                }
                signals.add(new Signal(
                        Integer.parseInt(parts[0].strip()),
                        Pattern.compile(parts.length > 1 ? parts[1].strip() : "", Pattern.CASE_INSENSITIVE)));
            } catch (PatternSyntaxException e) {
                s.problem("throttle-signals", "has '" + text + "', which is no expression: " + e.getDescription());
            } catch (IllegalArgumentException e) {
                s.problem("throttle-signals", "must be statuses, each perhaps with words of the body: 503, 400:quota");
            }
        }
        return signals;
    }
}
