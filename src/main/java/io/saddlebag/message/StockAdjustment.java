package io.saddlebag.message;

import java.time.Instant;

/**
 * A partner found that it has more or fewer pieces than its books said, and another is to follow; contract {@code
 * inventory-adjustment.v1}.
 *
 * @param source full name of the partner, {@code warehouse.NAME}
 * @param event its id of the adjustment
 * @param location where, the partner's code
 * @param erp configured name of the ERP that follows
 * @param place where, the ERP's code of the warehouse
 * @param delta pieces more, or fewer below zero; never 0
 * @param at when the partner did it
 */
public record StockAdjustment(
        String contract,
        String source,
        String event,
        String location,
        String erp,
        String place,
        String sku,
        long delta,
        Instant at) {

    private static final String CONTRACT = "inventory-adjustment.v1";

    /** An adjustment. */
    public static StockAdjustment of(
            String source,
            String event,
            String location,
            String erp,
            String place,
            String sku,
            long delta,
            Instant at) {
        return new StockAdjustment(CONTRACT, source, event, location, erp, place, sku, delta, at);
    }
}
