package io.saddlebag.journey;

import io.saddlebag.delivery.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * How often and how long one exchange has waited for partners. Kept with the exchange, so that a restart forgets it; one
 * thread at a time works on an exchange, Camel hands it from one to the next.
 */
final class Waited {

    private static final String PROPERTY = "saddlebagWaited";

    private final Instant since;
    private Instant until;
    private int tries;
    private long pausedSince;
    private long paused;
    private String partner = "";
    private Optional<Category> category = Optional.empty();
    private int run;
    private Instant runSince;
    private Optional<Instant> stands = Optional.empty();
    private String told = "";
    private boolean givenUp;

    private Waited(Instant since) {
        this.since = since;
        this.until = since;
        this.runSince = since;
    }

    /** What the exchange waited so far; empty if it never had to. */
    static Optional<Waited> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, Waited.class));
    }

    /** Begins to count. */
    static Waited begin(Exchange exchange, Instant now) {
        Waited waited = new Waited(now);
        exchange.setProperty(PROPERTY, waited);
        return waited;
    }

    /** A try failed; a pause begins. */
    void failed(String system, Category why, Instant now) {
        tries++;
        if (!category.equals(Optional.of(why))) {
            category = Optional.of(why);
            run = 0;
            runSince = now;
        }
        stands.ifPresent(from -> runSince = runSince.plus(Duration.between(from, now)));
        stands = Optional.empty();
        run++;
        pauses(system);
    }

    /** The partner is paused, so nothing was tried; true if these words were not told before. */
    boolean stands(String system, String words, Instant now) {
        if (stands.isEmpty()) {
            stands = Optional.of(now);
        }
        pauses(system);
        boolean news = !told.equals(words);
        told = words;
        return news;
    }

    private void pauses(String system) {
        partner = system;
        pausedSince = System.nanoTime();
    }

    /** How often it failed in the same way. */
    int run() {
        return run;
    }

    /** For how long it fails in the same way, without the time in which the partner was paused. */
    Duration running(Instant now) {
        return Duration.between(runSince, now);
    }

    /** The policy of the category has it parked. */
    void giveUp() {
        givenUp = true;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** The pause is over, the next try begins. */
    void tryingAgain(Instant now) {
        until = now;
        if (pausedSince != 0) {
            paused += System.nanoTime() - pausedSince;
            pausedSince = 0;
        }
    }

    /** The sum of all pauses, which the partner's calls did not take; nanoseconds. */
    long pausedNanos() {
        return paused;
    }

    /** Configured name of the partner that was waited for last. */
    String partner() {
        return partner;
    }

    /** When the last pause was over. */
    Instant until() {
        return until;
    }

    /** When this exchange began to wait. */
    Instant since() {
        return since;
    }

    /**
     * How much it took, for a person.
     *
     * @param begun when the wait began, maybe before this daemon did
     */
    String words(Instant begun) {
        String time = words(Duration.between(begun, until));
        return tries == 0 ? "after " + time : "after " + (tries == 1 ? "1 try" : tries + " tries") + ", " + time;
    }

    private static String words(Duration time) {
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
    }
}
