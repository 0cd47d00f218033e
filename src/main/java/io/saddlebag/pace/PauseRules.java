package io.saddlebag.pace;

import io.saddlebag.settings.Section;
import java.time.Duration;

/**
 * When a partner is paused, and when it is asked again.
 *
 * @param after failed calls in a row, with no good one in between
 * @param probeFirst from the pause to the first probe
 * @param probeLongest longest time between two probes; each is twice the one before
 */
public record PauseRules(int after, Duration probeFirst, Duration probeLongest) {

    /** Refused connections in a row: nothing listens there, which needs no long proof. */
    static final int AFTER_REFUSED = 2;
    /** Refused credentials in a row: some partners lock an account that goes on trying. */
    static final int AFTER_DENIED = 3;
    /** The longest time a partner may ask for; WordPress asks for ten minutes for an update of ten seconds. */
    static final Duration LONGEST_WISH = Duration.ofMinutes(10);

    /** Reads {@code saddlebag.pause}. */
    public static PauseRules from(Section s) {
        int after = s.number("after", 5);
        if (after < 1) {
            s.problem("after", "must be at least 1");
            after = 5;
        }
        Duration first = positive(s, "probe-first", Duration.ofSeconds(1));
        Duration longest = positive(s, "probe-longest", Duration.ofSeconds(30));
        if (first.compareTo(longest) > 0) {
            s.problem("probe-longest", "must not be shorter than probe-first");
        }
        return new PauseRules(after, first, longest);
    }

    private static Duration positive(Section s, String key, Duration usual) {
        Duration value = s.duration(key, usual);
        if (value.isZero() || value.isNegative()) {
            s.problem(key, "must be longer than nothing");
            return usual;
        }
        return value;
    }

    /** A partner's wish, as far as it is followed. */
    static Duration bounded(Duration wish) {
        return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }

    /** The time after a probe that was in vain. */
    Duration next(Duration before) {
        Duration twice = before.multipliedBy(2);
        return twice.compareTo(probeLongest) > 0 ? probeLongest : twice;
    }
}
