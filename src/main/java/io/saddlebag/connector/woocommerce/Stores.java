package io.saddlebag.connector.woocommerce;

import java.util.Map;
import org.apache.camel.Exchange;

/** All stores, for routes that serve every one of them. */
public final class Stores {

    private final Map<String, StoreSteps> stores;

    /** Knows the stores by name. */
    public Stores(Map<String, StoreSteps> stores) {
        this.stores = Map.copyOf(stores);
    }

    /** See {@link StoreSteps#fetch}; which store, says variable {@code store}. */
    public void fetch(Exchange exchange) {
        String name = exchange.getVariable("store", String.class);
        StoreSteps store = stores.get(name);
        if (store == null) {
            throw new IllegalStateException("an event of the store '" + name + "', which is not configured");
        }
        store.fetch(exchange);
    }
}
