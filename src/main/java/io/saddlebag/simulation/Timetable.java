package io.saddlebag.simulation;

import io.saddlebag.simulation.Scenario.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Lets a scenario's troubles come and go at their times. Thread-safe. */
final class Timetable implements AutoCloseable {

    private final List<Trouble> troubles;
    private final Function<Trouble, Runnable> begin;
    private final BooleanSupplier ordersComing;
    private final long seed;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int open;
    private long lastEnd = System.nanoTime();

    /**
     * A timetable that has not begun.
     *
     * @param begin lets a trouble begin; what it returns ends it
     * @param ordersComing whether troubles that repeat without a number still do
     */
    Timetable(List<Trouble> troubles, long seed, Function<Trouble, Runnable> begin, BooleanSupplier ordersComing) {
        this.troubles = troubles;
        this.seed = seed;
        this.begin = begin;
        this.ordersComing = ordersComing;
    }

    void start() {
        int number = 0;
        for (Trouble trouble : troubles) {
            // Chance of its own, so that one more line in the file does not change the others' times.
            Random chance = new Random(seed + 31L * ++number);
            opened();
            after(trouble.at().drawn(chance), () -> happen(trouble, chance, 1));
        }
    }

    private void after(Duration wait, Runnable what) {
        clock.schedule(what, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void happen(Trouble trouble, Random chance, int number) {
        if (trouble.every().isPresent() && trouble.times().isEmpty() && number > 1 && !ordersComing.getAsBoolean()) {
            closed(); // it came as long as there were orders
            return;
        }
        try {
            Runnable end = begin.apply(trouble);
            count(trouble);
            if (trouble.lasts().isPresent()) {
                opened();
                after(trouble.lasts().get().drawn(chance), () -> end(trouble, end));
            } else if (trouble.target() == Target.DAEMON || trouble.target() == Target.BROKER) {
                end.run();
            }
        } catch (RuntimeException e) {
            failed(trouble, e);
        }
        if (trouble.every().isPresent() && number < trouble.times().orElse(Integer.MAX_VALUE)) {
            after(trouble.every().get().drawn(chance), () -> happen(trouble, chance, number + 1));
        } else {
            closed();
        }
    }

    private void end(Trouble trouble, Runnable end) {
        try {
            end.run();
        } catch (RuntimeException e) {
            failed(trouble, e);
        }
        closed();
    }

    private synchronized void failed(Trouble trouble, RuntimeException e) {
        failures.add(trouble + " of line " + trouble.line() + ": " + e);
    }

    private synchronized void count(Trouble trouble) {
        counts.merge(trouble.toString(), 1, Integer::sum);
    }

    private synchronized void opened() {
        open++;
    }

    private synchronized void closed() {
        open--;
        lastEnd = System.nanoTime();
    }

    /** Whether no trouble will come any more, and those with an end have ended. */
    synchronized boolean over() {
        return open == 0;
    }

    /** When the last one came or ended, in nanoseconds of this JVM. */
    synchronized long lastEnd() {
        return lastEnd;
    }

    /** How often each came. */
    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    /** What could not be done, in words. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
