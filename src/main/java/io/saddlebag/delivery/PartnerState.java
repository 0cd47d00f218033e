package io.saddlebag.delivery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How the exchange with one partner stands.
 *
 * @param kind {@code store}, {@code erp} or {@code warehouse}
 * @param name configured name
 * @param condition whether calls go out
 * @param since since when it stands so
 * @param reason why, in words; empty while it runs
 * @param category what made it stop, empty while it runs or where a person did
 * @param by who paused it: {@code saddlebag}, or a person
 * @param nextTry when it is asked again, or begins anew by itself; empty while it runs or where a person must
 * @param rate calls a second allowed now; empty is without limit
 * @param most calls a second allowed at best; empty is without limit
 * @param connections calls at once
 * @param quota calls a day, empty without one
 * @param used calls counted since the quota began anew
 * @param resets when it begins anew, empty without a quota
 * @param throttledLately how often the partner asked for a slower pace in the last five minutes
 */
public record PartnerState(
        String kind,
        String name,
        Condition condition,
        Instant since,
        String reason,
        Optional<Category> category,
        String by,
        Optional<Instant> nextTry,
        OptionalDouble rate,
        OptionalDouble most,
        int connections,
        OptionalLong quota,
        long used,
        Optional<Instant> resets,
        long throttledLately) {

    /** Whether calls go out. */
    public enum Condition {
        /** At the configured pace. */
        RUNNING,
        /** Slower than configured, because the partner asked for it. */
        SLOWED,
        /** Not at all; it goes on by itself. */
        PAUSED,
        /** Not at all; a person paused it and must let it go on. */
        FORCED;

        /** For settings, API and command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The full name, e.g. {@code erp.odoo}. */
    public String partner() {
        return kind + "." + name;
    }

    /** Whether no call goes out. */
    public boolean stands() {
        return condition == Condition.PAUSED || condition == Condition.FORCED;
    }
}
