package io.saddlebag.sandbox.shipbob;

import java.time.Duration;
import java.util.Optional;

/**
 * What the sandbox does with an order by itself.
 *
 * @param enabled false leaves every shipment as it was created until a test or a simulation moves it
 * @param pickAfter from creation to picked; from here on a shipment cannot be cancelled
 * @param shipAfter from creation to labelled and shipped; packing lies half-way between the two
 * @param secondPartLater added to both for the second shipment of a split order, so the order is partially fulfilled meanwhile
 * @param deliverAfter from shipped to delivered, with two carrier scans on the way; empty never delivers
 * @param splitShare share of the orders of more than one unit that are split in two shipments, 0 to 1
 */
public record Automation(
        boolean enabled,
        Duration pickAfter,
        Duration shipAfter,
        Duration secondPartLater,
        Optional<Duration> deliverAfter,
        double splitShare) {

    /** Checks the order of the steps. */
    public Automation {
        if (shipAfter.compareTo(pickAfter) < 0) {
            throw new IllegalArgumentException("a shipment is picked before it is shipped");
        }
        if (splitShare < 0 || splitShare > 1) {
            throw new IllegalArgumentException("the share of split orders lies between 0 and 1");
        }
    }

    /** Nothing happens by itself. */
    public static Automation off() {
        return new Automation(false, Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), 0);
    }

    /** Every order is shipped as soon as its creation is answered; nothing is delivered. For benchmarks. */
    public static Automation instant() {
        return new Automation(true, Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), 0);
    }

    /** Picked at half of this time, shipped after it, delivered after as long again. */
    public static Automation shipping(Duration after) {
        return new Automation(true, after.dividedBy(2), after, after, Optional.of(after), 0);
    }

    /** The same with a share of the orders split in two shipments. */
    public Automation splitting(double share) {
        return new Automation(enabled, pickAfter, shipAfter, secondPartLater, deliverAfter, share);
    }
}
