package io.saddlebag.connector.odoo;

import io.saddlebag.delivery.Outcome;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One writer per key in this process: two threads never work on one order or one customer at a time. Between processes
 * the create-once loads decide (facts: erp 8), these locks only spare them the conflict.
 */
final class Writers {

    private final Set<String> held = new HashSet<>();

    <T> T alone(String key, Supplier<T> work) {
        return alone(List.of(key), work);
    }

    /** Holds all the keys, taken at once, so that two batches cannot wait for each other. Not reentrant. */
    <T> T alone(Collection<String> keys, Supplier<T> work) {
        take(keys);
        try {
            return work.get();
        } finally {
            giveBack(keys);
        }
    }

    private synchronized void take(Collection<String> keys) {
        try {
            while (!Collections.disjoint(held, keys)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped(new Outcome.Unknown<>("stopped while another step worked on the same record"));
        }
        held.addAll(keys);
    }

    private synchronized void giveBack(Collection<String> keys) {
        held.removeAll(Set.copyOf(keys));
        notifyAll();
    }
}
