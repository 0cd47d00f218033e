package io.saddlebag.connector.odoo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One writer per key in this process: two threads never work on one order or one customer at a time. Between processes
 * the create-once loads decide (facts: erp 8), these locks only spare them the conflict.
 */
final class Writers {

    private static final int STRIPES = 256;

    private final List<ReentrantLock> locks = new ArrayList<>();

    Writers() {
        for (int i = 0; i < STRIPES; i++) {
            locks.add(new ReentrantLock());
        }
    }

    <T> T alone(String key, Supplier<T> work) {
        return alone(List.of(key), work);
    }

    /** Holds all the keys' locks, taken in one order, so that two batches cannot wait for each other. */
    <T> T alone(Collection<String> keys, Supplier<T> work) {
        List<ReentrantLock> held = keys.stream()
                .map(k -> Math.floorMod(k.hashCode(), STRIPES))
                .distinct()
                .sorted(Comparator.naturalOrder())
                .map(locks::get)
                .toList();
        held.forEach(ReentrantLock::lock);
        try {
            return work.get();
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
    }
}
