package io.saddlebag.journey;

import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Notes that a pause of the delivery policy is over, so that the trace tells how long a partner took from how long a step
 * waited for it.
 */
public final class TryingAgain implements Processor {

    private final Clock clock;

    /** Tells the time by this clock. */
    public TryingAgain(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        Waited.of(exchange).ifPresent(waited -> waited.tryingAgain(clock.instant()));
    }
}
