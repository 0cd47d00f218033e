package io.saddlebag.connector.odoo;

import io.saddlebag.settings.Section;
import java.time.Duration;
import java.util.List;

/**
 * What is read of Odoo's stock, {@code saddlebag.erp.<id>.stock*}.
 *
 * @param wanted whether any of it is
 * @param heldLocations complete names of locations whose goods are not for sale, with all below them
 * @param consignment whether goods that belong to somebody else count
 * @param overlap how far a reading looks back behind its cursor: at least as long as Odoo's longest transaction
 */
public record StockReading(boolean wanted, List<String> heldLocations, boolean consignment, Duration overlap) {

    /** Copies the list. */
    public StockReading {
        heldLocations = List.copyOf(heldLocations);
    }

    static StockReading from(Section s) {
        Duration overlap = s.duration("stock.overlap", Duration.ofMinutes(10));
        if (overlap.isNegative()) {
            s.problem("stock.overlap", "must not be negative");
        }
        return new StockReading(
                s.oneOf("stock", "false", List.of("true", "false")).equals("true"),
                s.list("stock.held-locations", List.of()),
                s.oneOf("stock.consignment", "false", List.of("true", "false")).equals("true"),
                overlap);
    }

    boolean holds(String completeName) {
        return heldLocations.stream()
                .anyMatch(held -> completeName.equals(held) || completeName.startsWith(held + "/"));
    }
}
