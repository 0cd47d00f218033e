package io.saddlebag.journey;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.Step;
import io.saddlebag.ledger.UnknownOrder;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes waiting visible: each time a step has to wait, the order's trace says for what, and when it goes on after all the
 * trace and one line of the log say so. Where a partner that wants a slower
 * pace named a time (Retry-After), the next pause of the delivery policy is that long, ten minutes at most. A partner that is
 * out of order is tried again at our own pace: WordPress always asks for 600 seconds, for an update that takes ten.
 */
public final class Waiting implements Processor {

    private static final String WAIT = "wait";
    private static final String GOES_ON = "goes-on";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** So that the steps that wait for one partner do not all come back in the same moment. */
    private static final long SPREAD_MILLIS = 250;

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
        if (failure instanceof DeliveryFailure.Parking) {
            return; // Camel asks the policy of the first failure about what comes after it, too
        }
        int attempt = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        pace(exchange, failure);
        String route = Optional.ofNullable(exchange.getFromRouteId()).orElse("");
        Optional<OrderKey> order = Optional.ofNullable(exchange.getMessage().getHeader(Headers.ORDER, String.class))
                .map(OrderKey::parse);
        LOG.warn(
                "{} waits at {}, attempt {}: {}",
                order.map(OrderKey::toString).orElse("a message"),
                route,
                attempt,
                failure.getMessage());
        String partner = failure instanceof DeliveryFailure waiting ? waiting.partner() : "saddlebag";
        Waited waited = Waited.of(exchange).orElseGet(() -> begin(exchange, route, order));
        waited.failed(partner);
        if (failure instanceof DeliveryFailure) {
            order.ifPresent(key -> trace(key, clock.instant(), WAIT, route, partner, "waiting", failure.getMessage()));
        }
    }

    private Waited begin(Exchange exchange, String route, Optional<OrderKey> order) {
        Waited waited = Waited.begin(exchange, clock.instant());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                over(waited, route, order, Parking.hasParked(done));
            }
        });
        return waited;
    }

    /** The whole step is done, or parked, which is told already. Not told where the daemon stops: the message goes back to its queue. */
    private void over(Waited waited, String route, Optional<OrderKey> order, boolean parked) {
        if (!parked) {
            LOG.info(
                    "{} goes on at {} {}", order.map(key -> "order " + key).orElse("a message"), route, waited.words());
            order.ifPresent(
                    key -> trace(key, waited.until(), GOES_ON, route, waited.partner(), "done", waited.words()));
        }
    }

    private void trace(
            OrderKey order, Instant at, String step, String route, String partner, String outcome, String detail) {
        try {
            ledger.record(Step.of(order).event(at, step, route, partner, outcome, Duration.ZERO, "", detail));
        } catch (LedgerUnavailable | UnknownOrder e) {
            LOG.warn("the trace of {} does not show how it waits: {}", order, e.getMessage());
        }
    }

    private static void pace(Exchange exchange, Exception failure) {
        if (failure instanceof DeliveryFailure.Waiting waiting
                && waiting.category() == Category.THROTTLED
                && waiting.after().isPresent()) {
            Duration wish = waiting.after().get();
            Duration pause = wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
            exchange.getMessage()
                    .setHeader(
                            Exchange.REDELIVERY_DELAY,
                            pause.toMillis() + ThreadLocalRandom.current().nextLong(SPREAD_MILLIS));
        }
    }
}
