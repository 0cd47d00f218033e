package io.saddlebag.journey;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Arrival;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderVersion;
import java.time.Instant;

/**
 * One version of an order as it came in.
 *
 * @param source who brought it: a webhook, a poll, a replay
 */
record Seen(Order order, OrderVersion version, String source, Arrival arrival, Instant at) {

    OrderKey key() {
        return order.key();
    }

    /** A step that tells the ledger of this version. */
    Step step() {
        return Step.of(key())
                .seen(new Step.Seen(
                        version,
                        order.number(),
                        order.status(),
                        order.currency(),
                        order.total().toPlainString(),
                        order.customer().email(),
                        order.createdAt(),
                        Documents.text(order)))
                .sold(SoldPieces.of(order));
    }
}
