package io.saddlebag.journey;

import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.Step;
import io.saddlebag.ledger.UnknownOrder;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes waiting visible: each time the delivery policy tries a step again, the order's trace says what it waits for. */
public final class Waiting implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

    private final Ledger ledger;
    private final Clock clock;

    /** Traces in this ledger. */
    public Waiting(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        int attempt = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        String route = Optional.ofNullable(exchange.getFromRouteId()).orElse("");
        Optional<OrderKey> order = Optional.ofNullable(exchange.getMessage().getHeader(Headers.ORDER, String.class))
                .map(OrderKey::parse);
        LOG.warn(
                "{} waits at {}, attempt {}: {}",
                order.map(OrderKey::toString).orElse("a message"),
                route,
                attempt,
                failure.getMessage());
        if (failure instanceof DeliveryFailure waiting && order.isPresent()) {
            try {
                ledger.record(Step.of(order.get())
                        .event(
                                clock.instant(),
                                "wait",
                                route,
                                waiting.partner(),
                                "waiting",
                                Duration.ZERO,
                                "",
                                waiting.getMessage()));
            } catch (LedgerUnavailable | UnknownOrder e) {
                LOG.warn("the trace of {} does not show that it waits: {}", order.get(), e.getMessage());
            }
        }
    }
}
