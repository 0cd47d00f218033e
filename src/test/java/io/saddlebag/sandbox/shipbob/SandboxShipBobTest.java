package io.saddlebag.sandbox.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.shipbob.ShipBobCaller.Answer;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API's behaviour over real HTTP. */
class SandboxShipBobTest {

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
    void refusesAMissingOrWrongToken() {
        int missing = new ShipBobCaller(shipBob)
                .without("Authorization")
                .get("/2026-01/order")
                .status();
        int wrong = new ShipBobCaller(shipBob)
                .with("Authorization", "Bearer other")
                .get("/2026-01/order")
                .status();

        assertThat(missing).isEqualTo(401);
        assertThat(wrong).isEqualTo(401);
    }

    @Test
    void answersUnderTheConfiguredVersionsOnly() {
        start(ShipBobOptions.defaults().with(o -> o.versions("2026-01", "2026-07")));

        assertThat(caller.get("/2026-01/channel").status()).isEqualTo(200);
        assertThat(caller.get("/2026-07/channel").status()).isEqualTo(200);
        assertThat(caller.get("/2025-07/channel").status()).isEqualTo(404);
    }

    @Test
    void createsAnOrderOnlyInAChannelTheTokenMayWriteTo() {
        start(ShipBobOptions.defaults()
                .with(o -> o.channels(new Channel(100_001, "Mine", true), new Channel(5, "Shopify", false))));
        ObjectNode order = ShipBobCaller.order("a-1", "MUG", 1);

        int missing = new ShipBobCaller(shipBob)
                .without("shipbob_channel_id")
                .post("/2026-01/order", order)
                .status();
        int readOnly = new ShipBobCaller(shipBob)
                .with("shipbob_channel_id", "5")
                .post("/2026-01/order", order)
                .status();
        int noNumber = new ShipBobCaller(shipBob)
                .with("shipbob_channel_id", "mine")
                .post("/2026-01/order", order)
                .status();
        int mine = caller.post("/2026-01/order", order).status();

        assertThat(List.of(missing, readOnly, noNumber, mine)).containsExactly(400, 403, 400, 201);
        assertThat(shipBob.orders()).hasSize(1);
    }

