package io.saddlebag.message;

import io.saddlebag.order.OrderKey;
import org.apache.camel.Exchange;

/** The few headers a queue message carries beside its document. All are JMS properties, so their names are identifiers. */
public final class Headers {

    /** {@code store:id} of the order the message is about. */
    public static final String ORDER = "OrderKey";

    /** Configured name of the store a raw event came from. */
    public static final String STORE = "Store";

    /** Configured name of the warehouse a raw event came from. */
    public static final String WAREHOUSE = "Warehouse";

    /** A webhook topic, where the document does not say it. */
    public static final String TOPIC = "Topic";

    /** How a raw event came: {@code webhook}, {@code poll}, {@code reread}, {@code backfill}, {@code replay}. */
    public static final String SOURCE = "Source";

    /** {@code id@queue} of the parked message this one was; what becomes of it belongs to the same. Means nothing in other queues. */
    public static final String REPLAYED = "Replayed";

    /** The queue a person edited the document for. Means nothing in other queues. */
    public static final String EDITED = "Edited";

    /** The step that sent it, for traces (W3C Trace Context), where they are on. */
    public static final String TRACE = "traceparent";

    /** Artemis group: messages of one order stay in sequence (facts: camel 3). */
    public static final String GROUP = "JMSXGroupID";

    /** Artemis duplicate detection; only on non-transacted sends (facts: camel 3). */
    public static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    /** Artemis delivers the message at this time, epoch milliseconds (facts: camel 3). */
    public static final String SCHEDULED = "_AMQ_SCHED_DELIVERY";

    /** A variable: the message goes back to its queue for later. */
    public static final String POSTPONED = "postponed";

    private Headers() {}

    /** Addresses a message to an order. */
    public static void address(Exchange exchange, OrderKey key) {
        exchange.getMessage().setHeader(ORDER, key.toString());
        exchange.getMessage().setHeader(GROUP, key.toString());
        exchange.setVariable("store", key.store());
    }

    /**
     * The order a message is about.
     *
     * @throws IllegalStateException if it names none
     */
    public static OrderKey order(Exchange exchange) {
        String text = exchange.getMessage().getHeader(ORDER, String.class);
        if (text == null) {
            throw new IllegalStateException("a message without the header " + ORDER);
        }
        OrderKey key = OrderKey.parse(text);
        exchange.setVariable("store", key.store());
        return key;
    }
}
