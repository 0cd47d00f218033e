package io.saddlebag.sandbox.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.shipbob.ShipBobCaller.Answer;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stock, splitting, partial shipping and cancelling over real HTTP. */
class SandboxShipBobFulfilmentTest {

    private final Vertx vertx = Vertx.vertx();
    private SandboxShipBob shipBob;
    private ShipBobCaller caller;

    @BeforeEach
    void start() {
        start(ShipBobOptions.defaults());
    }

    private void start(ShipBobOptions options) {
        if (shipBob != null) {
            shipBob.close();
        }
        shipBob = SandboxShipBob.start(vertx, 0, options);
        caller = new ShipBobCaller(shipBob);
    }

    @AfterEach
    void stop() {
        shipBob.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void stockIsCommittedOnCreationAndLeavesWithTheShipment() {
        start(ShipBobOptions.defaults().with(o -> o.product("MUG", "Mug", Map.of(8, 10))));
        caller.place("a-1", "MUG", 3);

        JsonNode placed = level();
        shipBob.ship("a-1");
        JsonNode shipped = level();

        assertThat(placed.get("total_on_hand_quantity").asInt()).isEqualTo(10);
        assertThat(placed.get("total_committed_quantity").asInt()).isEqualTo(3);
        assertThat(placed.get("total_fulfillable_quantity").asInt()).isEqualTo(7);
        assertThat(shipped.get("total_on_hand_quantity").asInt()).isEqualTo(7);
        assertThat(shipped.get("total_committed_quantity").asInt()).isZero();
    }

    @Test
    void anOrderNoSingleCentreCanFulfilIsSplitOverTheCentres() {
        start(ShipBobOptions.defaults()
                .with(o -> o.product("MUG", "Mug", Map.of(8, 2, 211, 5)).product("TEE", "Tee", Map.of(8, 1))));

        JsonNode order = caller.place("a-1", "MUG", 3, "TEE", 1);

        assertThat(order.get("shipments").findValuesAsText("order_id")).hasSize(2);
        assertThat(shipBob.orders().get(0).shipments())
                .extracting(PlacedShipment::centre)
                .containsExactly(8, 211);
        assertThat(order.at("/shipments/1/products/0/inventory_items/0/quantity")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void anOrderWithoutStockWaitsAsAnExceptionUntilTheStockArrives() {
        start(ShipBobOptions.defaults().with(o -> o.product("MUG", "Mug", Map.of(8, 1))));

        JsonNode order = caller.place("a-1", "MUG", 3);
        JsonNode unknown = caller.place("a-2", "NEW", 1);
        int backordered = level().get("total_backordered_quantity").asInt();
        shipBob.stock("MUG", 8, 3);

        assertThat(order.get("status").asText()).isEqualTo("Exception");
        assertThat(order.at("/shipments/0/status_details/0/name").asText()).isEqualTo("OutOfStock");
        assertThat(unknown.at("/shipments/0/status_details/0/id").asInt()).isEqualTo(304);
        assertThat(backordered).isEqualTo(3);
        assertThat(shipBob.orders("a-1").get(0).status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(level().get("total_backordered_quantity").asInt()).isZero();
    }

    @Test
    void partOfAnOrderShipsAndTheRestFollows() {
        caller.place("a-1", "MUG", 3, "TEE", 1);

        shipBob.ship("a-1", Map.of("MUG", 2));
        PlacedOrder partly = shipBob.orders("a-1").get(0);
        shipBob.ship("a-1");
        PlacedOrder whole = shipBob.orders("a-1").get(0);

        assertThat(partly.status()).isEqualTo(OrderStatus.PARTIALLY_FULFILLED);
        assertThat(partly.shipments())
                .extracting(PlacedShipment::status)
                .containsExactly(ShipmentStatus.PROCESSING, ShipmentStatus.COMPLETED);
        assertThat(partly.shipments().get(1).items())
                .extracting(PlacedLine::reference, PlacedLine::quantity)
                .containsExactly(tuple("MUG", 2));
        assertThat(whole.status()).isEqualTo(OrderStatus.FULFILLED);
        assertThat(whole.shipments())
                .extracting(s -> s.trackingNumber().orElseThrow())
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> shipBob.ship("a-1", Map.of("MUG", 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancelsUntilPickedOnly() {
        long open = caller.place("a-1", "MUG", 1).get("id").asLong();
        long shipped = caller.place("a-2", "MUG", 1).get("id").asLong();
        long partly = caller.place("a-3", "MUG", 2).get("id").asLong();
        shipBob.ship("a-2");
        shipBob.ship("a-3", Map.of("MUG", 1));

        Answer first = caller.send("POST", "/2026-01/order/" + open + ":cancel", "");
        Answer second = caller.send("POST", "/2026-01/order/" + shipped + ":cancel", "");
        Answer third = caller.send("POST", "/2026-01/order/" + partly + ":cancel", "");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().get("status").asText()).isEqualTo("Success");
        assertThat(first.body().at("/order/status").asText()).isEqualTo("Cancelled");
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.body().get("status").asText()).isEqualTo("Failure");
        assertThat(third.status()).isEqualTo(200);
        assertThat(third.body().get("status").asText()).isEqualTo("PartialSuccess");
        assertThat(shipBob.orders("a-3").get(0).status()).isEqualTo(OrderStatus.FULFILLED);
        assertThat(caller.send("POST", "/2026-01/order/1:cancel", "").status()).isEqualTo(404);
    }

    @Test
    void acknowledgedTrackingIsNotReportedAgain() {
        caller.place("a-1", "MUG", 1);
        shipBob.ship("a-1");
        ObjectNode acknowledgement = ShipBobCaller.JSON.createObjectNode().put("is_tracking_uploaded", true);
        acknowledgement
                .putArray("shipment_ids")
                .add(shipBob.orders().get(0).shipments().get(0).id())
                .add(7);
        assertThat(references("HasTracking=true&IsTrackingUploaded=false")).containsExactly("a-1");

        JsonNode answer = caller.post("/2026-01/shipment:batchUpdateTrackingUpload", acknowledgement)
                .body();

        assertThat(answer.at("/summary/successful").asInt()).isEqualTo(1);
        assertThat(answer.at("/summary/failed").asInt()).isEqualTo(1);
        assertThat(references("HasTracking=true&IsTrackingUploaded=false")).isEmpty();
    }

    private List<String> references(String query) {
        Answer answer = caller.get("/2026-01/order?" + query);
        assertThat(answer.status()).isEqualTo(200);
        List<String> numbers = answer.body().findValuesAsText("order_number");
        return numbers.stream().map(number -> number.substring(2)).toList();
    }

    private JsonNode level() {
        return caller.get("/2026-01/inventory-level?SearchBy=MUG")
                .body()
                .get("items")
                .get(0);
    }
}
