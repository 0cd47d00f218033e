package io.saddlebag.recovery;

import io.saddlebag.ledger.ParkedMessages;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.message.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;

/** The steps of route {@code replay-parked-messages}, and of the one that forgets what is closed; recovery's edge to Camel. */
public final class Replays {

    private static final int AT_ONCE = 100;
    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private final ParkedMessages parked;
    private final Duration keep;
    private final Clock clock;

    /**
     * Sends from this ledger.
     *
     * @param keep how long closed messages are kept
     */
    public Replays(ParkedMessages parked, Duration keep, Clock clock) {
        this.parked = parked;
        this.keep = keep;
        this.clock = clock;
    }

    /** The body becomes the list of messages that are due, the oldest first. */
    public void due(Exchange exchange) {
        exchange.getMessage().setBody(parked.due(clock.instant(), AT_ONCE));
    }

    /** Makes one of the list a message for variable {@code queue}. */
    public void address(Exchange exchange) {
        Message message = exchange.getMessage().getBody(Message.class);
        String queue = message.parked().queue();
        exchange.setVariable("replay", message);
        exchange.setVariable("queue", queue);
        exchange.getMessage().removeHeaders("*");
        message.parked().headers().forEach(exchange.getMessage()::setHeader);
        message.parked().order().ifPresent(order -> Headers.address(exchange, order));
        exchange.getMessage().setHeader(Headers.SOURCE, "replay");
        exchange.getMessage().setHeader(Headers.REPLAYED, message.parked().id() + "@" + queue);
        if (message.edited().isPresent()) {
            exchange.getMessage().setHeader(Headers.EDITED, queue);
        }
        exchange.getMessage().setBody(message.document().getBytes(StandardCharsets.UTF_8));
    }

    /** Notes that the message is in its queue. */
    public void sent(Exchange exchange) {
        parked.sent(exchange.getVariable("replay", Message.class));
    }

    /** Deletes what was closed longer ago than it is kept. */
    public void forget(Exchange exchange) {
        int forgotten;
        do {
            forgotten = parked.forget(clock.instant().minus(keep), FORGOTTEN_AT_ONCE);
        } while (forgotten == FORGOTTEN_AT_ONCE
                && exchange.getContext().getStatus().isStarted());
    }
}
