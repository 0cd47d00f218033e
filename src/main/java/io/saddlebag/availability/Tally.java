package io.saddlebag.availability;

import io.saddlebag.availability.Explanation.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Adds up. A telling tally writes each step down too, so a number and its explanation come from one and the same addition.
 */
final class Tally {

    /** What a step is called and who says so. */
    record Words(String part, String label, String origin, Optional<Instant> asOf) {

        static Words of(String part, String label, String origin) {
            return new Words(part, label, origin, Optional.empty());
        }
    }

    private final boolean telling;
    private final List<Step> steps;
    private long total;

    private Tally(boolean telling, List<Step> steps) {
        this.telling = telling;
        this.steps = steps;
    }

    static Tally silent() {
        return new Tally(false, List.of());
    }

    static Tally telling() {
        return new Tally(true, new ArrayList<>());
    }

    /** Adds; nothing is worth no step. */
    void add(long amount, Supplier<Words> words) {
        if (amount != 0) {
            total += amount;
            write(amount, words, false);
        }
    }

    /** Adds; nothing is worth a step too. */
    void show(long amount, Supplier<Words> words) {
        total += amount;
        write(amount, words, false);
    }

    /** A remark. */
    void say(Supplier<Words> words) {
        write(0, words, true);
    }

    private void write(long amount, Supplier<Words> words, boolean remark) {
        if (telling) {
            Words told = words.get();
            steps.add(new Step(told.part(), told.label(), amount, total, told.origin(), told.asOf(), remark));
        }
    }

    long total() {
        return total;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }
}
