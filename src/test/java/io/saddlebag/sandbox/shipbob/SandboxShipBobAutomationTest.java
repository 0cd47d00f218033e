package io.saddlebag.sandbox.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.testing.MovableClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the warehouse does by itself, and ShipBob's own simulations. */
class SandboxShipBobAutomationTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T09:00:00Z"));
    private SandboxShipBob shipBob;
    private ShipBobCaller caller;

    private void start(ShipBobOptions options) {
        shipBob = SandboxShipBob.start(vertx, 0, options.with(o -> o.clock(clock)));
        caller = new ShipBobCaller(shipBob);
    }

    @AfterEach
    void stop() {
        shipBob.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anOrderIsPickedPackedShippedScannedAndDelivered() {
        start(ShipBobOptions.defaults().with(o -> o.automation(Automation.shipping(Duration.ofMillis(120)))));
        JsonNode order = caller.place("a-1", "MUG", 1);
        long shipment = order.at("/shipments/0/id").asLong();

        clock.forward(Duration.ofMillis(60));
        await().atMost(LIMIT).until(() -> shipment("a-1").detail() == ShipmentDetail.PICKED);
        clock.forward(Duration.ofMillis(60));
        await().atMost(LIMIT).until(() -> shipment("a-1").detail() == ShipmentDetail.AWAITING_CARRIER);
        clock.forward(Duration.ofMillis(119));
        await().atMost(LIMIT).until(() -> shipment("a-1").detail() == ShipmentDetail.OUT_FOR_DELIVERY);
        clock.forward(Duration.ofMillis(1));
        await().atMost(LIMIT).until(() -> shipment("a-1").detail() == ShipmentDetail.DELIVERED);

        assertThat(order.at("/shipments/0/status").asText()).isEqualTo("Processing");
        assertThat(caller.get("/2026-01/shipment/" + shipment + "/timeline")
                        .body()
                        .findValuesAsText("log_type_name"))
                .containsExactly(
                        "Created",
                        "Picked",
                        "Packed",
                        "Labeled",
                        "LabelValidated",
                        "InTransit",
                        "OutForDelivery",
                        "Delivered");
    }

    @Test
    void aSplitOrderIsPartiallyFulfilledForAWhile() {
        start(ShipBobOptions.defaults()
                .with(o -> o.automation(new Automation(
                        true, Duration.ZERO, Duration.ZERO, Duration.ofMillis(500), Optional.empty(), 1.0))));
        caller.place("a-1", "MUG", 1, "TEE", 2);

        OrderStatus between = shipBob.orders("a-1").get(0).status();
        clock.forward(Duration.ofMillis(500));
        await().atMost(LIMIT).until(() -> shipBob.orders("a-1").get(0).status() == OrderStatus.FULFILLED);

        assertThat(between).isEqualTo(OrderStatus.PARTIALLY_FULFILLED);
        assertThat(shipBob.orders("a-1").get(0).shipments())
                .extracting(PlacedShipment::centre)
                .containsExactly(8, 211);
    }

    @Test
    void aHeldShipmentStaysUntilItIsReleased() {
        start(ShipBobOptions.defaults().with(o -> o.automation(Automation.shipping(Duration.ofMillis(200)))));
        caller.place("held", "MUG", 1);
        shipBob.hold("held", ShipmentDetail.PAYMENT_DECLINED);
        caller.place("later", "MUG", 1);
        clock.forward(Duration.ofMillis(200));
        await().atMost(LIMIT).until(() -> shipment("later").status() == ShipmentStatus.COMPLETED);

        ShipmentStatus meanwhile = shipment("held").status();
        shipBob.release("held");
        clock.forward(Duration.ofMillis(200));

        assertThat(meanwhile).isEqualTo(ShipmentStatus.ON_HOLD);
        await().atMost(LIMIT).until(() -> shipment("held").status() == ShipmentStatus.COMPLETED);
    }

    @Test
    void instantFulfilmentShipsAsSoonAsTheAnswerIsMade() {
        start(ShipBobOptions.defaults().with(o -> o.automation(Automation.instant())));

        JsonNode answer = caller.place("a-1", "MUG", 1);
        JsonNode next =
                caller.get("/2026-01/order/" + answer.get("id").asLong()).body();

        assertThat(answer.get("status").asText()).isEqualTo("Processing");
        assertThat(next.get("status").asText()).isEqualTo("Fulfilled");
        assertThat(next.at("/shipments/0/tracking/tracking_number").asText()).isNotEmpty();
    }

    @Test
    void aSimulationShipsAndThenDelivers() {
        start(ShipBobOptions.defaults().with(o -> o.simulatedMinute(Duration.ofMillis(50))));
        String shipment = caller.place("a-1", "MUG", 1).at("/shipments/0/id").asText();
        ObjectNode request = ShipBobCaller.JSON.createObjectNode().put("shipment_id", shipment);
        ObjectNode first =
                request.putObject("simulation").put("action", "ShipOrder").put("delay", 1);
        first.putObject("next").put("action", "DeliverOrder").put("delay", 2);

        String id = caller.post("/2026-01/simulate/shipment", request)
                .body()
                .get("simulation_id")
                .asText();
        clock.forward(Duration.ofMillis(50));
        await().atMost(LIMIT).until(() -> shipment("a-1").detail() == ShipmentDetail.AWAITING_CARRIER);
        clock.forward(Duration.ofMillis(100));
        await().atMost(LIMIT).until(() -> shipment("a-1").detail() == ShipmentDetail.DELIVERED);

        JsonNode status = caller.get("/2026-01/simulate/status/" + id).body();
        assertThat(status.at("/simulation/status").asText()).isEqualTo("Completed");
        assertThat(status.at("/simulation/next/action").asText()).isEqualTo("DeliverOrder");
        assertThat(status.at("/simulation/next/status").asText()).isEqualTo("Completed");
    }

    @Test
    void manyOrdersFromSeveralCallersAreEachPlacedAndShippedOnce() {
        start(ShipBobOptions.defaults().with(o -> o.automation(Automation.shipping(Duration.ofMillis(50)))));
        List<Thread> callers = Collections.nCopies(4, "caller").stream()
                .map(name -> new Thread(() -> {
                    for (int i = 0; i < 100; i++) {
                        caller.post("/2026-01/order", ShipBobCaller.order("a-" + i, "MUG", 1));
                    }
                }))
                .toList();

        callers.forEach(Thread::start);
        await().atMost(LIMIT).until(() -> callers.stream().noneMatch(Thread::isAlive));
        clock.forward(Duration.ofMillis(50));
        await().atMost(LIMIT)
                .until(() -> shipBob.orders().stream().allMatch(order -> order.status() == OrderStatus.FULFILLED));

        assertThat(shipBob.orders())
                .hasSize(100)
                .extracting(PlacedOrder::reference)
                .doesNotHaveDuplicates();
        assertThat(shipBob.refusedDuplicates().values().stream()
                        .mapToInt(i -> i)
                        .sum())
                .isEqualTo(300);
        assertThat(shipBob.duplicates()).isEmpty();
    }

    private PlacedShipment shipment(String reference) {
        return shipBob.orders(reference).get(0).shipments().get(0);
    }
}
