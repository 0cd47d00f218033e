package io.saddlebag.operations;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Keeps the broker's warning about each second copy it drops (AMQ222059) out of the log: dropping them is what it is asked
 * to do at intake, where WooCommerce sends the same order under two topics.
 */
public final class ExpectedDuplicates extends Filter<ILoggingEvent> {

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String message = event.getMessage();
        return message != null && message.startsWith("AMQ222059") ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
