package io.saddlebag.wiring;

import io.saddlebag.journey.EarlierOrders;
import io.saddlebag.stock.LevelRecords;
import org.apache.camel.CamelContext;

/** What keeps levels and demand. */
final class StockWiring {

    private final Foundation base;

    StockWiring(Foundation base) {
        this.base = base;
    }

    void bind(CamelContext camel) {
        new EarlierOrders(base.ledger.stock()).fill();
        camel.getRegistry().bind("levels", new LevelRecords(base.ledger, base.clock));
    }
}
