package io.saddlebag.console;

import io.saddlebag.availability.Explanation;
import io.saddlebag.pricing.decision.PriceDesk;
import io.saddlebag.recovery.reconciliation.ReconciliationDesk;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Whom the pages about stock, prices and finance ask beside the ledger.
 *
 * @param explain how what a channel may sell of a SKU comes about
 * @param channels those the rules of availability name
 * @param lateAfter when an order is late that is due and not in the ERP
 */
public record TradeDesks(
        BiFunction<String, String, Explanation> explain,
        List<String> channels,
        PriceDesk prices,
        ReconciliationDesk reconciliation,
        Duration lateAfter,
        Clock clock) {

    /** Copies the channels. */
    public TradeDesks {
        channels = List.copyOf(channels);
    }
}
