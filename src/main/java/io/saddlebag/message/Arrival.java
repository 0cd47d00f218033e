package io.saddlebag.message;

import org.apache.camel.Exchange;

/**
 * How a message came from its queue.
 *
 * <p>The broker says when it delivers a message again, but forgets it when it dies itself (seen with Artemis 2.55 outside of
 * the daemon, scenario broker-restart: after kill -9 it delivers what was not acknowledged as if for the first time). The message's id survives.
 *
 * @param messageId the broker's id of the message, the same however often it is delivered; empty where there is none
 * @param again whether the broker says that it delivers the message again
 */
public record Arrival(String messageId, boolean again) {

    /** How this exchange's message came. */
    public static Arrival of(Exchange exchange) {
        return new Arrival(
                exchange.getMessage().getHeader("JMSMessageID", "", String.class),
                exchange.getMessage().getHeader("JMSRedelivered", false, Boolean.class));
    }

    /**
     * Whether it is, for certain, delivered again: an earlier turn may have written the ledger without its sends, so what is
     * known must be sent on again.
     *
     * @param earlier id of the message that an earlier turn worked on; empty for none
     */
    public boolean repeats(String earlier) {
        return again || (!messageId.isEmpty() && messageId.equals(earlier));
    }
}
