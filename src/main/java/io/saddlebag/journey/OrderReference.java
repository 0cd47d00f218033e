package io.saddlebag.journey;

import io.saddlebag.contract.Documents;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderKey;
import org.apache.camel.Exchange;

/**
 * A message that only says which order it is about (contract {@code order-reference.v1}); its consumer reads the newest
 * state from the ledger, so an old message never brings old news.
 *
 * @param contract always {@code order-reference.v1}
 */
public record OrderReference(String contract, String store, String orderId) {

    /** A reference to an order. */
    public static OrderReference to(OrderKey key) {
        return new OrderReference("order-reference.v1", key.store(), key.id());
    }

    /** Makes it the body of a message addressed to the order. */
    static void send(Exchange exchange, OrderKey key) {
        Headers.address(exchange, key);
        exchange.getMessage().setBody(Documents.bytes(to(key)));
    }
}
