package io.saddlebag.intake;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Which headers of a caller reach an intake route: what a signature and its topic are in. Query parameters, cookies and everything else stay outside; nothing of the exchange becomes a header of the answer.
 */
public final class WebhookHeaders implements HeaderFilterStrategy {

    private static final Set<String> TAKEN = taken(
            "X-WC-Webhook-Signature",
            "X-WC-Webhook-Topic",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "x-webhook-topic");

    private static Set<String> taken(String... names) {
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taken.addAll(List.of(names));
        return Collections.unmodifiableSet(taken);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !TAKEN.contains(name);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
