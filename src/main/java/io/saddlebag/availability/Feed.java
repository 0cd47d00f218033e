package io.saddlebag.availability;

import java.time.Instant;
import java.util.Objects;

/**
 * How far a source has been read: everything that happened there before is in its levels.
 *
 * @param asOf when the last finished read began
 */
public record Feed(String source, Instant asOf) {

    /** Refuses nulls. */
    public Feed {
        Objects.requireNonNull(source);
        Objects.requireNonNull(asOf);
    }
}
