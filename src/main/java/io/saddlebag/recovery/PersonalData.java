package io.saddlebag.recovery;

import io.saddlebag.ledger.Erasures;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;

/** The step of route {@code forget-personal-data}. */
public final class PersonalData {

    private static final int AT_ONCE = 500;

    private final Erasures erasures;
    private final Duration keep;
    private final Clock clock;

    /**
     * Erases in this ledger.
     *
     * @param keep how long after its last change the buyer of an order that is over is known
     */
    public PersonalData(Erasures erasures, Duration keep, Clock clock) {
        this.erasures = erasures;
        this.keep = keep;
        this.clock = clock;
    }

    /** Erases what orders hold of people for longer than it is kept. */
    public void forget(Exchange exchange) {
        int looked;
        do {
            looked = erasures.forget(clock.instant().minus(keep), AT_ONCE);
        } while (looked == AT_ONCE && exchange.getContext().getStatus().isStarted());
    }
}
