package io.saddlebag.intake;

import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Which headers of a caller reach an intake route: those a partner signs its webhooks with, and the field of WooCommerce's
 * ping. Query parameters, cookies and everything else stay outside; nothing of the exchange becomes a header of the answer.
 */
public final class WebhookHeaders implements HeaderFilterStrategy {

    private static final List<String> TAKEN = List.of("x-wc-webhook-", "webhook-", "x-webhook-", "webhook_id");

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        String lower = name.toLowerCase(Locale.ROOT);
        return TAKEN.stream().noneMatch(lower::startsWith);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
