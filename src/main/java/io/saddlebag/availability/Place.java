package io.saddlebag.availability;

import java.util.Objects;

/**
 * Where a partner keeps stock.
 *
 * @param source who says so: {@code erp.NAME} or {@code warehouse.NAME}
 * @param location the partner's own name or code of the warehouse or centre
 */
public record Place(String source, String location) {

    /** Refuses nothing but nulls: names are the partner's. */
    public Place {
        Objects.requireNonNull(source);
        Objects.requireNonNull(location);
    }
}
