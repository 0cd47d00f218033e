package io.saddlebag.broker;

import jakarta.jms.Destination;
import jakarta.jms.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.springframework.jms.support.destination.DestinationResolver;

/**
 * Looks a queue up at the broker before its first message and not before every one: Artemis's client asks the broker two
 * questions per send unless it is handed the same queue object again, on which it notes that the queue exists.
 */
public final class KnownQueues implements DestinationResolver {

    private final Map<String, ActiveMQQueue> queues = new ConcurrentHashMap<>();

    @Override
    public Destination resolveDestinationName(Session session, String name, boolean topic) {
        if (topic) {
            throw new IllegalArgumentException("'" + name + "' is to be a topic; the buffer has only queues");
        }
        return queues.computeIfAbsent(name, ActiveMQQueue::new);
    }
}
