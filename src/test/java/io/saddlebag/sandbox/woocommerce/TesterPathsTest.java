package io.saddlebag.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.sandbox.http.Fault;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TesterPathsTest {

    private Vertx vertx;
    private SandboxStore store;
    private StoreClient client;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        store = SandboxStore.start(vertx, 0, SandboxStore.Options.defaults());
        client = new StoreClient(store);
    }

    @AfterEach
    void close() {
        store.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void placesEditsAndEndsOrdersOverHttp() {
        JsonNode ids =
                client.send("POST", "/__sandbox/orders", "{'count':5}").json().path("ids");
        String[] verbs = {"edit", "cancel", "refund", "trash", "delete"};
        for (int i = 0; i < verbs.length; i++) {
            assertThat(client.send("POST", "/__sandbox/orders/" + ids.get(i).asLong() + "/" + verbs[i], "{}")
                            .status())
                    .as(verbs[i])
                    .isEqualTo(200);
        }

        JsonNode byStatus = client.get("/__sandbox/state").json().path("ordersByStatus");

        assertThat(byStatus.toString()).isEqualTo("{\"cancelled\":1,\"processing\":1,\"refunded\":1,\"trash\":1}");
    }

    @Test
    void takesWebhookFaultsOverHttp() {
        client.send("PUT", "/__sandbox/webhooks/faults", "{'dropShare':0.5,'delayMinMillis':10}");

        assertThat(store.webhookFaults().dropShare()).isEqualTo(0.5);
        assertThat(store.webhookFaults().delayMaxMillis()).isEqualTo(10);
        assertThat(client.send("PUT", "/__sandbox/webhooks/faults", "{'dropShare':7}")
                        .status())
                .isEqualTo(400);
        assertThat(client.send("DELETE", "/__sandbox/webhooks/faults", "")
                        .json()
                        .path("dropShare")
                        .asDouble())
                .isZero();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(client.send("POST", "/__sandbox/orders/999/trash", "{}").status())
                .isEqualTo(400);
        assertThat(client.send("POST", "/__sandbox/orders/1/sell", "{}").status())
                .isEqualTo(404);
        assertThat(client.send("PUT", "/__sandbox/zone", "{'zone':'Nowhere'}").status())
                .isEqualTo(400);
    }

    @Test
    void saysWhichFaultsThereAre() {
        assertThat(fault("{'kind':'nonsense'}"))
                .contains("the kind 'nonsense' is none of [latency, status, timeout-after-commit,", "down]");
        assertThat(fault("{'match':'x'}")).contains("a fault needs a kind, one of [latency,");
        assertThat(fault("{'kind':'down','knid':1}")).contains("the field 'knid' is none of [", "kind", "times");
        assertThat(fault("{'kind':'latency','millis':'soon'}")).contains("'soon' is no long");
        assertThat(fault("{'kind':'down','match':'('}")).contains("Unclosed group");
        assertThat(fault("down")).contains("no JSON object");
    }

    private String fault(String json) {
        StoreClient.Answer answer = client.send("POST", "/__sandbox/faults", json);
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().path("error").asText();
    }

    @Test
    void theSiteIndexSaysItsTimeZoneAndTheNamespaceItsRoutes() {
        client.send("PUT", "/__sandbox/zone", "{'zone':'America/New_York'}");

        JsonNode index = client.get("/wp-json/").json();
        JsonNode namespace = client.get("/wp-json/wc/v3").json();

        assertThat(index.path("timezone_string").asText()).isEqualTo("America/New_York");
        assertThat(index.path("gmt_offset").asDouble()).isBetween(-5.0, -4.0);
        assertThat(index.path("namespaces").toString()).contains("wc/v3");
        assertThat(namespace.path("routes").has("/wc/v3/orders/(?P<id>[\\d]+)")).isTrue();
    }

    @Test
    void anHttpFaultCommitsTheOrderWhoseAnswerIsLost() {
        store.faults()
                .add(Fault.of(Fault.Kind.MALFORMED)
                        .on("POST /wp-json/wc/v3/orders")
                        .times(1));

        var answer = client.send("POST", "/wp-json/wc/v3/orders", "{}");

        assertThat(answer.header("Content-Type").orElseThrow()).contains("text/html");
        assertThat(store.orderIds()).hasSize(1);
    }
}
