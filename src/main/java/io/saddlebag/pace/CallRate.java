package io.saddlebag.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * How many calls a second go out to one partner: a bucket of one second's calls, and a rate that follows the partner. When
 * it asks for a slower pace the rate is halved (the one configured, or what was really called where none is). Afterwards it
 * grows back: to half of the rate at which the partner complained by doubling every ten seconds, on to that rate steadily in half
 * a minute, and beyond by doubling every quarter of a minute. A storm halves it many times, but takes only a tenth for each
 * complaint from the rate that is believed to be right, so that it is not followed by minutes of standstill.
 *
 * <p>Our own, because a limiter of whole permits per period (resilience4j) knows no pace below one call a period, no clock but
 * the system's, and nothing of growing back. Safe with several threads.
 */
final class CallRate {

    private static final double SLOWEST = 0.05;
    private static final double MEASURED_SECONDS = 10;
    private static final double DOUBLED_SECONDS = 10;
    private static final double REGAINED_SECONDS = 30;
    private static final double BEYOND_SECONDS = 15;
    /** What one more complaint of a storm leaves of the rate that is believed to be right. */
    private static final double LESS = 0.9;
    /** So far above the rate at which it complained, a partner without a configured rate has none again. */
    private static final double FORGOTTEN = 4;

    private static final Duration LATELY = Duration.ofMinutes(5);
    /** Calls that were under way together are answered together: they tell the same thing. */
    private static final Duration SAME_COMPLAINT = Duration.ofSeconds(1);

    private final double most;
    private double rate;
    private double complained;
    private Instant raised;
    private Instant slowed = Instant.EPOCH;
    private Instant next = Instant.EPOCH;
    private long complaints;
    private final Deque<Instant> lately = new ArrayDeque<>();
    private final long[] second = new long[(int) MEASURED_SECONDS];
    private final long[] calls = new long[(int) MEASURED_SECONDS];

    /** A rate of at most so many calls a second; empty is without limit until the partner complains. */
    CallRate(OptionalDouble most, Instant now) {
        this.most = most.orElse(Double.POSITIVE_INFINITY);
        this.rate = this.most;
        this.raised = now;
    }

    /** Books the next free moment for a call; not before now. */
    synchronized Instant book(Instant now) {
        grow(now);
        count(now);
        if (Double.isInfinite(rate)) {
            return now;
        }
        Duration interval = Duration.ofNanos((long) (1_000_000_000L / rate));
        long burst = Math.max(0, (long) Math.floor(rate) - 1);
        Instant earliest = now.minus(interval.multipliedBy(burst));
        Instant at = next.isBefore(earliest) ? earliest : next;
        next = at.plus(interval);
        return at.isBefore(now) ? now : at;
    }

    /** The partner asked for a slower pace. */
    synchronized void complained(Instant now) {
        complaints++;
        lately.addLast(now);
        forget(now);
        grow(now);
        if (Duration.between(slowed, now).compareTo(SAME_COMPLAINT) < 0) {
            return;
        }
        double seen = Math.max(SLOWEST, Math.min(rate, Math.max(1 / MEASURED_SECONDS, measured(now))));
        complained = rate < most ? Math.max(seen, complained * LESS) : seen;
        rate = Math.max(SLOWEST, seen / 2);
        slowed = now;
        raised = now;
    }

    /** How often it asked for a slower pace. */
    synchronized long complaints() {
        return complaints;
    }

    /** How often it did in the last five minutes. */
    synchronized long complaintsLately(Instant now) {
        forget(now);
        return lately.size();
    }

    private void forget(Instant now) {
        while (!lately.isEmpty() && lately.peekFirst().isBefore(now.minus(LATELY))) {
            lately.removeFirst();
        }
    }

    /** Calls a second allowed now; empty is without limit. */
    synchronized OptionalDouble now(Instant now) {
        grow(now);
        return Double.isInfinite(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    /** Calls a second allowed at best; empty is without limit. */
    OptionalDouble most() {
        return Double.isInfinite(most) ? OptionalDouble.empty() : OptionalDouble.of(most);
    }

    /** Whether it is slower than it may be. */
    synchronized boolean isSlowed(Instant now) {
        grow(now);
        return rate < most;
    }

    private void grow(Instant now) {
        if (rate >= most || !now.isAfter(raised)) {
            return;
        }
        double seconds = Duration.between(raised, now).toNanos() / 1e9;
        rate = Math.min(most, grown(seconds));
        raised = now;
        if (Double.isInfinite(most) && rate >= complained * FORGOTTEN) {
            rate = most;
        }
    }

    private double grown(double seconds) {
        double half = complained / 2;
        double grown = rate;
        double left = seconds;
        if (grown < half) {
            double took = Math.min(left, DOUBLED_SECONDS * Math.log(half / grown) / Math.log(2));
            grown *= Math.pow(2, took / DOUBLED_SECONDS);
            left -= took;
        }
        if (left > 0 && grown < complained) {
            double slope = half / REGAINED_SECONDS;
            double took = Math.min(left, (complained - grown) / slope);
            grown += took * slope;
            left -= took;
        }
        return left > 0 ? grown * Math.pow(2, left / BEYOND_SECONDS) : grown;
    }

    private void count(Instant now) {
        int slot = (int) Math.floorMod(now.getEpochSecond(), (long) second.length);
        if (second[slot] != now.getEpochSecond()) {
            second[slot] = now.getEpochSecond();
            calls[slot] = 0;
        }
        calls[slot]++;
    }

    private double measured(Instant now) {
        long sum = 0;
        for (int i = 0; i < second.length; i++) {
            if (now.getEpochSecond() - second[i] < second.length) {
                sum += calls[i];
            }
        }
        return sum / MEASURED_SECONDS;
    }
}
