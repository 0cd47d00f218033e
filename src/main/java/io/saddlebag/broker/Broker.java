package io.saddlebag.broker;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * The durable buffer between systems: Artemis, embedded in the daemon or outside.
 *
 * <p>Delivery guarantee: a durable send is on disk (fdatasync) when it returns; a transacted consume and its sends are
 * one commit. Queues page to disk beyond their memory, so a backlog does not grow the heap.
 */
public final class Broker implements AutoCloseable {

    /** Where ticks end that no poll took in time; nothing else expires. */
    static final String EXPIRED = "expired";

    /** Characters of a message that who browses a queue is shown; a document that is cut off cannot be masked. */
    private static final int BROWSED = 64 * 1024;

    /** Ids remembered per address to drop second copies (facts: camel 6). */
    private static final int DUPLICATE_IDS = 20_000;

    /** Groups a queue remembers at most, about 2.5 MB, and how long it may be held to forget them. */
    private static final int GROUPS = 20_000;

    private static final Duration HELD = Duration.ofSeconds(2);
    private static final Duration GROUPS_EVERY = Duration.ofSeconds(30);

    private final Optional<EmbeddedActiveMQ> server;
    private final Optional<Groups> groups;
    private final JmsPoolConnectionFactory factory;

    private Broker(Optional<EmbeddedActiveMQ> server, JmsPoolConnectionFactory factory) {
        this.server = server;
        this.groups = server.map(running -> new Groups(running.getActiveMQServer(), GROUPS, HELD).every(GROUPS_EVERY));
        this.factory = factory;
    }

    /**
     * Starts the embedded broker, or prepares connections to an external one (connected at first use).
     *
     * @throws IllegalStateException if the embedded broker cannot start, e.g. because another process uses its folder
     */
    public static Broker start(BrokerSettings settings) {
        Optional<EmbeddedActiveMQ> server = settings.embedded() ? Optional.of(embed(settings)) : Optional.empty();
        return new Broker(server, pool(settings));
    }

