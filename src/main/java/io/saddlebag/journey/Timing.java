package io.saddlebag.journey;

import java.time.Duration;
import org.apache.camel.Exchange;

/** How long a step's partner calls take, the pauses between two tries left out. */
final class Timing {

    private static final String STARTED = "started";

    private Timing() {}

    static void start(Exchange exchange) {
        exchange.setVariable(STARTED, worked(exchange));
    }

    static Duration elapsed(Exchange exchange) {
        Long started = exchange.getVariable(STARTED, Long.class);
        return started == null ? Duration.ZERO : Duration.ofNanos(worked(exchange) - started);
    }

    /** A clock that stands still while the exchange waits. */
    private static long worked(Exchange exchange) {
        return System.nanoTime() - Waited.of(exchange).map(Waited::pausedNanos).orElse(0L);
    }
}
