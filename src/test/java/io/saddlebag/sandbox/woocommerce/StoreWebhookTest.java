package io.saddlebag.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.sandbox.woocommerce.WebhookReceiver.Received;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreWebhookTest {

    private static final String SECRET = "bench-webhook-secret";

    private Vertx vertx;
    private SandboxStore store;
    private StoreClient client;
    private WebhookReceiver receiver;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        store = SandboxStore.start(vertx, 0, SandboxStore.Options.defaults());
        client = new StoreClient(store);
        receiver = new WebhookReceiver(vertx);
    }

    @AfterEach
    void close() {
        receiver.close();
        store.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void idle() {
        await().atMost(Duration.ofSeconds(20)).until(() -> store.webhooks().outstanding() == 0);
    }

    private long hook(String topic) {
        long id = store.addWebhook(topic, receiver.url("/m/" + topic), SECRET);
        idle();
        return id;
    }

    private String status(long webhook) {
        return client.get("/wp-json/wc/v3/webhooks/" + webhook)
                .json()
                .path("status")
                .asText();
    }

    @Test
    void pingsAtCreationWithAnUnsignedForm() {
        JsonNode made = client.send(
                        "POST",
                        "/wp-json/wc/v3/webhooks",
                        "{'topic':'order.updated','delivery_url':'" + receiver.url("/p") + "','secret':'s3'}")
                .json();
        idle();

        Received ping = receiver.all.get(0);

        assertThat(ping.text()).isEqualTo("webhook_id=" + made.path("id").asLong());
        assertThat(ping.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(ping.header("X-WC-Webhook-Signature")).isEmpty();
        assertThat(made.toString()).doesNotContain("s3").doesNotContain("secret");
    }

    @Test
    void signsTheRawBytesWithTheWebhooksSecret() throws Exception {
        hook("order.created");

        store.place(1);
        idle();
        Received delivery = receiver.deliveries().get(0);

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(), "HmacSHA256"));
        assertThat(delivery.header("X-WC-Webhook-Signature"))
                .isEqualTo(Base64.getEncoder().encodeToString(mac.doFinal(delivery.body())));
        assertThat(delivery.text())
                .contains("\\/wp-json\\/wc\\/v3\\/orders\\/")
                .contains("\"currency_symbol\":\"\\u20ac\"");
        assertThat(delivery.text().chars().allMatch(c -> c < 128)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"order.created", "order.updated", "product.updated", "customer.created", "customer.updated"})
    void deliversWhatTheRealShopDelivers(String topic) throws IOException {
        JsonNode captured =
                CapturedExchange.read("08-webhooks/delivery-" + topic + ".json").whole();
        hook(topic);

        client.send("POST", "/wp-json/wc/v3/customers", "{'email':'new@example.com'}");
        client.send(
                "POST",
                "/wp-json/wc/v3/orders",
                "{'status':'processing','line_items':[{'sku':'MUG-BLUE','quantity':1}]}");
        idle();
        Received delivery = receiver.deliveries().get(0);

        List<String> names = new java.util.ArrayList<>();
        captured.path("headers").forEach(h -> names.add(h.get(0).asText().toLowerCase(Locale.ROOT)));
        List<String> sent = new java.util.ArrayList<>();
        delivery.headers().forEach(h -> sent.add(h.getKey().toLowerCase(Locale.ROOT)));
        // hop-by-hop, written last by the HTTP client
        names.remove("connection");
        sent.remove("connection");
        assertThat(sent).isEqualTo(names);
        assertThat(delivery.header("Connection")).isEqualTo("close");
        for (String name : List.of(
                "User-Agent", "Content-Type", "X-WC-Webhook-Topic", "X-WC-Webhook-Resource", "X-WC-Webhook-Event")) {
            assertThat(List.of(name, delivery.header(name))).isIn(pairs(captured));
        }
        JsonNode expected = StoreClient.JSON.readTree(captured.path("body_raw").asText());
        Set<String> expectedKeys = keys(expected);
        assertThat(keys(StoreClient.JSON.readTree(delivery.body()))).isEqualTo(expectedKeys);
    }

    private static List<List<String>> pairs(JsonNode captured) {
        List<List<String>> pairs = new java.util.ArrayList<>();
        captured.path("headers")
                .forEach(h -> pairs.add(List.of(h.get(0).asText(), h.get(1).asText())));
        return pairs;
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void restSaysCreatedThenUpdatedTheCheckoutUpdatedThenCreated() {
        hook("order.created");
        hook("order.updated");

        client.send("POST", "/wp-json/wc/v3/orders", "{}");
        idle();
        List<String> rest = receiver.topics();
        receiver.all.clear();
        store.place(1);
        idle();

        assertThat(rest).containsExactly("order.created", "order.updated");
        assertThat(receiver.topics()).containsExactly("order.updated", "order.created");
    }

    @Test
    void oneEventWaitsPerObjectAndCarriesTheLastState() {
        hook("order.updated");
        store.webhookFaults(WebhookFaults.none().delaying(300, 300));

        long id = store.place(1).get(0);
        store.edit(id, StoreClient.JSON.createObjectNode().put("customer_note", "second"));
        store.edit(id, StoreClient.JSON.createObjectNode().put("customer_note", "last"));
        idle();

        assertThat(receiver.deliveries()).hasSize(1);
        assertThat(receiver.deliveries().get(0).text()).contains("\"customer_note\":\"last\"");
        assertThat(store.webhooks().coalesced()).isEqualTo(2);
    }

    @Test
    void anOrderDeletedBeforeItsDeliverySendsTheSignedError() {
        hook("order.updated");
        store.webhookFaults(WebhookFaults.none().delaying(200, 200));

        long id = store.place(1).get(0);
        store.delete(id);
        idle();

        assertThat(receiver.deliveries().get(0).text())
                .isEqualTo(
                        "{\"code\":\"woocommerce_rest_shop_order_invalid_id\",\"message\":\"Invalid ID.\",\"data\":{\"status\":404}}");
    }

    @Test
    void trashingSendsTheIdAloneAndOtherDeletionsNothing() {
        hook("order.deleted");
        hook("order.updated");
        List<Long> ids = store.place(2);
        idle();
        receiver.all.clear();

        store.trash(ids.get(0));
        store.edit(ids.get(0), StoreClient.JSON.createObjectNode().put("status", "processing"));
        store.delete(ids.get(1));
        client.send("POST", "/wp-json/wc/v3/orders/" + ids.get(0) + "/notes", "{'note':'hello'}");
        idle();

        assertThat(receiver.deliveries()).hasSize(1);
        assertThat(receiver.deliveries().get(0).text()).isEqualTo("{\"id\":" + ids.get(0) + "}");
    }

    @Test
    void theSeventhFailureInARowDisablesAndReEnablingKeepsTheCount() {
        long hook = hook("order.updated");
        long order = store.place(1).get(0);
        idle();
        receiver.status.set(500);

        for (int failure = 1; failure <= 6; failure++) {
            fail(order);
        }
        String afterSix = status(hook);
        fail(order);
        String afterSeven = status(hook);
        int attempts = receiver.deliveries().size();
        fail(order);
        assertThat(receiver.deliveries())
                .as("events of a disabled webhook are lost")
                .hasSize(attempts);
        client.send("PUT", "/wp-json/wc/v3/webhooks/" + hook, "{'status':'active'}");
        fail(order);

        assertThat(afterSix).isEqualTo("active");
        assertThat(afterSeven).isEqualTo("disabled");
        assertThat(status(hook)).as("one more failure after re-enabling").isEqualTo("disabled");
        assertThat(store.webhooks().failed()).isEqualTo(8);
    }

    @Test
    void aSuccessForgetsTheFailures() {
        long hook = hook("order.updated");
        long order = store.place(1).get(0);
        idle();

        for (int round = 0; round < 2; round++) {
            receiver.status.set(404);
            for (int failure = 1; failure <= 6; failure++) {
                fail(order);
            }
            receiver.status.set(302);
            fail(order);
        }

        assertThat(status(hook)).isEqualTo("active");
    }

    private void fail(long order) {
        store.edit(order, StoreClient.JSON.createObjectNode());
        idle();
    }

    @Test
    void losesAndDoublesTheSameShareOnEveryRun() {
        hook("order.created");
        store.webhookFaults(WebhookFaults.none().dropping(0.2).duplicating(0.2));

        List<Long> placed = store.place(200);
        idle();

        Set<String> seen = new HashSet<>();
        receiver.deliveries().forEach(r -> seen.add(r.text().substring(0, 12)));
        WebhookCounts counts = store.webhooks();
        assertThat(counts.dropped()).isBetween(20L, 60L);
        assertThat(seen).hasSize(placed.size() - (int) counts.dropped());
        assertThat(receiver.deliveries().size()).isGreaterThan(seen.size() + 15);
        assertThat(counts.delivered()).isEqualTo(receiver.deliveries().size());
    }

    @Test
    void deliversOutOfOrderWithinTheWindow() {
        hook("order.created");
        store.webhookFaults(WebhookFaults.none().shuffling(300));

        List<Long> placed = store.place(50);
        idle();

        List<Long> arrived = receiver.deliveries().stream()
                .map(r -> Long.parseLong(r.text().replaceAll("^\\{\"id\":(\\d+).*", "$1")))
                .toList();
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(placed).isNotEqualTo(placed);
    }

    @Test
    void deliveryIdsRepeat() {
        hook("order.created");

        store.place(100);
        idle();

        Set<String> ids = new HashSet<>();
        receiver.deliveries().forEach(r -> ids.add(r.header("X-WC-Webhook-Delivery-ID")));
        assertThat(receiver.deliveries()).hasSize(100);
        assertThat(ids).hasSizeLessThan(30);
    }
}
