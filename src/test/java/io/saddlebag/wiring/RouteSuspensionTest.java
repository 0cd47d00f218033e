package io.saddlebag.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.broker.Broker;
import io.saddlebag.broker.BrokerSettings;
import io.saddlebag.message.Headers;
import io.saddlebag.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.activemq.ActiveMQComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real buffer with four consumers, suspended and resumed in the middle of its work. */
class RouteSuspensionTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int GROUPS = 10;
    private static final int MESSAGES = 400;

    /** What a consumer got: group, number in it, and how often the broker had to deliver it. */
    private record Got(String group, int number, int deliveries) {}

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final List<String> neighbours = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private volatile boolean holding;
    private Broker broker;
    private ProducerTemplate template;
    private RouteSuspension suspension;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Settings settings = Settings.load(Path.of("."), Map.of(), Map.of());
        broker = Broker.start(BrokerSettings.from(settings.section("saddlebag.broker"), folder, "dead-letters"));
        camel.addComponent("activemq", component(true));
        camel.addComponent("activemq-intake", component(false));
        camel.getShutdownStrategy().setTimeout(20);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("activemq:to.paused?concurrentConsumers=4")
                        .routeId("paused")
                        .process(exchange -> {
                            if (holding) {
                                released.await(30, TimeUnit.SECONDS);
                            }
                            got.add(new Got(
                                    exchange.getMessage().getHeader(Headers.GROUP, String.class),
                                    exchange.getMessage().getHeader("number", Integer.class),
                                    exchange.getMessage().getHeader("JMSXDeliveryCount", Integer.class)));
                        });
                from("activemq:to.neighbour?concurrentConsumers=2")
                        .routeId("neighbour")
                        .process(
                                exchange -> neighbours.add(exchange.getMessage().getBody(String.class)));
            }
        });
        camel.start();
        template = camel.createProducerTemplate();
        suspension = new RouteSuspension(camel, Map.of("erp.odoo", Set.of("to.paused")));
    }

    @AfterEach
    void stop() {
        released.countDown();
        camel.stop();
        broker.close();
    }

    @Test
    void keepsEveryGroupInItsOrderAndCountsNoDeliveryWhileItIsSuspendedAgainAndAgain() {
        send(MESSAGES);

        for (int pause = 1; pause <= 4; pause++) {
            int enough = pause * MESSAGES / 8;
            await().atMost(SOON).until(() -> got.size() >= enough);
            suspension.accept("erp.odoo", true);
            template.sendBody("activemq-intake:to.neighbour", "pause " + pause);
            int seen = pause;
            await().atMost(SOON).until(() -> neighbours.size() == seen);
            assertThat(status("paused")).isEqualTo(ServiceStatus.Suspended);
            assertThat(status("neighbour")).isEqualTo(ServiceStatus.Started);
            suspension.accept("erp.odoo", false);
        }

        await().atMost(SOON).until(() -> got.size() >= MESSAGES);
        Map<String, List<Integer>> byGroup = new TreeMap<>();
        got.forEach(one ->
                byGroup.computeIfAbsent(one.group(), g -> new ArrayList<>()).add(one.number()));
        assertThat(got).hasSize(MESSAGES).allMatch(one -> one.deliveries() == 1);
        assertThat(byGroup).hasSize(GROUPS).allSatisfy((group, numbers) -> assertThat(numbers)
                .isSorted());
        assertThat(broker.depth("dead-letters")).isZero();
        assertThat(status("paused")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aSuspendedRouteTakesNothingAndWhatItHadTakenIsWorkedOnToItsEnd() {
        holding = true;
        send(40);
        await().atMost(SOON).until(() -> camel.getInflightRepository().size() == 4);

        suspension.accept("erp.odoo", true);
        holding = false;
        released.countDown();

        await().atMost(SOON).until(() -> camel.getInflightRepository().size() == 0 && got.size() >= 4);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> got.size() == 4);
        assertThat(broker.depth("to.paused")).isEqualTo(36);
        suspension.accept("erp.odoo", false);
        await().atMost(SOON).until(() -> got.size() == 40);
    }

    @Test
    void theContextStopsSoonWhileARouteIsSuspended() {
        suspension.accept("erp.odoo", true);
        send(20);
        long start = System.nanoTime();

        camel.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(got).as("what was being received when it was suspended").hasSizeLessThanOrEqualTo(4);
        assertThat(broker.depth("to.paused")).isEqualTo(20 - got.size());
    }

    @Test
    void aRouteThatAnOperatorSuspendedStaysSo() throws Exception {
        camel.getRouteController().suspendRoute("paused");

        suspension.accept("erp.odoo", true);
        suspension.accept("erp.odoo", false);

        assertThat(status("paused")).isEqualTo(ServiceStatus.Suspended);
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            template.sendBodyAndHeaders(
                    "activemq-intake:to.paused",
                    "x",
                    Map.of(Headers.GROUP, "order-" + i % GROUPS, "number", i / GROUPS));
        }
    }

    private ServiceStatus status(String route) {
        return camel.getRouteController().getRouteStatus(route);
    }

    private ActiveMQComponent component(boolean transacted) {
        ActiveMQComponent component = new ActiveMQComponent();
        component.setConnectionFactory(broker.connectionFactory());
        component.setUsePooledConnection(false);
        component.setAllowAdditionalHeaders(Headers.GROUP);
        if (transacted) {
            component.setTransacted(true);
            component.setLazyCreateTransactionManager(false);
            component.setCacheLevelName("CACHE_CONSUMER");
            component.setAcceptMessagesWhileStopping(true);
        }
        return component;
    }
}
