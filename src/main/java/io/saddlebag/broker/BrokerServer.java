package io.saddlebag.broker;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An Artemis as a process of its own, on this machine only and without users: the broker outside in rehearsals. What it
 * took is on disk.
 */
public final class BrokerServer {

    private static final String DEAD = "dead-letters";

    private BrokerServer() {}

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
    }
}
