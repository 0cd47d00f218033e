package io.saddlebag.connector.shipbob;

import static io.saddlebag.connector.shipbob.ScriptedShipBob.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookRegistrationTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String URL = "https://hooks.example.com/webhooks/shipbob/north";
    private static final String TOPICS = "'order.shipped','order.shipment.delivered','order.shipment.exception',"
            + "'order.shipment.on_hold','order.shipment.cancelled'";

    private final ScriptedShipBob shipBob =
            new ScriptedShipBob().set("public-url", "https://hooks.example.com").set("webhook-secret", SECRET);

    @AfterEach
    void stop() {
        shipBob.close();
    }

    @Test
    void createsASubscriptionSignedWithOurSecret() {
        list(subscription("other", "https://elsewhere.example.com", true, TOPICS, ""));
        shipBob.then(200, text("{'id':'ep_1','secret':'" + SECRET + "'}"));

        WebhookRepair repair = repaired();

        assertThat(repair.healthy()).isFalse();
        assertThat(repair.done()).containsExactly("created ep_1");
        JsonNode sent = json(shipBob.received.get(1).text());
        assertThat(sent.path("url").asText()).isEqualTo(URL);
        assertThat(sent.path("secret").asText()).isEqualTo(SECRET);
        assertThat(sent.path("topics")).isEqualTo(json("[" + TOPICS + "]"));
        assertThat(sent.path("description").asText()).matches("Saddlebag north, key [0-9a-f]{8}");
        assertThat(shipBob.received).hasSize(2);
    }

    @Test
    void leavesAHealthySubscriptionAlone() {
        list(subscription("ep_1", URL, true, TOPICS, "made by hand"));

        assertThat(repaired().healthy()).isTrue();
        assertThat(shipBob.received).hasSize(1);
    }

    @Test
    void replacesADisabledSubscriptionCreatingBeforeDeleting() {
        list(subscription("ep_1", URL, false, TOPICS, ""));
        shipBob.then(200, text("{'id':'ep_2','secret':'" + SECRET + "'}")).then(204, "");

        WebhookRepair repair = repaired();

        assertThat(repair.found()).containsExactly("subscription ep_1 is disabled");
        assertThat(repair.done()).containsExactly("created ep_2", "deleted ep_1");
        assertThat(shipBob.received)
                .extracting(r -> r.method() + " " + r.path())
                .containsExactly("GET /2026-01/webhook", "POST /2026-01/webhook", "DELETE /2026-01/webhook/ep_1");
    }

    @Test
    void replacesASubscriptionThatLacksATopicOrHasAnotherSecret() {
        list(
                subscription("ep_1", URL, true, "'order.shipped'", ""),
                subscription("ep_2", URL, true, TOPICS, "Saddlebag north, key 00000000"));
        shipBob.then(200, text("{'id':'ep_3'}")).then(204, "").then(404, "{}");

        WebhookRepair repair = repaired();

        assertThat(repair.found()).hasSize(2);
        assertThat(repair.found().get(0)).contains("lacks topics").contains("order.shipment.delivered");
        assertThat(repair.found().get(1)).contains("another secret").doesNotContain(SECRET);
        assertThat(repair.done()).containsExactly("created ep_3", "deleted ep_1", "deleted ep_2");
    }

    @Test
    void deletesOneTooMany() {
        list(subscription("ep_1", URL, true, TOPICS, ""), subscription("ep_2", URL, true, TOPICS, ""));
        shipBob.then(204, "");

        assertThat(repaired().done()).containsExactly("deleted ep_2");
    }

    @Test
    void readsEveryPageOfTheList() {
        shipBob.then(
                200,
                text("{'items':[" + subscription("a", "https://a.example", true, TOPICS, "")
                        + "],'next':'https://api.shipbob.com/2026-01/webhook?RecordsPerPage=100&Cursor=p%202'}"));
        list(subscription("ep_1", URL, true, TOPICS, ""));

        assertThat(repaired().healthy()).isTrue();
        assertThat(shipBob.received.get(1).query("Cursor", "")).isEqualTo("p 2");
    }

    @Test
    void refusesASecretThatShipBobChoseItself() {
        list();
        shipBob.then(200, text("{'id':'ep_1','secret':'whsec_theirs'}"));

        assertThat(shipBob.connector().registerWebhooks()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.remedy()).contains("saddlebag.warehouse.north.webhook-secret");
            assertThat(refused.toString()).doesNotContain("whsec_theirs", SECRET);
        });
    }

    @Test
    void doesNothingWithoutAPublicAddress() {
        shipBob.set("public-url", "");

        assertThat(repaired().healthy()).isTrue();
        assertThat(shipBob.received).isEmpty();
    }

    @Test
    void doesNotUnderstandAnOddList() {
        shipBob.then(200, "[]");

        assertThat(shipBob.connector().registerWebhooks()).isInstanceOf(Outcome.NotUnderstood.class);
    }

    private WebhookRepair repaired() {
        return shipBob.connector().registerWebhooks().orThrow("north", "webhooks");
    }

    private void list(String... items) {
        shipBob.then(200, text("{'items':[" + String.join(",", items) + "],'next':null}"));
    }

    private static String subscription(String id, String url, boolean enabled, String topics, String description) {
        return "{'id':'" + id + "','url':'" + url + "','enabled':" + enabled + ",'topics':[" + topics
                + "],'description':'" + description + "'}";
    }

    private static String text(String json) {
        return json.replace('\'', '"');
    }
}
