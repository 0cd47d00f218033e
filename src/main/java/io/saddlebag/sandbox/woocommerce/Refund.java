package io.saddlebag.sandbox.woocommerce;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One refund.
 *
 * @param amount what goes back, positive
 * @param full whether it brought the order's remainder to nothing
 */
record Refund(
        long id,
        Order order,
        Instant created,
        BigDecimal amount,
        String reason,
        long metaId,
        boolean full,
        List<Item> items,
        List<ChargeItem> charges,
        List<Order.TaxLine> taxLines) {

    /** The part of a refund that belongs to one product line. */
    record Item(long id, long metaId, Order.Line line, int quantity, BigDecimal total, Map<Long, BigDecimal> taxes) {}

    /** The part that belongs to a shipping or fee line; kept apart because it carries no quantity. */
    record ChargeItem(
            long id,
            long metaId,
            Order.Charge charge,
            boolean shipping,
            BigDecimal total,
            Map<Long, BigDecimal> taxes) {}
}
