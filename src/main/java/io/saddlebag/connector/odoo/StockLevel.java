package io.saddlebag.connector.odoo;

import java.math.BigDecimal;
import java.util.List;

/**
 * What Odoo has of one SKU.
 *
 * @param sku as asked
 * @param known whether exactly one active product has it
 * @param stocked whether Odoo counts it at all (services and untracked goods are always there)
 * @param places where it lies, by warehouse
 */
public record StockLevel(String sku, boolean known, boolean stocked, List<Place> places) {

    /** Copies the list. */
    public StockLevel {
        places = List.copyOf(places);
    }

    /**
     * One warehouse.
     *
     * @param warehouse its name in Odoo
     * @param onHand pieces
     * @param reserved of these, promised to other orders
     */
    public record Place(String warehouse, BigDecimal onHand, BigDecimal reserved) {}

    /** What is there and not promised, in all warehouses. */
    public BigDecimal available() {
        return places.stream().map(p -> p.onHand().subtract(p.reserved())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
