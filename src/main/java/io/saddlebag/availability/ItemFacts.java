package io.saddlebag.availability;

import java.util.Objects;

/**
 * What the ERP's item master says of a SKU; rules by category need it, everything else does without.
 *
 * @param category as the ERP writes it, e.g. {@code All / Apparel}; may be empty
 * @param active an item that is not is never sold
 */
public record ItemFacts(String sku, String category, boolean active) {

    /** Refuses nulls. */
    public ItemFacts {
        Objects.requireNonNull(sku);
        Objects.requireNonNull(category);
    }
}
