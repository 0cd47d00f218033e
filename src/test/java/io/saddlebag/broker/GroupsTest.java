package io.saddlebag.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a queue remembers of orders that have passed (FIELD_PROBLEMS P36), at a real Artemis. */
class GroupsTest {

    private static final String NAME = "orders";

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private ActiveMQConnectionFactory factory;
    private Connection connection;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false).setSecurityEnabled(false);
        configuration.setBrokerInstance(folder.toFile());
        configuration.addAcceptorConfiguration("in-vm", "vm://47");
        broker.setConfiguration(configuration);
        broker.start();
        factory = new ActiveMQConnectionFactory("vm://47");
        factory.setConsumerWindowSize(0);
        connection = factory.createConnection();
        connection.start();
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        factory.close();
        broker.stop();
    }

    @Test
    void P36_forgetsTheGroupsOfOrdersThatHavePassed() throws JMSException {
        send(300);
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(NAME))) {
            receive(consumer, 300);
            assertThat(queue().getGroupCount())
                    .as("what Artemis keeps by itself")
                    .isEqualTo(300);

            groups().forget();

            assertThat(queue().getGroupCount()).isZero();
            assertThat(queue().isPaused()).isFalse();
            send(5);
            receive(consumer, 5);
        }
    }

    @Test
    void forgetsNothingWhileAMessageIsBeingWorkedOn() throws JMSException {
        send(300);
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(NAME))) {
            receive(consumer, 200);

            groups().forget();

            assertThat(queue().getGroupCount()).isEqualTo(200);
            assertThat(queue().isPaused()).isFalse();
            session.rollback();
        }
    }

    private Groups groups() {
        return new Groups(broker.getActiveMQServer(), 100, Duration.ofMillis(200));
    }

    private void send(int orders) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(NAME))) {
            for (int i = 0; i < orders; i++) {
                Message message = session.createMessage();
                message.setStringProperty("JMSXGroupID", "main:" + i);
                producer.send(message);
            }
        }
    }

    private static void receive(MessageConsumer consumer, int orders) throws JMSException {
        for (int i = 0; i < orders; i++) {
            assertThat(consumer.receive(5_000)).isNotNull();
        }
    }

    private Queue queue() {
        return broker.getActiveMQServer().locateQueue(SimpleString.of(NAME));
    }
}
