package io.saddlebag.simulation;

import io.saddlebag.order.OrderState;
import java.util.EnumMap;
import java.util.Map;

/**
 * Whether orders still go forward. What a scenario grants is time in which nothing does: how long everything takes is a matter of
 * the machine, and for the benchmarks.
 */
final class Headway {

    private static final Map<OrderState, Integer> PLACES = new EnumMap<>(Map.of(
            OrderState.WAITING, 1,
            OrderState.CAPTURED, 2,
            OrderState.POSTED, 3,
            OrderState.RELEASED, 4,
            OrderState.PARTLY_SHIPPED, 5,
            OrderState.SHIPPED, 6,
            OrderState.COMPLETED, 7,
            OrderState.CANCELLED, 7,
            OrderState.IGNORED, 7));
    private static final int PARKED = 7;

    private long furthest = -1;
    private long movedAt = System.nanoTime();

    /** How many orders stand where now. Going back and forth is no headway: only what has never been reached is. */
    void seen(Map<String, Long> counts) {
        long places = PARKED * counts.getOrDefault("PARKED", 0L);
        for (Map.Entry<OrderState, Integer> place : PLACES.entrySet()) {
            places += place.getValue() * counts.getOrDefault(place.getKey().name(), 0L);
        }
        if (places > furthest) {
            furthest = places;
            movedAt = System.nanoTime();
        }
    }

    /** For how many nanoseconds nothing has gone forward, counted from a moment at the earliest. */
    long nothingSince(long moment) {
        return System.nanoTime() - Math.max(moment, movedAt);
    }
}
