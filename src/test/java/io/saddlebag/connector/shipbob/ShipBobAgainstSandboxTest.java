package io.saddlebag.connector.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.intake.StandardWebhooks;
import io.saddlebag.intake.StandardWebhooks.Verdict;
import io.saddlebag.order.Shipment;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.shipbob.SandboxShipBob;
import io.saddlebag.sandbox.shipbob.ShipmentDetail;
import io.saddlebag.sandbox.shipbob.WebhookFaults;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connector and the stateful stand-in of ShipBob, over real HTTP. */
class ShipBobAgainstSandboxTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final ShipBobLab lab = new ShipBobLab();
    private final Vertx vertx = lab.vertx;
    private final SandboxShipBob sandbox = lab.sandbox;

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void createsFindsAndCancelsAnOrder() {
        ShipBob shipBob = lab.connector();

        Acknowledged created = ShipBobLab.create(shipBob, "7").orThrow("north", "create");
        WarehouseOrder found =
                shipBob.order("main_order_7").orThrow("north", "find").orElseThrow();
        Outcome<WarehouseOrder> cancelled = shipBob.cancel(created.orderId());
        Outcome<WarehouseOrder> again = shipBob.cancel(created.orderId());

        assertThat(found.id()).isEqualTo(created.orderId());
        assertThat(found.shipments()).isEqualTo(created.shipments());
        assertThat(cancelled).isInstanceOf(Outcome.Done.class);
        assertThat(again).isInstanceOf(Outcome.AlreadyThere.class);
        assertThat(shipBob.order("main_order_8").orThrow("north", "find")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT_AFTER_COMMIT", "RESET_AFTER_COMMIT", "MALFORMED"})
    void p28CreatesOneOrderHoweverOftenTheAnswerIsLost(Fault.Kind kind) {
        ShipBob shipBob = lab.connector(Duration.ofMillis(700));
        sandbox.faults().add(Fault.of(kind).on("POST /2026-01/order").times(1));

        Outcome<Acknowledged> lost = ShipBobLab.create(shipBob, "7");
        Outcome<Acknowledged> repeated = ShipBobLab.create(shipBob, "7");
        Outcome<Acknowledged> onceMore = ShipBobLab.create(shipBob, "7");

        assertThat(lost).isInstanceOf(Outcome.Unknown.class);
        assertThat(repeated).isInstanceOf(Outcome.AlreadyThere.class);
        assertThat(onceMore).isEqualTo(repeated);
        assertThat(sandbox.orders()).hasSize(1);
    }

    @Test
    void p28CreatesOneOrderWhenThreadsRace() {
        ShipBob shipBob = lab.connector();

        List<Outcome<Acknowledged>> outcomes = IntStream.range(0, 24)
                .parallel()
                .mapToObj(i -> ShipBobLab.create(shipBob, "7"))
                .toList();

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes.stream()
                        .map(o -> o.orThrow("north", "create").orderId())
                        .distinct())
                .hasSize(1);
        assertThat(sandbox.orders()).hasSize(1);
    }

    @Test
    void p39WaitsAsLongAsTheRateLimitSays() {
        ShipBob shipBob = lab.connector();
        sandbox.requestsPerMinute(1);
        ShipBobLab.create(shipBob, "7");

        Outcome<Acknowledged> throttled = ShipBobLab.create(shipBob, "8");

        assertThat(throttled).isInstanceOfSatisfying(Outcome.RetryLater.class, later -> {
            assertThat(later.category()).isEqualTo(Category.THROTTLED);
            assertThat((Duration) later.after().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
        });
    }

    @Test
    void p27FindsByPollingWhatWebhooksDropped() {
        ShipBob shipBob = lab.connector();
        String cursor = ShipBob.cursorAt(Instant.now().minusSeconds(60));
        sandbox.subscribe("http://127.0.0.1:1/nobody", "order.shipped");
        sandbox.webhookFaults(new WebhookFaults(1, 0, 0, 0, 0));
        IntStream.range(0, 35).forEach(i -> ShipBobLab.create(shipBob, "1" + i).orThrow("north", "create"));
        IntStream.range(0, 35).forEach(i -> sandbox.ship("main_order_1" + i));

        Map<Long, ShipmentEvent> seen = new HashMap<>();
        String next = sweep(shipBob, cursor, seen);
        sandbox.deliver("main_order_110");
        Map<Long, ShipmentEvent> later = new HashMap<>();
        sweep(shipBob, next, later);

        assertThat(seen.values()).hasSize(35).allMatch(e -> e.status() == Shipment.Status.SHIPPED);
        assertThat(later.values())
                .filteredOn(e -> e.status() == Shipment.Status.DELIVERED)
                .hasSize(1);
    }

    @Test
    void p29SaysThatAnOrderThatLeftCannotBeCancelled() {
        ShipBob shipBob = lab.connector();
        long id = ShipBobLab.create(shipBob, "7").orThrow("north", "create").orderId();
        sandbox.ship("main_order_7");

        assertThat(shipBob.cancel(id))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("too-late-to-cancel"));
    }

    @Test
    void reportsTheShipmentsOfASplitOrderWithTheirLines() {
        ShipBob shipBob = lab.connector();
        long id = ShipBobLab.create(shipBob, "7").orThrow("north", "create").orderId();

        sandbox.ship("main_order_7", Map.of("TEE", 1));
        ShipmentReport report = shipBob.shipments(id).orThrow("north", "read");

        assertThat(report.problems()).isEmpty();
        assertThat(report.events())
                .extracting(ShipmentEvent::status)
                .containsExactlyInAnyOrder(Shipment.Status.PROCESSING, Shipment.Status.SHIPPED);
        JsonNode shipped = report.events().stream()
                .filter(e -> e.status() == Shipment.Status.SHIPPED)
                .findFirst()
                .orElseThrow()
                .document();
        assertThat(shipped.path("lines"))
                .isEqualTo(ScriptedShipBob.json("[{'sku':'TEE','lineId':'11','quantity':'1'}]"));
    }

    @Test
    void registersWebhooksThatVerifyAndCarryTheShipments() {
        List<Received> received = new CopyOnWriteArrayList<>();
        HttpServer receiver = receiver(received);
        lab.values.put("public-url", "http://127.0.0.1:" + receiver.actualPort());
        lab.values.put("webhook-secret", SECRET);
        ShipBob shipBob = lab.connector();

        WebhookRepair first = shipBob.registerWebhooks().orThrow("north", "webhooks");
        WebhookRepair second = shipBob.registerWebhooks().orThrow("north", "webhooks");
        ShipBobLab.create(shipBob, "7").orThrow("north", "create");
        ShipBobLab.create(shipBob, "8").orThrow("north", "create");
        sandbox.ship("main_order_7");
        sandbox.deliver("main_order_7");
        sandbox.hold("main_order_8", ShipmentDetail.INVALID_ADDRESS);
        await().atMost(Duration.ofSeconds(10)).until(() -> received.size() == 3);

        assertThat(first.done()).hasSize(1);
        assertThat(second.healthy()).isTrue();
        StandardWebhooks check = new StandardWebhooks(List.of(SECRET), Duration.ofMinutes(5), Clock.systemUTC());
        assertThat(received)
                .allSatisfy(hook -> assertThat(check.verify(hook.id(), hook.timestamp(), hook.body(), hook.signature()))
                        .isEqualTo(new Verdict.Genuine(hook.id())));
        Set<String> statuses = new HashSet<>();
        for (Received hook : received) {
            JsonNode payload = ShipBobOutcomes.json(hook.body()).orElseThrow();
            shipBob.webhook(hook.topic(), payload)
                    .orThrow("north", "webhook")
                    .events()
                    .forEach(e -> statuses.add(e.reference().order() + " " + e.status()));
        }
        assertThat(statuses).contains("main:7 DELIVERED", "main:8 ON_HOLD").hasSizeLessThanOrEqualTo(3);
        receiver.close();
    }

    @Test
    void probesAHealthyWarehouse() {
        List<Finding> findings = lab.connector().probe();

        assertThat(findings)
                .extracting(Finding::what)
                .containsExactly(
                        "access",
                        "clock",
                        "channel",
                        "orders",
                        "shipping methods",
                        "locations",
                        "inventory",
                        "webhooks");
        assertThat(findings).noneMatch(f -> f.status() == Finding.Status.FAIL);
    }

    @Test
    void probesWhatIsWrong() {
        lab.values.put("shipping-method.express", "Teleport");
        lab.values.put("fulfillment-center", "999");
        lab.values.put("public-url", "https://hooks.example.com");
        lab.values.put("webhook-secret", SECRET);
        List<Finding> mapped = lab.connector().probe();
        lab.values.put("channel-id", "5");
        List<Finding> channel = lab.connector().probe();
        lab.values.put("token", "wrong");
        List<Finding> token = lab.connector().probe();

        assertThat(mapped)
                .filteredOn(f -> f.status() == Finding.Status.FAIL)
                .extracting(Finding::detail)
                .containsExactly("unknown or inactive at ShipBob: [express=Teleport]", "ShipBob has no centre 999");
        assertThat(mapped).filteredOn(f -> f.what().equals("webhooks")).allSatisfy(f -> assertThat(f.detail())
                .contains("no subscription"));
        assertThat(channel).anySatisfy(f -> assertThat(f.detail()).contains("no channel 5; it has [100001]"));
        assertThat(token).singleElement().satisfies(f -> {
            assertThat(f.status()).isEqualTo(Finding.Status.FAIL);
            assertThat(f.remedy()).contains("token");
        });
    }

    private static String sweep(ShipBob shipBob, String cursor, Map<Long, ShipmentEvent> seen) {
        ChangedPage page = shipBob.changedSince(cursor).orThrow("north", "poll");
        while (true) {
            assertThat(page.report().problems()).isEmpty();
            page.report().events().forEach(e -> seen.put(e.shipmentId(), e));
            if (!page.more()) {
                return page.next();
            }
            page = shipBob.changedSince(page.next()).orThrow("north", "poll");
        }
    }

    private HttpServer receiver(List<Received> received) {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    received.add(new Received(
                            request.getHeader("x-webhook-topic"),
                            request.getHeader("webhook-id"),
                            request.getHeader("webhook-timestamp"),
                            request.getHeader("webhook-signature"),
                            body.getBytes()));
                    request.response().end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private record Received(String topic, String id, String timestamp, String signature, byte[] body) {}
}
