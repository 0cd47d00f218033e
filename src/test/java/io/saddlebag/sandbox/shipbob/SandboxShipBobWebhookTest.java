package io.saddlebag.sandbox.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.shipbob.ShipBobCaller.Answer;
import io.saddlebag.sandbox.shipbob.WebhookReceiver.Received;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks over real HTTP, to a real receiver. */
class SandboxShipBobWebhookTest {

    private static final String[] ORDER_TOPICS = {
        "order.shipped",
        "order.shipment.delivered",
        "order.shipment.exception",
        "order.shipment.on_hold",
        "order.shipment.cancelled",
        "order.shipment.tracking.updated"
    };
    private static final byte[] KEY = "a key of some length".getBytes(StandardCharsets.UTF_8);

    private final Vertx vertx = Vertx.vertx();
    private SandboxShipBob shipBob;
    private ShipBobCaller caller;
    private WebhookReceiver receiver;

    @BeforeEach
    void start() {
        receiver = new WebhookReceiver(vertx);
        start(ShipBobOptions.defaults()
                .with(o -> o.webhookSecret("whsec_" + Base64.getEncoder().encodeToString(KEY))
                        .retryDelays(Duration.ofMillis(20), Duration.ofMillis(40))));
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
        receiver.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aWebhookIsSignedOverIdTimestampAndBody() throws Exception {
        shipBob.subscribe(receiver.url(), "order.shipped");
        caller.place("a-1", "MUG", 1);

        shipBob.ship("a-1");
        untilIdle();

        Received webhook = receiver.received.get(0);
        String id = webhook.headers().get("webhook-id");
        String timestamp = webhook.headers().get("webhook-timestamp");
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.write((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        signed.write(webhook.body());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        assertThat(webhook.headers().get("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray())));
        assertThat(Instant.ofEpochSecond(Long.parseLong(timestamp)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(id).startsWith("msg_");
    }

    @Test
    void everyTopicCarriesTheOrderOrTheShipment() {
        shipBob.subscribe(receiver.url(), ORDER_TOPICS);
        for (String reference : List.of("held", "excepted", "delivered", "cancelled")) {
            caller.place(reference, "MUG", 1);
        }

        shipBob.hold("held", ShipmentDetail.INVALID_ADDRESS);
        shipBob.exception("excepted", ShipmentDetail.OUT_OF_STOCK);
        shipBob.cancel("cancelled");
        shipBob.ship("delivered");
        shipBob.deliver("delivered");
        untilIdle();

        assertThat(receiver.topics()).containsExactlyInAnyOrder(ORDER_TOPICS);
        assertThat(one("order.shipped").get("shipments").get(0).has("tracking")).isTrue();
        assertThat(one("order.shipped").get("reference_id").asText()).isEqualTo("delivered");
        assertThat(one("order.shipment.delivered").get("delivery_date").isNull())
                .isFalse();
        assertThat(one("order.shipment.tracking.updated")
                        .at("/status_details/0/name")
                        .asText())
                .isEqualTo("Delivered");
        assertThat(one("order.shipment.on_hold").get("status").asText()).isEqualTo("OnHold");
        assertThat(one("order.shipment.on_hold").at("/status_details/0/id").asInt())
                .isEqualTo(401);
        assertThat(one("order.shipment.exception").get("reference_id").asText()).isEqualTo("excepted");
        assertThat(one("order.shipment.cancelled").get("status").asText()).isEqualTo("Cancelled");
    }

    @Test
    void orderShippedWaitsForTheLastLabel() {
        shipBob.subscribe(receiver.url(), ORDER_TOPICS);
        caller.place("a-1", "MUG", 2);

        shipBob.ship("a-1", Map.of("MUG", 1));
        untilIdle();
        List<String> afterFirst = receiver.topics();
        shipBob.ship("a-1");
        untilIdle();

        assertThat(afterFirst).isEmpty();
        assertThat(receiver.topics()).containsExactly("order.shipped");
        assertThat(one("order.shipped").get("shipments")).hasSize(2);
    }

    @Test
    void aRefusedWebhookComesAgainWithTheSameId() {
        receiver.refusals.set(2);
        shipBob.subscribe(receiver.url(), "order.shipped");
        caller.place("a-1", "MUG", 1);

        shipBob.ship("a-1");
        untilIdle();

        assertThat(receiver.received).hasSize(3);
        assertThat(receiver.received)
                .extracting(w -> w.headers().get("webhook-id"))
                .containsOnly(receiver.received.get(0).headers().get("webhook-id"));
    }

    @Test
    void aWebhookIsGivenUpAfterItsLastAttempt() {
        receiver.refusals.set(100);
        shipBob.subscribe(receiver.url(), "order.shipped");
        caller.place("a-1", "MUG", 1);

        shipBob.ship("a-1");
        untilIdle();

        assertThat(receiver.received).hasSize(3);
        assertThat(caller.get("/__sandbox/state").body().at("/webhooks/givenUp").asInt())
                .isEqualTo(1);
    }

    @Test
    void faultsDropAndDuplicateWebhooks() {
        shipBob.subscribe(receiver.url(), "order.shipped");
        caller.place("dropped", "MUG", 1);
        caller.place("doubled", "MUG", 1);

        Answer set = caller.post(
                "/__sandbox/webhooks/faults",
                ShipBobCaller.JSON.createObjectNode().put("dropShare", 1.0));
        shipBob.ship("dropped");
        shipBob.webhookFaults(new WebhookFaults(0, 1, 20, 0, 0));
        shipBob.ship("doubled");
        untilIdle();

        assertThat(set.body().get("dropShare").asDouble()).isEqualTo(1.0);
        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.received)
                .extracting(webhook -> webhook.json().get("reference_id").asText())
                .containsOnly("doubled");
        assertThat(receiver.received)
                .extracting(w -> w.headers().get("webhook-id"))
                .containsOnly(receiver.received.get(0).headers().get("webhook-id"));
        assertThat(caller.send("DELETE", "/__sandbox/webhooks/faults", "")
                        .body()
                        .get("duplicateShare")
                        .asDouble())
                .isZero();
    }

    @Test
    void shuffledWebhooksOvertakeEachOtherAndLateOnesCountAsOutstanding() {
        shipBob.subscribe(receiver.url(), "order.shipped");
        List<String> references = IntStream.range(0, 30).mapToObj(i -> "a-" + i).toList();
        references.forEach(reference -> caller.place(reference, "MUG", 1));

        shipBob.webhookFaults(new WebhookFaults(0, 0, 300, 1, 200));
        references.forEach(shipBob::ship);
        int outstanding = shipBob.outstandingWebhooks();
        untilIdle();

        List<String> arrived = receiver.received.stream()
                .map(webhook -> webhook.json().get("reference_id").asText())
                .toList();
        assertThat(outstanding).isEqualTo(30);
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(references).isNotEqualTo(references);
    }

    @Test
    void aSubscriptionSignsWithItsOwnSecretUntilItIsDeleted() {
        ObjectNode request =
                ShipBobCaller.JSON.createObjectNode().put("url", receiver.url()).put("secret", "plain words");
        request.putArray("topics").add("order.shipped");
        JsonNode made = caller.post("/2026-01/webhook", request).body();
        caller.place("a-1", "MUG", 1);
        caller.place("a-2", "MUG", 1);

        shipBob.ship("a-1");
        untilIdle();
        int deleted = caller.send("DELETE", "/2026-01/webhook/" + made.get("id").asText(), "")
                .status();
        shipBob.ship("a-2");
        untilIdle();

        Received only = receiver.received.get(0);
        String expected = new Signature("plain words")
                .of(
                        only.headers().get("webhook-id"),
                        Long.parseLong(only.headers().get("webhook-timestamp")),
                        only.body());
        assertThat(made.get("secret").asText()).isEqualTo("plain words");
        assertThat(deleted).isEqualTo(204);
        assertThat(receiver.received).hasSize(1);
        assertThat(only.headers().get("webhook-signature")).isEqualTo(expected);
    }

    @Test
    void anUnknownTopicIsRefused() {
        ObjectNode request = ShipBobCaller.JSON.createObjectNode().put("url", receiver.url());
        request.putArray("topics").add("order_shipped");

        Answer answer = caller.post("/2026-01/webhook", request);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().get("$type").isTextual()).isTrue();
    }

    @Test
    void carrierScansAreATopicSinceVersion202607() {
        start(ShipBobOptions.defaults().with(o -> o.versions("2026-01", "2026-07")));
        ObjectNode request = ShipBobCaller.JSON.createObjectNode().put("url", receiver.url());
        request.putArray("topics").add("order.shipment.tracking.updated");

        int before = caller.post("/2026-01/webhook", request).status();
        int since = caller.post("/2026-07/webhook", request).status();

        assertThat(before).isEqualTo(422);
        assertThat(since).isEqualTo(200);
    }

    private JsonNode one(String topic) {
        List<Received> found = receiver.received.stream()
                .filter(webhook -> webhook.topic().equals(topic))
                .toList();
        assertThat(found).as(topic).hasSize(1);
        return found.get(0).json();
    }

    private void untilIdle() {
        await().atMost(Duration.ofSeconds(30)).until(() -> shipBob.outstandingWebhooks() == 0);
    }
}