    @Test
    void refusesAReferenceItsChannelAlreadyHas() {
        start(ShipBobOptions.defaults()
                .with(o -> o.channels(new Channel(1, "One", true), new Channel(2, "Two", true))));
        ObjectNode order = ShipBobCaller.order("a-1", "MUG", 1);
        caller.with("shipbob_channel_id", "1").post("/2026-01/order", order);

        Answer again = caller.post("/2026-01/order", order);
        int otherChannel = new ShipBobCaller(shipBob)
                .with("shipbob_channel_id", "2")
                .post("/2026-01/order", order)
                .status();

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body().get("").get(0).asText()).isEqualTo("Cannot insert order with existing ReferenceId");
        assertThat(otherChannel).isEqualTo(201);
        assertThat(shipBob.refusedDuplicates()).containsExactly(Map.entry("a-1", 1));
        assertThat(shipBob.duplicates().get("a-1"))
                .extracting(PlacedOrder::channel)
                .containsExactly(1L, 2L);
    }

    @Test
    void namesTheFieldThatIsMissing() {
        ObjectNode noProducts = ShipBobCaller.order("a-1");
        ObjectNode noCity = ShipBobCaller.order("a-2", "MUG", 1);
        ((ObjectNode) noCity.at("/recipient/address")).remove("city");
        ObjectNode noQuantity = ShipBobCaller.order("a-3", "MUG", 0);

        assertThat(caller.post("/2026-01/order", noProducts).body().has("products"))
                .isTrue();
        assertThat(caller.post("/2026-01/order", noCity).body().has("recipient.address.city"))
                .isTrue();
        assertThat(caller.post("/2026-01/order", noQuantity).status()).isEqualTo(400);
        assertThat(shipBob.orders()).isEmpty();
    }

    @Test
    void givesBackWhatItWasTold() {
        JsonNode created = caller.place("a-1", "MUG", 2);

        JsonNode read =
                caller.get("/2026-01/order/" + created.get("id").asLong()).body();

        assertThat(read).isEqualTo(created);
        assertThat(read.get("order_number").asText()).isEqualTo("N-a-1");
        assertThat(read.at("/products/0/external_line_id").asInt()).isEqualTo(1);
        assertThat(read.at("/products/0/unit_price").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(read.at("/shipments/0/products/0/inventory_items/0/quantity").asInt())
                .isEqualTo(2);
        assertThat(read.at("/shipments/0/tracking").isNull()).isTrue();
        assertThat(read.at("/recipient/address/city").asText()).isEqualTo("London");
    }

    @Test
    void findsOrdersByReferenceIdStatusAndTime() {
        caller.place("a-1", "MUG", 1);
        long second = caller.place("a-2", "MUG", 1).get("id").asLong();
        caller.place("a-3", "MUG", 1);
        shipBob.ship("a-2");
        Instant later = Instant.now().plusSeconds(60);

        assertThat(references("ReferenceIds=a-3,a-1,nobody")).containsExactly("a-3", "a-1");
        assertThat(references("IDs=" + second)).containsExactly("a-2");
        assertThat(references("HasTracking=true")).containsExactly("a-2");
        assertThat(references("HasTracking=false&SortOrder=Oldest")).containsExactly("a-1", "a-3");
        assertThat(references("HasTracking=true&IsTrackingUploaded=true")).isEmpty();
        assertThat(references("LastUpdateStartDate=" + later)).isEmpty();
        assertThat(references("LastUpdateEndDate=" + later)).hasSize(3);
        assertThat(references("LastTrackingUpdateEndDate=" + later)).containsExactly("a-2");
        assertThat(references("StartDate=2020-01-01&EndDate=2020-01-02")).isEmpty();
        assertThat(caller.get("/2026-01/order?StartDate=yesterday").status()).isEqualTo(400);
    }

    @Test
    void ordersChangedSinceAPollAreFoundAgain() {
        caller.place("a-1", "MUG", 1);
        caller.place("a-2", "MUG", 1);
        Instant cursor = shipBob.orders().get(1).created().plusMillis(1);
        await().until(() -> Instant.now().isAfter(cursor));

        shipBob.ship("a-1");

        assertThat(references("LastUpdateStartDate=" + cursor)).containsExactly("a-1");
    }

    @Test
    void pagesSayWhetherThereIsANextOne() {
        IntStream.range(0, 5).forEach(i -> caller.place("a-" + i, "MUG", 1));

        Answer first = caller.get("/2026-01/order?Limit=2&SortOrder=Oldest");
        String next = first.headers().firstValue("next-page").orElseThrow();
        Answer second = caller.get(next);
        Answer last = caller.get("/2026-01/order?Limit=2&SortOrder=Oldest&Page=3");

        assertThat(first.body().findValuesAsText("order_number")).containsExactly("N-a-0", "N-a-1");
        assertThat(second.body().findValuesAsText("order_number")).containsExactly("N-a-2", "N-a-3");
        assertThat(last.body().findValuesAsText("order_number")).containsExactly("N-a-4");
        assertThat(last.headers().firstValue("next-page")).isEmpty();
        assertThat(caller.get("/2026-01/order?Limit=251").status()).isEqualTo(400);
    }

    @Test
    void inventoryLinksLeadThroughEveryPage() {
        start(ShipBobOptions.defaults().with(o -> o.product("A", "A", Map.of(8, 1))
                .product("B", "B", Map.of(8, 1))
                .product("C", "C", Map.of(8, 1))));

        JsonNode first =
                caller.get("/2026-01/inventory-level?PageSize=2&IsActive=true").body();
        JsonNode second = caller.get(first.get("next").asText()).body();

        assertThat(first.get("prev").isNull()).isTrue();
        assertThat(second.get("items").findValuesAsText("sku")).containsExactly("C");
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(caller.get(second.get("prev").asText()).body()).isEqualTo(first);
    }

    @Test
    void anUnmappedShippingMethodIsAdded() {
        ObjectNode order = ShipBobCaller.order("a-1", "MUG", 1).put("shipping_method", "By camel");

        caller.post("/2026-01/order", order);

        assertThat(caller.get("/2026-01/shipping-method").body().findValuesAsText("name"))
                .contains("By camel");
    }

    @Test
    void theLimitSlidesAndSaysWhenToComeBack() {
        shipBob.requestsPerMinute(2);

        Answer first = caller.get("/2026-01/channel");
        caller.get("/2026-01/channel");
        Answer third = caller.get("/2026-01/channel");
        shipBob.requestsPerMinute(0);

        assertThat(first.headers().firstValue("x-remaining-calls")).contains("1");
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.headers().firstValueAsLong("x-retry-after").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(third.body().get("statusCode").asInt()).isEqualTo(429);
        assertThat(caller.get("/2026-01/channel").status()).isEqualTo(200);
    }

    @Test
    void anOrderCreatedBehindALostAnswerIsFoundByItsReference() {
        shipBob.faults().add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT).times(1).on("POST /2026-01/order"));
        ObjectNode order = ShipBobCaller.order("a-1", "MUG", 1);

        assertThatThrownBy(() -> caller.post("/2026-01/order", order)).isInstanceOf(UncheckedIOException.class);

        assertThat(caller.post("/2026-01/order", order).status()).isEqualTo(422);
        assertThat(references("ReferenceIds=a-1")).containsExactly("a-1");
    }

    @Test
    void stateCountsWhatHappened() {
        caller.place("a-1", "MUG", 1);
        caller.place("a-2", "MUG", 1);
        shipBob.ship("a-1");

        JsonNode state = caller.get("/__sandbox/state").body();

        assertThat(state.get("orders").asInt()).isEqualTo(2);
        assertThat(state.at("/ordersByStatus/Fulfilled").asInt()).isEqualTo(1);
        assertThat(state.at("/shipmentsByStatus/Processing").asInt()).isEqualTo(1);
        assertThat(state.at("/webhooks/outstanding").asInt()).isZero();
    }

    private List<String> references(String query) {
        Answer answer = caller.get("/2026-01/order?" + query);
        assertThat(answer.status()).isEqualTo(200);
        List<String> numbers = answer.body().findValuesAsText("order_number");
        return numbers.stream().map(number -> number.substring(2)).toList();
    }
}
