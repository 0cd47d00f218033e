package io.saddlebag.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.broker.Broker;
import io.saddlebag.broker.BrokerSettings;
import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.mapping.MappingTransformers;
import io.saddlebag.mapping.Mappings;
import io.saddlebag.message.Headers;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersions;
import io.saddlebag.settings.Settings;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Captured orders that wait for their ERP, laid into the data folder of a daemon that does not run: rows of the ledger and messages of
 * the buffer as the route {@code capture-orders} leaves them, written through the product's own ledger and broker.
 */
final class Backlog {

    private static final int WRITERS = 16;
    private static final int LOT = 500;

    private final ObjectNode order;

    /** Orders of three lines of items the sandbox ERP has, out of a captured one. */
    Backlog(String sku) throws IOException {
        JsonNode raw = Documents.parse(new OrderWebhooks("secret-of-the-benchmark-0123").body());
        ((ObjectNode) raw).put("status", "processing");
        ObjectNode wrapper = JsonNodeFactory.instance.objectNode().put("store", "main");
        wrapper.set("order", raw);
        Path mappings = Path.of("mappings");
        MappingTransformers transformers =
                new MappingTransformers(Mappings.load(mappings), Contracts.load(mappings.resolve("contracts")));
        order = (ObjectNode) transformers.transform("woocommerce:order", "saddlebag:order.v1", wrapper);
        order.path("lines").forEach(line -> ((ObjectNode) line).put("sku", sku));
    }

    /** Lays so many into a folder; their ids begin here. */
    void lay(Path data, long first, int orders) throws Exception {
        Settings settings = Settings.load(
                Path.of("."),
                Map.of(),
                Map.of("saddlebag.data", data.toAbsolutePath().toString()));
        BrokerSettings buffer = BrokerSettings.from(settings.section("saddlebag.broker"), data, "dead-letters");
        try (Ledger ledger = LedgerFactory.open(LedgerSettings.sqlite(data.resolve("ledger.db")));
                Broker broker = Broker.start(buffer)) {
            ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int w = 0; w < WRITERS; w++) {
                    long from = first + (long) orders * w / WRITERS;
                    long to = first + (long) orders * (w + 1) / WRITERS;
                    running.add(writers.submit(() -> {
                        write(ledger, broker, from, to);
                        return null;
                    }));
                }
                for (Future<?> one : running) {
                    one.get();
                }
            } finally {
                writers.shutdownNow();
            }
        }
    }

    private void write(Ledger ledger, Broker broker, long from, long to) throws JMSException {
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue("order.to-erp.odoo"))) {
            ObjectNode mine = order.deepCopy();
            for (long id = from; id < to; id++) {
                mine.put("id", String.valueOf(id)).put("number", String.valueOf(id));
                Order one = Documents.read(mine, Order.class);
                ledger.record(step(one));
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(Documents.bytes(one));
                message.setStringProperty(Headers.ORDER, one.key().toString());
                message.setStringProperty(Headers.GROUP, Headers.group(one.key().toString()));
                message.setStringProperty(Headers.STORE, one.store());
                message.setStringProperty(Headers.SOURCE, "webhook");
                producer.send(message);
                if ((id - from) % LOT == LOT - 1) {
                    session.commit();
                }
            }
            session.commit();
        }
    }

    private static Step step(Order order) {
        return Step.of(order.key())
                .seen(new Step.Seen(
                        OrderVersions.of(order),
                        order.number(),
                        order.status(),
                        order.currency(),
                        order.total().toPlainString(),
                        order.customer().email(),
                        order.createdAt(),
                        Documents.text(order)))
                .moveTo(OrderState.CAPTURED)
                .event(
                        Instant.now(),
                        "capture",
                        OrderVersions.of(order).hash() + "/post",
                        order.store(),
                        "done",
                        Duration.ZERO,
                        order.id(),
                        "seen by webhook: due, and its amounts add up");
    }
}
