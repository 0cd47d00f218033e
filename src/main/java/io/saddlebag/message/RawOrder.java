package io.saddlebag.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.order.OrderKey;
import org.apache.camel.Exchange;

/** A store's own order document on its way to the mapping, whoever read it: a webhook, a poll, or a look-up. */
public final class RawOrder {

    private RawOrder() {}

    /** Puts it where the mapping wants it, {@code {store, order}}, and our own mark on it into variable {@code echo}. */
    public static void put(Exchange exchange, OrderKey key, JsonNode order) {
        exchange.setVariable("echo", echo(order));
        ObjectNode wrapper = JsonNodeFactory.instance.objectNode();
        wrapper.put("store", key.store());
        wrapper.set("order", order);
        exchange.getMessage().setBody(wrapper);
    }

    private static String echo(JsonNode order) {
        for (JsonNode meta : order.path("meta_data")) {
            if (StoreMarks.ECHO.equals(meta.path("key").asText())) {
                return meta.path("value").asText("");
            }
        }
        return "";
    }
}
