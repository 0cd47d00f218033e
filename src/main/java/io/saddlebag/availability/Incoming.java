package io.saddlebag.availability;

import java.time.Instant;
import java.util.Objects;

/**
 * Pieces on their way to a place.
 *
 * @param quantity whole pieces; below 0 counts as 0
 * @param expectedAt when the partner expects them
 * @param reference the partner's name of the delivery, for explanations
 */
public record Incoming(long quantity, Instant expectedAt, String reference) {

    /** Refuses nulls. */
    public Incoming {
        Objects.requireNonNull(expectedAt);
        Objects.requireNonNull(reference);
    }
}
