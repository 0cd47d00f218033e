package io.saddlebag.console;

import java.time.Duration;
import java.time.Instant;

/** How long something has been so. */
public record Age(Instant since, Instant now) {

    private static final long TWO_HOURS = 120;
    private static final long TWO_DAYS = 48;

    /** {@code 5 min}, {@code 7 h}, {@code 12 days}. */
    public String words() {
        Duration age = Duration.between(since, now);
        if (age.toMinutes() < TWO_HOURS) {
            return Math.max(age.toMinutes(), 0) + " min";
        }
        return age.toHours() < TWO_DAYS ? age.toHours() + " h" : age.toDays() + " days";
    }
}
