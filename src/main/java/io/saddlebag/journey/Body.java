package io.saddlebag.journey;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import org.apache.camel.Exchange;

/** A message's canonical document: a tree where a mapping has just made it, bytes where it comes from a queue. */
final class Body {

    private Body() {}

    /** The document as a record. Throws {@link io.saddlebag.contract.NotJson} if it is not of its form. */
    static <T> T of(Exchange exchange, Class<T> type) {
        return exchange.getMessage().getBody() instanceof JsonNode tree
                ? Documents.read(tree, type)
                : Documents.read(exchange.getMessage().getBody(byte[].class), type);
    }
}
