package io.saddlebag.availability;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One order's need of one SKU that the store has sold. A kit's line needs the kit's SKU, or its pieces are named instead of it,
 * never both.
 *
 * @param order the order's key
 * @param store the store that sold it, as the channels are named
 * @param quantity whole pieces, rounded up; below 0 counts as 0
 * @param warehouse where it was sent ({@code shipbob} of the source {@code warehouse.shipbob}), empty before
 * @param postedAt when the ERP confirmed it
 * @param releasedAt when its warehouse acknowledged it
 */
public record Demand(
        String order,
        String store,
        String sku,
        long quantity,
        Optional<String> warehouse,
        Optional<Instant> postedAt,
        Optional<Instant> releasedAt) {

    /** Refuses nulls. */
    public Demand {
        Objects.requireNonNull(order);
        Objects.requireNonNull(store);
        Objects.requireNonNull(sku);
        Objects.requireNonNull(warehouse);
        Objects.requireNonNull(postedAt);
        Objects.requireNonNull(releasedAt);
    }
}
