package io.saddlebag.journey;

import io.saddlebag.ledger.StockLedger.DemandLine;
import io.saddlebag.ledger.StockLedger.Sold;
import io.saddlebag.order.Order;
import io.saddlebag.order.StoreHold;
import java.math.RoundingMode;

/** What an order has sold, for those who work out what is left to sell. */
final class SoldPieces {

    private SoldPieces() {}

    /** Every line with pieces in it, kits and what is in them alike; parts of a piece count as one. */
    static Sold of(Order order) {
        return new Sold(
                StoreHold.isHeld(order.status()),
                order.lines().stream()
                        .filter(line -> line.quantity().signum() > 0)
                        .map(line -> new DemandLine(
                                line.productId(),
                                line.variationId().orElse(""),
                                line.sku(),
                                line.quantity()
                                        .setScale(0, RoundingMode.CEILING)
                                        .longValue()))
                        .toList());
    }
}
