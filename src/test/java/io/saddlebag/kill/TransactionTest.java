package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.contract.Documents;
import io.saddlebag.journey.Capture;
import io.saddlebag.journey.Shipments;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.WebhookFaults;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a step reads and what it sends on are one commit; a ledger that cannot be written keeps the message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final List<Long> placed = new ArrayList<>();
    private Path data;
    private SandboxPartners partners;
    private DaemonInside daemon;

    @BeforeAll
    void start(@TempDir Path folder) {
        data = folder;
        partners = SandboxPartners.start(SandboxPartners.Plan.instant());
        daemon = DaemonInside.start(data, partners, Map.of());
    }

    @AfterEach
    void everythingEnds() {
        partners.odoo().faults().clear();
        partners.store().faults().clear();
        await().atMost(SOON).until(() -> daemon.all(placed, OrderState.COMPLETED));
    }

    @AfterAll
    void stop() {
        daemon.close();
        partners.close();
    }

    @Test
    void nothingIsSentByAStepThatFailsAfterItSent() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        daemon.daemon().camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("activemq:sends-and-fails")
                        .to(ExchangePattern.InOnly, "activemq:sent")
                        .setVariable("queue", constant("sent"))
                        .toD("activemq:${variable.queue}")
                        .split(simple("${body}"))
                        .to(ExchangePattern.InOnly, "activemq:sent")
                        .end()
                        .process(exchange -> {
                            if (turns.incrementAndGet() <= 3) {
                                throw new IllegalStateException("fails after it sent");
                            }
                        });
            }
        });

        daemon.daemon().camel().createProducerTemplate().sendBody("activemq-intake:sends-and-fails", "a message");

        await().atMost(SOON).until(() -> turns.get() >= 3);
        long whileFailing = Math.max(0, daemon.daemon().broker().depth("sent"));
        await().atMost(SOON).until(() -> daemon.daemon().broker().depth("sends-and-fails") == 0);
        assertThat(turns).hasValue(4);
        assertThat(whileFailing).as("sent by turns that failed").isZero();
        assertThat(daemon.daemon().broker().depth("sent"))
                .as("sent by the turn that succeeded")
                .isEqualTo(3);
    }

    /**
     * What a poll hands over it does not hand over again, and its cursor moves on: so it must be kept when it is sent, whatever
     * becomes of the tick that the poll answers.
     */
    @Test
    void p38WhatAPollHandsOverIsKeptAlthoughThePollFailsAfterwards() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        daemon.daemon().camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("activemq:polls-and-fails").process(exchange -> {
                    exchange.getContext()
                            .createProducerTemplate()
                            .sendBody("activemq-intake:handed-over", "page " + turns.incrementAndGet());
                    if (turns.get() <= 2) {
                        throw new IllegalStateException("fails after it handed over");
                    }
                });
            }
        });

        daemon.daemon().camel().createProducerTemplate().sendBody("activemq-intake:polls-and-fails", "a tick");

        await().atMost(SOON).until(() -> daemon.daemon().broker().depth("polls-and-fails") == 0);
        assertThat(turns).hasValue(3);
        assertThat(daemon.daemon().broker().depth("handed-over")).isEqualTo(3);
    }

    /** ShipBob is asked two questions, and every other time the answer to the second is lost. */
    @Test
    void p38WhatAPollReportsAlthoughItFailsInTheMiddleIsRecorded() {
        partners.shipBob().webhookFaults(new WebhookFaults(1, 0, 0, 0, 0));
        partners.shipBob()
                .faults()
                .add(Fault.of(Fault.Kind.DOWN).on("LastTrackingUpdateStartDate").share(0.5));

        List<Long> orders = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            List<Long> some = place(10);
            orders.addAll(some);
            await().atMost(SOON).until(() -> some.stream()
                    .noneMatch(
                            id -> partners.shipBob().orders("main_order_" + id).isEmpty()));
        }
        partners.shipBob().faults().clear();

        await().atMost(SOON).until(() -> daemon.all(orders, OrderState.COMPLETED));
        partners.shipBob().webhookFaults(WebhookFaults.none());
    }

    @Test
    void aMessageStaysWhereItIsWhileTheLedgerCannotBeWritten() throws SQLException {
        List<Long> before = place(2);
        await().atMost(SOON).until(() -> daemon.all(before, OrderState.COMPLETED));

        List<Long> during;
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            during = place(5);
            await().atMost(SOON).until(() -> daemon.ledger().trouble().isPresent());
            assertThat(daemon.daemon().broker().depth("store.event")).isGreaterThanOrEqualTo(5);
            assertThat(during).allSatisfy(id -> assertThat(daemon.state(id)).isEmpty());
            statement.execute("rollback");
        }

        await().atMost(SOON).until(() -> daemon.all(during, OrderState.COMPLETED));
        assertThat(daemon.parked()).isEmpty();
        assertThat(partners.odoo().orders())
                .extracting(SandboxOdoo.SoldOrder::clientOrderRef)
                .containsExactlyInAnyOrderElementsOf(
                        placed.stream().map(String::valueOf).toList());
        assertThat(partners.odoo().invoices()).hasSize(placed.size());
    }

    @Test
    void whatTheBrokerDeliversAgainIsSentOnAgainAlthoughTheLedgerKnowsIt() {
        // The ledger had committed, the buffer had not. Within one life a repeat is told from a poll by what the broker
        // says.
        long waiting = captured();
        String known = document(waiting);

        Exchange poll = event(waiting, known);
        capture().decide(poll);
        Exchange again = event(waiting, known);
        again.getMessage().setHeader("JMSRedelivered", true);
        capture().decide(again);

        assertThat(poll.getVariable("decision")).isEqualTo("same");
        assertThat(again.getVariable("decision")).isEqualTo("post");
    }

    @Test
    void aShipmentThatTheBrokerDeliversAgainIsSentOnAgain() {
        // The store cannot be written, so the shipment stays one that is not shown yet, however fast the rest is.
        partners.store().faults().add(Fault.of(Fault.Kind.DOWN).on("orders/[0-9]+"));
        long shipped = place(1).get(0);
        OrderKey key = new OrderKey("main", String.valueOf(shipped));
        await().atMost(SOON).until(() -> daemon.ledger().shipments(key).stream()
                .anyMatch(shipment -> shipment.status().equals("shipped")));
        String known = daemon.ledger().shipments(key).get(0).document();
        Shipments shipments = daemon.daemon().camel().getRegistry().lookupByNameAndType("shipments", Shipments.class);

        Exchange poll = event(shipped, known);
        shipments.record(poll);
        Exchange again = event(shipped, known);
        again.getMessage().setHeader("JMSRedelivered", true);
        shipments.record(again);

        assertThat(poll.getVariable("left")).isEqualTo(false);
        assertThat(again.getVariable("left")).isEqualTo(true);
    }

    /** A broker that was killed delivers what was not acknowledged as if for the first time. */
    @Test
    void p38AnEventThatABrokerDeliversAgainWithoutSayingSoIsSentOnAgain() {
        long waiting = captured();
        String known = document(waiting);
        Exchange first = event(waiting, known);
        first.getMessage().setHeader("JMSRedelivered", true);
        first.getMessage().setHeader("JMSMessageID", "ID:1");
        capture().decide(first);

        Exchange poll = event(waiting, known);
        poll.getMessage().setHeader("JMSMessageID", "ID:2");
        capture().decide(poll);
        Exchange again = event(waiting, known);
        again.getMessage().setHeader("JMSMessageID", "ID:1");
        capture().decide(again);

        assertThat(first.getVariable("decision")).isEqualTo("post");
        assertThat(poll.getVariable("decision")).isEqualTo("same");
        assertThat(again.getVariable("decision")).isEqualTo("post");
    }

    private List<Long> place(int count) {
        List<Long> ids = partners.store().place(count);
        placed.addAll(ids);
        return ids;
    }

    /** An order that is on its way to an ERP that is down. */
    private long captured() {
        partners.odoo().faults().add(Fault.of(Fault.Kind.DOWN));
        long waiting = place(1).get(0);
        await().atMost(SOON).until(() -> daemon.all(List.of(waiting), OrderState.CAPTURED));
        return waiting;
    }

    private String document(long id) {
        return daemon.ledger()
                .document(new OrderKey("main", String.valueOf(id)))
                .orElseThrow();
    }

    private Capture capture() {
        return daemon.daemon().camel().getRegistry().lookupByNameAndType("capture", Capture.class);
    }

    private Exchange event(long id, String document) {
        Exchange exchange = new DefaultExchange(daemon.daemon().camel());
        exchange.getMessage().setHeader(Headers.ORDER, "main:" + id);
        exchange.getMessage().setBody(Documents.parse(document));
        return exchange;
    }
}
