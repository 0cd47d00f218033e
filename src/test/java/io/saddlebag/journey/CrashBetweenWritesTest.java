package io.saddlebag.journey;

import static io.saddlebag.order.OrderBuilder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.Shipment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process dies before the n-th write of a step; the broker delivers the message again to a new process. Whatever n is,
 * a person is told, once.
 */
class CrashBetweenWritesTest {

    private static final Order ORDER =
            anOrder().line("1", "10.00", "1.90").shipping("4.90", "0.93").build();

    @TempDir
    private Path folder;

    private JourneyLab lab;

    @BeforeEach
    void open() {
        lab = new JourneyLab(folder);
        lab.camel.setAllowUseOriginalMessage(true);
        lab.camel.start();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void p38AnOrderCancelledAfterPostingIsToldToAPerson(int write) throws Exception {
        lab.know(ORDER, OrderState.CAPTURED);
        lab.ledger.record(Step.of(ORDER.key()).moveTo(OrderState.POSTED).set(Step.Field.ERP_ID, "7"));
        Order cancelled = later(ORDER.withStatus("cancelled"));

        crashThenRepeat(write, Documents.bytes(cancelled), (books, exchange) -> {
            exchange.getMessage().setBody(Documents.tree(cancelled));
            new Capture(books, new Parking(books, lab.queues, lab.clock), lab.stores, lab.queues, lab.clock)
                    .decide(exchange);
        });

        assertThat(told()).containsExactly("cancelled-after-posting");
        assertThat(lab.ledger.order(ORDER.key()).orElseThrow().storeStatus()).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void p38AHeldShipmentIsToldToAPerson(int write) throws Exception {
        lab.know(ORDER, OrderState.CAPTURED);
        Shipment held = new Shipment(
                "shipment.v1",
                "main",
                ORDER.id(),
                "shipbob",
                "55",
                Shipment.Status.ON_HOLD,
                ORDER.modifiedAt(),
                List.of(new Shipment.Line(Optional.of("101"), "SKU-1", BigDecimal.ONE)),
                List.of());

        crashThenRepeat(write, Documents.bytes(held), (books, exchange) -> lab.shipments(books)
                .record(exchange));

        assertThat(told()).containsExactly("shipment-on-hold");
        assertThat(lab.ledger.shipments(ORDER.key())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void p21AnOrderEditedWhileItIsPostedIsToldToAPerson(int write) throws Exception {
        lab.know(ORDER, OrderState.CAPTURED);
        Posting posting =
                new Posting(lab.ledger, new Parking(lab.ledger, lab.queues, lab.clock), lab.queues, lab.clock);
        Exchange first = lab.exchange(ORDER, Documents.bytes(ORDER));
        posting.begin(first, "odoo");
        // The ERP creates the order, and meanwhile the store changes it and it is captured again.
        Order edited = later(
                anOrder().line("1", "20.00", "3.80").shipping("4.90", "0.93").build());
        lab.know(edited, OrderState.CAPTURED);
        first.setVariable("erpId", "7");
        first.setVariable("erpNumber", "S00007");
        posting.posted(first, "odoo");

        crashThenRepeat(write, Documents.bytes(edited), (books, exchange) -> new Posting(
                        books, new Parking(books, lab.queues, lab.clock), lab.queues, lab.clock)
                .begin(exchange, "odoo"));

        assertThat(told()).containsExactly("edited-after-posting");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void p38AnOrderTakenBackWhileItIsPostedIsToldToAPerson(int write) throws Exception {
        lab.know(ORDER, OrderState.CAPTURED);

        crashThenRepeat(write, Documents.bytes(ORDER), (books, exchange) -> {
            Posting posting = new Posting(books, new Parking(books, lab.queues, lab.clock), lab.queues, lab.clock);
            posting.begin(exchange, "odoo");
            // The ERP creates the order, and meanwhile the store cancels it.
            lab.know(later(ORDER.withStatus("cancelled")), OrderState.CANCELLED);
            if ("post".equals(exchange.getVariable("todo"))) {
                exchange.setVariable("erpId", "7");
                exchange.setVariable("erpNumber", "S00007");
                posting.posted(exchange, "odoo");
            }
        });

        assertThat(told()).containsExactly("taken-back-while-posting");
    }

    private void crashThenRepeat(int write, byte[] message, BiConsumer<Ledger, Exchange> step) throws Exception {
        AtomicInteger writes = new AtomicInteger();
        Ledger dying = (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, args) -> {
                    boolean writing = Set.of("record", "park").contains(method.getName());
                    if (writing && writes.incrementAndGet() == write) {
                        throw new IllegalStateException("kill -9");
                    }
                    try {
                        return method.invoke(lab.ledger, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        deliver(dying, message, step);
        deliver(lab.ledger, message, step);
    }

    private void deliver(Ledger books, byte[] message, BiConsumer<Ledger, Exchange> step) throws Exception {
        lab.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:step").routeId("step").process(exchange -> step.accept(books, exchange));
            }
        });
        try (ProducerTemplate template = lab.camel.createProducerTemplate()) {
            template.send("direct:step", exchange -> {
                exchange.getMessage().setHeader(Headers.ORDER, ORDER.key().toString());
                exchange.getMessage().setBody(message);
            });
        }
        lab.camel.getRouteController().stopRoute("step");
        lab.camel.removeRoute("step");
    }

    private List<String> told() {
        return lab.ledger.parked(Optional.of(ORDER.key()), 10).stream()
                .map(Ledger.Parked::code)
                .toList();
    }

    private static Order later(Order order) {
        Instant later = order.modifiedAt().plusSeconds(60);
        return Documents.read(((ObjectNode) Documents.tree(order)).put("modifiedAt", later.toString()), Order.class);
    }
}
