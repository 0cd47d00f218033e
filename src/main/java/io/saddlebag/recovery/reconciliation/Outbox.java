package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.OrderKey;
import java.util.Map;

/** Puts messages into the daemon's queues, durably before it returns. */
@FunctionalInterface
public interface Outbox {

    /**
     * Sends a message about an order.
     *
     * @param headers beside those that address it to the order
     */
    void send(String queue, OrderKey order, Map<String, String> headers, byte[] body);
}
