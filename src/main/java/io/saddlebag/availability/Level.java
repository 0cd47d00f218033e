package io.saddlebag.availability;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a place holds of one SKU, in whole pieces; fractions were rounded down (on hand, incoming) or up (reserved, held) before.
 *
 * @param onHand pieces in the building; below 0 (an ERP's books allow that) counts as 0
 * @param reserved of these, promised to orders; below 0 counts as 0
 * @param held of these, damaged, in quarantine or otherwise not for sale; below 0 counts as 0
 * @param incoming on the way, not in the building yet
 * @param at the partner's own time of the change, or the time it was read
 */
public record Level(
        Place place, String sku, long onHand, long reserved, long held, List<Incoming> incoming, Instant at) {

    /** Copies the list. */
    public Level {
        Objects.requireNonNull(place);
        Objects.requireNonNull(sku);
        Objects.requireNonNull(at);
        incoming = List.copyOf(incoming);
    }
}
