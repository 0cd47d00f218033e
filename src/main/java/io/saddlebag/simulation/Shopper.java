package io.saddlebag.simulation;

import io.saddlebag.sandbox.woocommerce.SandboxStore;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** Places a scenario's orders at their pace, and does to some of them what shoppers and shop workers do. One thread. */
final class Shopper {

    private static final BigDecimal A_LITTLE = new BigDecimal("1.00");

    private record Change(long dueNanos, long id, Habit habit) implements Comparable<Change> {
        @Override
        public int compareTo(Change other) {
            return Long.compare(dueNanos, other.dueNanos);
        }
    }

    private final SandboxStore store;
    private final Trio.Manners manners;
    private final Scenario.Orders orders;
    private final Random chance;
    private final long start = System.nanoTime();
    private final Map<Long, Habit> placed = new LinkedHashMap<>();
    private final PriorityQueue<Change> coming = new PriorityQueue<>();

    Shopper(Trio trio, Scenario.Orders orders, long seed) {
        this.store = trio.store();
        this.manners = trio.manners();
        this.orders = orders;
        this.chance = new Random(seed);
    }

    /** Does what is due now. */
    synchronized void tick() {
        int due = orders.rate() <= 0
                ? orders.count()
                : (int) Math.min(orders.count(), (System.nanoTime() - start) / 1e9 * orders.rate() + 1);
        int missing = due - placed.size();
        if (missing > 0) {
            store.place(missing, manners.due()).forEach(this::remember);
        }
        while (!coming.isEmpty() && coming.peek().dueNanos() <= System.nanoTime()) {
            change(coming.poll());
        }
    }

    private void remember(long id) {
        Habit habit = drawn();
        placed.put(id, habit);
        if (habit != Habit.KEEPS) {
            long within = Math.max(1, orders.changesWithin().toNanos());
            coming.add(new Change(System.nanoTime() + (long) (chance.nextDouble() * within), id, habit));
        }
    }

    private Habit drawn() {
        double drawn = chance.nextDouble();
        for (Map.Entry<Habit, Double> share : orders.changes().entrySet()) {
            drawn -= share.getValue();
            if (drawn < 0) {
                return share.getKey();
            }
        }
        return Habit.KEEPS;
    }

    private void change(Change change) {
        switch (change.habit()) {
            case CANCELS -> store.cancel(change.id());
            case EDITS -> store.edit(change.id());
            case REFUNDS -> store.refund(change.id(), A_LITTLE);
            case TRASHES -> store.trash(change.id());
            case DELETES -> store.delete(change.id());
            case KEEPS -> throw new IllegalStateException("nothing is to be changed");
        }
    }

    /** Whether all is placed and changed. */
    synchronized boolean done() {
        return placed.size() >= orders.count() && coming.isEmpty();
    }

    /** Every order so far, with what is done to it. */
    synchronized Map<Long, Habit> placed() {
        return new LinkedHashMap<>(placed);
    }
}
