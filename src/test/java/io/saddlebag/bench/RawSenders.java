package io.saddlebag.bench;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The floor: threads that do nothing but send durable messages to the daemon's own broker, each with a session of its own. */
final class RawSenders implements AutoCloseable {

    static final String QUEUE = "bench.raw";
    private static final int CONNECTIONS = 4;

    private final ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
    private final List<Connection> connections = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private final ExecutorService threads;

    RawSenders(int count) throws JMSException {
        factory.setBlockOnDurableSend(true);
        for (int i = 0; i < Math.min(CONNECTIONS, count); i++) {
            connections.add(factory.createConnection());
        }
        for (int i = 0; i < count; i++) {
            senders.add(new Sender(connections.get(i % connections.size())));
        }
        threads = Executors.newFixedThreadPool(count);
    }

    private static final class Sender {
        private final Session session;
        private final MessageProducer producer;

        Sender(Connection connection) throws JMSException {
            session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            producer = session.createProducer(session.createQueue(QUEUE));
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        }

        void send(byte[] body) throws JMSException {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            producer.send(message);
        }
    }

    /** Sends all bodies; each send returns when its message is on disk. */
    Latencies send(List<byte[]> bodies) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        List<Callable<long[]>> tasks = new ArrayList<>();
        for (Sender sender : senders) {
            tasks.add(() -> {
                List<Long> took = new ArrayList<>();
                for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
                    long before = System.nanoTime();
                    sender.send(bodies.get(i));
                    took.add(System.nanoTime() - before);
                }
                return took.stream().mapToLong(Long::longValue).toArray();
            });
        }
        Latencies latencies = new Latencies();
        for (Future<long[]> done : threads.invokeAll(tasks)) {
            for (long nanos : done.get()) {
                latencies.add(nanos);
            }
        }
        return latencies;
    }

    @Override
    public void close() throws JMSException {
        threads.shutdown();
        for (Connection connection : connections) {
            connection.close();
        }
        factory.close();
    }
}
