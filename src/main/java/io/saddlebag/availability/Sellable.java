package io.saddlebag.availability;

import java.util.Objects;

/**
 * What a channel may sell of a SKU now.
 *
 * @param quantity whole pieces, never below 0
 * @param stale true if a source it is computed from was never read, or not for longer than the rules allow
 */
public record Sellable(String channel, String sku, long quantity, Backorders backorders, boolean stale) {

    /** Refuses what no channel can sell. */
    public Sellable {
        Objects.requireNonNull(channel);
        Objects.requireNonNull(sku);
        Objects.requireNonNull(backorders);
        if (quantity < 0) {
            throw new IllegalArgumentException("sellable of " + sku + " in " + channel + " below 0: " + quantity);
        }
    }
}