    /** Why an external broker cannot be reached; empty where it can. Tries once and waits a few seconds at most. */
    public static Optional<String> reach(BrokerSettings settings) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(settings.url())) {
            factory.setReconnectAttempts(0);
            factory.setInitialConnectAttempts(1);
            factory.setCallTimeout(5_000);
            try (Connection connection = settings.user().isEmpty()
                    ? factory.createConnection()
                    : factory.createConnection(settings.user(), settings.password())) {
                connection.getMetaData();
                return Optional.empty();
            }
        } catch (JMSException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static EmbeddedActiveMQ embed(BrokerSettings settings) {
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        try {
            server.setConfiguration(configuration(settings));
            server.start();
            if (!server.getActiveMQServer().waitForActivation(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the embedded broker did not become active; is another daemon using "
                        + settings.folder() + "?");
            }
            return server;
        } catch (IllegalStateException e) {
            throw e;
        } catch (Exception e) { // Artemis declares Exception
            throw new IllegalStateException("the embedded broker cannot start in " + settings.folder(), e);
        }
    }

    private static Configuration configuration(BrokerSettings settings) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setName("saddlebag")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(true)
                .setJournalType(JournalType.NIO)
                // The default of 3.33 ms costs a single producer a factor of 5 to 8 (facts: camel 4).
                .setJournalBufferTimeout_NIO(100_000)
                .setJournalFileSize(10 * 1024 * 1024)
                .setJournalMinFiles(2)
                .setJournalPoolFiles(10)
                .setJournalDirectory(settings.folder().resolve("journal").toString())
                .setBindingsDirectory(settings.folder().resolve("bindings").toString())
                .setLargeMessagesDirectory(settings.folder().resolve("large").toString())
                .setPagingDirectory(settings.folder().resolve("paging").toString())
                .setGlobalMaxSize(settings.globalMaxMegabytes() * 1024L * 1024L)
                .setMaxDiskUsage(97)
                .setIDCacheSize(DUPLICATE_IDS)
                .setPersistIDCache(true)
                .setGracefulShutdownEnabled(false)
                .setMessageExpiryScanPeriod(10_000)
                .addAcceptorConfiguration("in-vm", "vm://0");
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of(settings.deadLetters()))
                        .setExpiryAddress(SimpleString.of(EXPIRED))
                        .setMaxDeliveryAttempts(100)
                        .setRedeliveryDelay(200)
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                        .setMaxSizeBytes(20L * 1024 * 1024)
                        .setPageSizeBytes(4 * 1024 * 1024)
                        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                        .setAutoCreateQueues(true)
                        .setAutoCreateAddresses(true)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false)
                        .setManagementMessageAttributeSizeLimit(BROWSED));
        configuration.addQueueConfiguration(QueueConfiguration.of(settings.deadLetters())
                .setAddress(settings.deadLetters())
                .setRoutingType(RoutingType.ANYCAST)
                .setDurable(true));
        return configuration;
    }

    private static JmsPoolConnectionFactory pool(BrokerSettings settings) {
        String url = settings.embedded() ? "vm://0" : settings.url();
        ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory(url);
        artemis.setBlockOnDurableSend(true);
        // A consumer takes one message at a time: with a window, the first takes what the others could work on, and 60
        // orders
        // before 4 consumers of a slow ERP went one by one.
        artemis.setConsumerWindowSize(0);
        artemis.setReconnectAttempts(settings.embedded() ? 0 : -1);
        artemis.setCallTimeout(15_000);
        if (!settings.user().isEmpty()) {
            artemis.setUser(settings.user());
            artemis.setPassword(settings.password());
        }
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(artemis);
        pool.setMaxConnections(settings.connections());
        pool.setMaxSessionsPerConnection(500);
        pool.setConnectionIdleTimeout(0);
        return pool;
    }

    /** Pooled connections for consumers and producers. */
    public ConnectionFactory connectionFactory() {
        return factory;
    }

    /** Why the broker cannot take a durable message now; empty where it can. */
    public Optional<String> trouble() {
        if (server.isPresent()) {
            var running = server.get().getActiveMQServer();
            if (running == null || !running.isActive()) {
                return Optional.of("the embedded broker is not active");
            }
            if (running.getPagingManager().isDiskFull()) {
                return Optional.of("the disk of the broker's journal is nearly full");
            }
            return Optional.empty();
        }
        try (var connection = factory.createConnection()) {
            connection.getMetaData();
            return Optional.empty();
        } catch (JMSException e) {
            return Optional.of("the broker does not answer: " + e.getMessage());
        }
    }

    /**
     * Asks to be told, once, when the embedded broker has given up because its journal cannot be written (a full disk, say):
     * nothing is lost, but only a new start helps. Is told at once where that has happened already.
     *
     * @param told takes the reason
     */
    public void whenBroken(Consumer<String> told) {
        server.ifPresent(s -> {
            AtomicBoolean once = new AtomicBoolean();
            s.getActiveMQServer().registerIOCriticalErrorListener((cause, message, file) -> {
                if (once.compareAndSet(false, true)) {
                    told.accept(String.valueOf(file));
                }
            });
            if (!s.getActiveMQServer().isActive() && once.compareAndSet(false, true)) {
                told.accept("it is not active");
            }
        });
    }

    /** Messages waiting in a queue of the embedded broker; -1 where the broker is outside or the queue unknown. */
    public long depth(String queue) {
        return server.map(s -> s.getActiveMQServer().locateQueue(SimpleString.of(queue)))
                .map(q -> q.getMessageCount())
                .orElse(-1L);
    }

    /**
     * When the oldest message of a queue was sent; empty where there is none, or the broker does not tell. An external broker
     * shows only what no consumer has taken to itself yet, so a short queue may look empty.
     */
    public Optional<Instant> oldest(String queue) {
        if (server.isEmpty()) {
            return oldestByBrowsing(queue);
        }
        return server.map(s -> s.getActiveMQServer().locateQueue(SimpleString.of(queue)))
                .flatMap(Broker::oldest);
    }

    private static Optional<Instant> oldest(Queue queue) {
        MessageReference first = queue.peekFirstMessage();
        return Stream.concat(
                        Optional.ofNullable(first).stream(),
                        queue.getDeliveringMessages().values().stream().flatMap(List::stream))
                .map(one -> one.getMessage().getTimestamp())
                .filter(timestamp -> timestamp > 0)
                .min(Long::compare)
                .map(Instant::ofEpochMilli);
    }

    private Optional<Instant> oldestByBrowsing(String queue) {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            connection.start();
            Enumeration<?> messages = browser.getEnumeration();
            return messages.hasMoreElements()
                    ? Optional.of(Instant.ofEpochMilli(((Message) messages.nextElement()).getJMSTimestamp()))
                    : Optional.empty();
        } catch (InvalidDestinationException e) { // nothing was ever sent to it
            return Optional.empty();
        } catch (JMSException e) {
            throw new IllegalStateException("the queue " + queue + " cannot be looked into: " + e.getMessage(), e);
        }
    }

    /** Names of the embedded broker's queues; empty where it is outside. */
    public List<String> queues() {
        return server.map(s -> Arrays.stream(
                                s.getActiveMQServer().getActiveMQServerControl().getQueueNames())
                        .sorted()
                        .toList())
                .orElse(List.of());
    }

    @Override
    public void close() {
        groups.ifPresent(Groups::close);
        factory.stop();
        server.ifPresent(s -> {
            try {
                s.stop();
            } catch (Exception e) { // Artemis declares Exception
                throw new IllegalStateException("the embedded broker did not stop cleanly", e);
            }
        });
    }
}
