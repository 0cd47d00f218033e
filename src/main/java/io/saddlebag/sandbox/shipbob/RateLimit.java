package io.saddlebag.sandbox.shipbob;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * So many requests in any sixty seconds (ShipBob: 150, over all its APIs). A refused request does not count. The answers carry
 * {@code x-remaining-calls}, a refusal {@code x-retry-after} in seconds and no {@code Retry-After}, as the vendor's page says.
 */
final class RateLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Deque<Instant> calls = new ArrayDeque<>();
    private int perMinute;

    RateLimit(int perMinute) {
        this.perMinute = perMinute;
    }

    void perMinute(int limit) {
        perMinute = limit;
        calls.clear();
    }

    boolean on() {
        return perMinute > 0;
    }

    /** Counts a call; returns the seconds to wait if it is one too many, 0 if it may pass. */
    long call(Instant now) {
        while (!calls.isEmpty() && !calls.peekFirst().plus(WINDOW).isAfter(now)) {
            calls.removeFirst();
        }
        if (calls.size() < perMinute) {
            calls.addLast(now);
            return 0;
        }
        long millis = Duration.between(now, calls.peekFirst().plus(WINDOW)).toMillis();
        return Math.max(1, (millis + 999) / 1000);
    }

    int remaining() {
        return Math.max(0, perMinute - calls.size());
    }
}
