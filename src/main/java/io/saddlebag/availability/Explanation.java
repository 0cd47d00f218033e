package io.saddlebag.availability;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a number came about. The steps' amounts add up to the quantity: the number is made of them, not the other way round.
 *
 * @param at the time it was computed for
 * @param steps in the order of the arithmetic
 * @param parts of a kit: how its pieces' numbers came about
 */
public record Explanation(Sellable sellable, Instant at, List<Step> steps, List<Explanation> parts) {

    /** Copies the lists, and refuses a sum that is not the number. */
    public Explanation {
        steps = List.copyOf(steps);
        parts = List.copyOf(parts);
        long sum = steps.stream().mapToLong(Step::amount).sum();
        if (sum != sellable.quantity()) {
            throw new IllegalArgumentException("the steps of " + sellable + " add up to " + sum);
        }
    }

    /**
     * One step.
     *
     * @param part what the step belongs to: a node, the orders, the channel
     * @param label what it is, in words
     * @param amount pieces added or taken
     * @param total the sum so far
     * @param origin the rule's file and line, or the source; empty if neither
     * @param asOf the time of the source's number
     * @param remark true if it says something and counts nothing
     */
    public record Step(
            String part,
            String label,
            long amount,
            long total,
            String origin,
            Optional<Instant> asOf,
            boolean remark) {}

    /** Lines of plain text with aligned numbers. */
    public List<String> lines() {
        return new ExplanationText(this).lines();
    }
}
