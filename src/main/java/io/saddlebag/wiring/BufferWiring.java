package io.saddlebag.wiring;

import io.saddlebag.broker.KnownQueues;
import io.saddlebag.message.Headers;
import jakarta.jms.ConnectionFactory;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.activemq.ActiveMQComponent;
import org.springframework.jms.connection.DelegatingConnectionFactory;

/**
 * Two components on one buffer. {@code activemq} consumes in transactions, and what a route sends while it consumes is
 * part of the same commit. {@code activemq-intake} sends outside of transactions, where the broker may drop a second copy:
 * what it sent is on disk when it returns, also within a step that fails later. Polls rely on that, whose cursor moves and
 * who remember what they handed over. It has a factory of its own, for Spring sends through the session that a thread
 * consumes with wherever both come from one factory.
 */
final class BufferWiring {

    private final Foundation base;
    private final KnownQueues queues = new KnownQueues();
    private final Optional<TracingWiring> tracing;

    BufferWiring(Foundation base, Optional<TracingWiring> tracing) {
        this.base = base;
        this.tracing = tracing;
    }

    void bind(CamelContext camel) {
        ActiveMQComponent transacted = component(base.broker.connectionFactory());
        transacted.setTransacted(true);
        transacted.setLazyCreateTransactionManager(false);
        transacted.setCacheLevelName("CACHE_CONSUMER");
        transacted.setAcceptMessagesWhileStopping(true);
        transacted.setHeaderFilterStrategy(new ConsumedHeaders());
        camel.getRegistry().bind("activemq", transacted);
        DelegatingConnectionFactory apart = new DelegatingConnectionFactory();
        apart.setTargetConnectionFactory(base.broker.connectionFactory());
        camel.getRegistry().bind("activemq-intake", component(apart));
    }

    private ActiveMQComponent component(ConnectionFactory factory) {
        ActiveMQComponent component = new ActiveMQComponent();
        component.setConnectionFactory(factory);
        component.setUsePooledConnection(false);
        component.setDeliveryPersistent(true);
        component.setAllowAdditionalHeaders(Headers.GROUP + "," + Headers.DUPLICATE_ID);
        component.setDestinationResolver(queues);
        tracing.ifPresent(traces -> traces.follow(component));
        return component;
    }
}
