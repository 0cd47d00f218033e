package io.saddlebag.connector.woocommerce;

import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.message.Headers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** All stores, for routes that serve every one of them. */
public final class Stores {

    /** Until an event of a paused store is looked at again. */
    private static final Duration LATER = Duration.ofSeconds(10);

    private final Map<String, StoreSteps> stores;
    private final Clock clock;

    /** Knows the stores by name. */
    public Stores(Map<String, StoreSteps> stores, Clock clock) {
        this.stores = Map.copyOf(stores);
        this.clock = clock;
    }

    /**
     * See {@link StoreSteps#fetch}; which store, says variable {@code store}. Where that store is paused, variable {@code
     * postponed} is set and the message is the event as it came, to be sent to its queue again for later: the queue is shared by all
     * stores, and an event that waited in it would hold up the others'.
     */
    public void fetch(Exchange exchange) {
        String name = exchange.getVariable("store", String.class);
        StoreSteps store = stores.get(name);
        if (store == null) {
            throw new IllegalStateException("an event of the store '" + name + "', which is not configured");
        }
        try {
            store.fetch(exchange);
        } catch (DeliveryFailure.Paused paused) {
            Message event = exchange.getUnitOfWork().getOriginalInMessage();
            exchange.getMessage().setBody(event.getBody());
            exchange.getMessage().setHeaders(new HashMap<>(event.getHeaders()));
            exchange.getMessage()
                    .setHeader(Headers.SCHEDULED, clock.instant().plus(LATER).toEpochMilli());
            exchange.setVariable(Headers.POSTPONED, true);
        }
    }
}
