package io.saddlebag.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a message that met a failure of one {@link Category}: it is parked at once, or keeps its place and is tried
 * again, for so many tries, for so long, or without end. Written {@code park}, {@code wait}, {@code wait 20 tries}, {@code wait
 * 2h}. Time in which the partner is paused counts for neither.
 *
 * @param waits whether it is tried again at all
 * @param tries how often it is tried, the first time included; empty is without end
 * @param within how long it is tried; empty is without end
 */
public record CategoryPolicy(boolean waits, OptionalInt tries, Optional<Duration> within) {

    private static final Pattern WORDS =
            Pattern.compile("park|wait(?: +(?:([1-9][0-9]{0,5}) +(?:tries|try)|([1-9][0-9]{0,5}) *(s|m|h|d)))?");

    /** Tried again until it works. */
    public static CategoryPolicy forEver() {
        return new CategoryPolicy(true, OptionalInt.empty(), Optional.empty());
    }

    /** Parked after so many tries. */
    public static CategoryPolicy tries(int count) {
        return new CategoryPolicy(true, OptionalInt.of(count), Optional.empty());
    }

    /** Parked at once. */
    public static CategoryPolicy park() {
        return new CategoryPolicy(false, OptionalInt.empty(), Optional.empty());
    }

    /** Reads a policy's words; empty where they are none. */
    public static Optional<CategoryPolicy> read(String words) {
        Matcher match = WORDS.matcher(words.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        if (match.group(1) != null) {
            return Optional.of(tries(Integer.parseInt(match.group(1))));
        }
        if (match.group(2) != null) {
            long n = Long.parseLong(match.group(2));
            Duration within =
                    switch (match.group(3)) {
                        case "s" -> Duration.ofSeconds(n);
                        case "m" -> Duration.ofMinutes(n);
                        case "h" -> Duration.ofHours(n);
                        default -> Duration.ofDays(n);
                    };
            return Optional.of(new CategoryPolicy(true, OptionalInt.empty(), Optional.of(within)));
        }
        return Optional.of(words.strip().equals("park") ? park() : forEver());
    }

    /** Whether it never ends by itself. */
    public boolean endless() {
        return waits && tries.isEmpty() && within.isEmpty();
    }

    /**
     * Whether a message is tried once more.
     *
     * @param failed how often it failed in this way
     * @param waited since the first of these failures, without the time in which its partner was paused
     */
    public boolean triesAgain(int failed, Duration waited) {
        return waits
                && (tries.isEmpty() || failed < tries.getAsInt())
                && (within.isEmpty() || waited.compareTo(within.get()) < 0);
    }

    /** As it is written in settings. */
    public String words() {
        if (!waits) {
            return "park";
        }
        if (tries.isPresent()) {
            return "wait " + tries.getAsInt() + " tries";
        }
        return within.map(time ->
                        "wait " + (time.getSeconds() % 3600 == 0 ? time.toHours() + "h" : time.toSeconds() + "s"))
                .orElse("wait");
    }
}
