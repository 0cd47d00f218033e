package io.saddlebag.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An Artemis in a process of its own, as a retailer with several daemons has one; its journal outlives it. */
final class BrokerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String UP = "the broker is up";
    private static final String DEAD = "dead-letters";

    private final Path folder;
    private final int port;
    private JavaProcess process;
    private int lives;

    private BrokerProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts one and returns when it takes messages. */
    static BrokerProcess in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BrokerProcess broker = new BrokerProcess(folder, FreePort.any());
        broker.start();
        return broker;
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    void start() {
        process = JavaProcess.start(
                folder.resolve("output-" + lives++ + ".log"),
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        JavaProcess.classPath(),
                        BrokerProcess.class.getName(),
                        folder.toString(),
                        String.valueOf(port)));
        long limit = System.nanoTime() + START.toNanos();
        while (!process.output().contains(UP)) {
            if (process.ended(Duration.ofMillis(50)) || System.nanoTime() > limit) {
                throw new IllegalStateException("the broker does not start: " + process.output());
            }
        }
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    /**
     * The process: folder and port.
     *
     * @throws Exception whatever Artemis throws
     */
    public static void main(String[] args) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setName("outside")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalBufferTimeout_NIO(100_000)
                .setJournalDirectory(args[0] + "/journal")
                .setBindingsDirectory(args[0] + "/bindings")
                .setLargeMessagesDirectory(args[0] + "/large")
                .setPagingDirectory(args[0] + "/paging")
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + args[1]);
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of(DEAD))
                        .setMaxDeliveryAttempts(100)
                        .setRedeliveryDelay(200)
                        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false));
        configuration.addQueueConfiguration(
                QueueConfiguration.of(DEAD).setAddress(DEAD).setRoutingType(RoutingType.ANYCAST));
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration);
        server.start();
        System.out.println(UP);
    }
}
