package io.saddlebag.journey;

import java.time.Duration;
import org.apache.camel.Exchange;

/** How long a step's partner calls take, waiting included. */
final class Timing {

    private static final String STARTED = "started";

    private Timing() {}

    static void start(Exchange exchange) {
        exchange.setVariable(STARTED, System.nanoTime());
    }

    static Duration elapsed(Exchange exchange) {
        Long started = exchange.getVariable(STARTED, Long.class);
        return started == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - started);
    }
}
