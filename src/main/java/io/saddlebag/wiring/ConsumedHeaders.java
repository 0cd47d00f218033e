package io.saddlebag.wiring;

import io.saddlebag.message.Headers;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsHeaderFilterStrategy;

/**
 * Keeps a consumed message's duplicate id from being sent on: repeated inside a transaction it would fail the whole commit
 * (facts: camel 3). The time for which a message was put off is its own, too.
 */
final class ConsumedHeaders extends JmsHeaderFilterStrategy {

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return Headers.DUPLICATE_ID.equals(name)
                || Headers.SCHEDULED.equals(name)
                || super.applyFilterToExternalHeaders(name, value, exchange);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return Headers.DUPLICATE_ID.equals(name) || super.applyFilterToCamelHeaders(name, value, exchange);
    }
}
