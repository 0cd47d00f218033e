package io.saddlebag.journey;

import static io.saddlebag.order.OrderBuilder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.order.KitLines;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersions;
import io.saddlebag.order.Shipment;
import io.saddlebag.order.StatusPolicy;
import io.saddlebag.order.Tolerance;
import io.saddlebag.settings.Settings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
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

    private final Clock clock = Clock.systemUTC();
    private final Queues queues =
            Queues.from(Settings.load(Path.of("."), Map.of(), Map.of()).section("saddlebag.queue"));
    private final CamelContext camel = new DefaultCamelContext();
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = LedgerFactory.open(LedgerSettings.sqlite(folder.resolve("ledger.db")));
        camel.setAllowUseOriginalMessage(true);
        camel.start();
    }

    @AfterEach
    void close() {
        camel.stop();
        ledger.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void p38AnOrderCancelledAfterPostingIsToldToAPerson(int write) throws Exception {
        know(ORDER, OrderState.CAPTURED);
        ledger.record(Step.of(ORDER.key()).moveTo(OrderState.POSTED).set(Step.Field.ERP_ID, "7"));
        Order cancelled = later(ORDER.withStatus("cancelled"));

        crashThenRepeat(write, Documents.bytes(cancelled), (books, exchange) -> {
            exchange.getMessage().setBody(Documents.tree(cancelled));
            new Capture(books, new Parking(books, clock), Map.of("main", rules()), queues, clock).decide(exchange);
        });

        assertThat(told()).containsExactly("cancelled-after-posting");
        assertThat(ledger.order(ORDER.key()).orElseThrow().storeStatus()).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void p38AHeldShipmentIsToldToAPerson(int write) throws Exception {
        know(ORDER, OrderState.CAPTURED);
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

        crashThenRepeat(write, Documents.bytes(held), (books, exchange) -> new Shipments(
                        books, new Parking(books, clock), Map.of("main", rules()), queues, clock)
                .record(exchange));

        assertThat(told()).containsExactly("shipment-on-hold");
        assertThat(ledger.shipments(ORDER.key())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void p38AnOrderTakenBackWhileItIsPostedIsToldToAPerson(int write) throws Exception {
        know(ORDER, OrderState.CAPTURED);

        crashThenRepeat(write, Documents.bytes(ORDER), (books, exchange) -> {
            Posting posting = new Posting(books, new Parking(books, clock), queues, clock);
            posting.begin(exchange, "odoo");
            // The ERP creates the order, and meanwhile the store cancels it.
            know(later(ORDER.withStatus("cancelled")), OrderState.CANCELLED);
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
                        return method.invoke(ledger, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        deliver(dying, message, step);
        deliver(ledger, message, step);
    }

    private void deliver(Ledger books, byte[] message, BiConsumer<Ledger, Exchange> step) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:step").routeId("step").process(exchange -> step.accept(books, exchange));
            }
        });
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.send("direct:step", exchange -> {
                exchange.getMessage().setHeader(Headers.ORDER, ORDER.key().toString());
                exchange.getMessage().setBody(message);
            });
        }
        camel.getRouteController().stopRoute("step");
        camel.removeRoute("step");
    }

    private List<String> told() {
        return ledger.parked(Optional.of(ORDER.key()), 10).stream()
                .map(Ledger.Parked::code)
                .toList();
    }

    private void know(Order order, OrderState state) {
        ledger.record(Step.of(order.key())
                .seen(new Step.Seen(
                        OrderVersions.of(order),
                        order.number(),
                        order.status(),
                        order.currency(),
                        order.total().toPlainString(),
                        order.customer().email(),
                        order.createdAt(),
                        Documents.text(order)))
                .moveTo(state));
    }

    private static Order later(Order order) {
        Instant later = order.modifiedAt().plusSeconds(60);
        return Documents.read(((ObjectNode) Documents.tree(order)).put("modifiedAt", later.toString()), Order.class);
    }

    private static StoreRules rules() {
        return new StoreRules(
                "main",
                "odoo",
                List.of("shipbob"),
                StatusPolicy.usual(),
                Tolerance.usual(),
                KitLines.ALL,
                "completed",
                "",
                Set.of());
    }
}
