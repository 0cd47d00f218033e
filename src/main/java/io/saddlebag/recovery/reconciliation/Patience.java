package io.saddlebag.recovery.reconciliation;

import io.saddlebag.delivery.Outcome;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for a partner that throttles or does not answer, for so long in all, and then lets the failure through. A run of
 * hundreds of calls meets limits of partners as a matter of course (ShipBob: 150 calls a minute).
 */
public final class Patience {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long SLICE_MILLIS = 200;

    private final Duration whole;
    private final BooleanSupplier stopping;
    private final Pause pause;

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {
        /** Returns after so many milliseconds. */
        void sleep(long millis) throws InterruptedException;
    }

    /**
     * Waits at most so long for one call.
     *
     * @param stopping whether the daemon stops, which ends the waiting
     */
    public Patience(Duration whole, BooleanSupplier stopping, Pause pause) {
        this.whole = whole;
        this.stopping = stopping;
        this.pause = pause;
    }

    /**
     * The value of a call that may be repeated.
     *
     * @throws io.saddlebag.delivery.DeliveryFailure if there is none in time
     * @throws RejectedExecutionException if the daemon stops meanwhile
     */
    public <T> T of(String partner, String operation, Supplier<Outcome<T>> call) {
        Duration waited = Duration.ZERO;
        Duration next = FIRST;
        while (true) {
            Outcome<T> outcome = call.get();
            boolean later = outcome instanceof Outcome.RetryLater || outcome instanceof Outcome.Unknown;
            if (!later || waited.compareTo(whole) >= 0) {
                return outcome.orThrow(partner, operation);
            }
            Duration wish = outcome instanceof Outcome.RetryLater<T> retry
                    ? retry.after().orElse(next)
                    : next;
            Duration turn = min(wish, whole.minus(waited));
            pass(turn);
            waited = waited.plus(turn);
            next = min(next.multipliedBy(2), LONGEST);
        }
    }

    private void pass(Duration turn) {
        long left = Math.max(1, turn.toMillis());
        while (left > 0) {
            if (stopping.getAsBoolean()) {
                throw new RejectedExecutionException(
                        "the daemon stops; the comparison begins again with the next start");
            }
            long slice = Math.min(left, SLICE_MILLIS);
            try {
                pause.sleep(slice);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RejectedExecutionException("the daemon stops while it waits for a partner", e);
            }
            left -= slice;
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
