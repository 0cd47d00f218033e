package io.saddlebag.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.connector.woocommerce.WebhookWatch.Fault;
import io.saddlebag.connector.woocommerce.WebhookWatch.Repair;
import io.saddlebag.connector.woocommerce.WebhookWatch.Report;
import io.saddlebag.delivery.Outcome;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookWatchTest {

    private static final String SECRET = "a-secret-of-the-shop";
    private static final String ADDRESS = "https://hooks.example.com/webhooks/woocommerce/main";

    private final FakeShop shop = new FakeShop();
    private final ShopClient client = new ShopClient(shop);

    @BeforeEach
    void watchOnce() {
        shop.webhooks.put(900L, hook(900, "ERP sync", "order.updated", "https://other.example.com/in", "disabled"));
        watch(SECRET, "https://hooks.example.com");
    }

    @AfterEach
    void stop() {
        client.close();
        shop.close();
    }

    @Test
    void createsWhatIsMissingAndThenHasNothingToDo() {
        Report second = watch(SECRET, "https://hooks.example.com");

        assertThat(second.repairs()).isEmpty();
        assertThat(shop.webhooks.values())
                .filteredOn(h -> h.get("delivery_url").asText().equals(ADDRESS))
                .extracting(h -> h.get("topic").asText(), h -> h.get("status").asText())
                .containsExactlyInAnyOrder(
                        tuple("order.created", "active"),
                        tuple("order.updated", "active"),
                        tuple("order.deleted", "active"));
        assertThat(shop.webhooks.get(900L).get("status").asText()).isEqualTo("disabled");
        assertThat(shop.webhooks.values()).noneMatch(h -> h.toString().contains(SECRET));
    }

    @ParameterizedTest
    @CsvSource({"status, disabled, DISABLED", "status, paused, PAUSED", "name, by hand, OTHER_SECRET"})
    void p1ReplacesAWebhookThatIsNotAsItShouldBe(String field, String value, Fault fault) {
        ObjectNode broken = ours("order.updated");
        broken.put(field, value);

        Report report = watch(SECRET, "https://hooks.example.com");

        assertThat(report.repairs())
                .containsExactly(
                        new Repair(fault, "order.updated", broken.get("id").asText()));
        assertThat(shop.webhooks).doesNotContainKey(broken.get("id").asLong()).hasSize(4);
        assertThat(ours("order.updated").get("status").asText()).isEqualTo("active");
    }

    @Test
    void replacesAllAfterAChangeOfTheSecret() {
        Report report = watch("another-secret-of-it", "https://hooks.example.com");

        assertThat(report.repairs())
                .extracting(Repair::fault)
                .containsOnly(Fault.OTHER_SECRET)
                .hasSize(3);
        assertThat(watch("another-secret-of-it", "https://hooks.example.com").repairs())
                .isEmpty();
        assertThat(shop.webhooks).hasSize(4);
    }

    @Test
    void movesItsWebhooksToANewAddressAndLeavesTheirNamesakesOfOthers() {
        ObjectNode foreign = hook(
                901, "Saddlebag order.updated 00000000", "order.updated", "https://staging.example.com/x", "active");
        shop.webhooks.put(901L, foreign);

        Report report = watch(SECRET, "https://new.example.com");

        assertThat(report.repairs())
                .extracting(Repair::fault)
                .containsOnly(Fault.OLD_ADDRESS)
                .hasSize(3);
        assertThat(shop.webhooks).hasSize(5).containsKeys(900L, 901L);
    }

    @Test
    void removesDoubledAndUnwantedOnes() {
        ObjectNode twin = ours("order.updated").deepCopy().put("id", 950);
        shop.webhooks.put(950L, twin);
        shop.webhooks.put(951L, hook(951, "x", "product.updated", ADDRESS, "active"));

        Report report = watch(SECRET, "https://hooks.example.com");

        assertThat(report.repairs())
                .containsExactly(
                        new Repair(Fault.DOUBLED, "order.updated", "950"),
                        new Repair(Fault.UNWANTED, "product.updated", "951"));
        assertThat(shop.webhooks).hasSize(4);
    }

    @Test
    void createsNoneTwiceWhenTheAnswerToACreationIsLost() {
        shop.webhooks.clear();
        shop.server
                .faults()
                .add(io.saddlebag.sandbox.http.Fault.of(io.saddlebag.sandbox.http.Fault.Kind.RESET_AFTER_COMMIT)
                        .on("POST")
                        .times(1));

        Outcome<Report> first =
                store(SECRET, "https://hooks.example.com").webhooks().watch();
        watch(SECRET, "https://hooks.example.com");

        assertThat(first).isInstanceOf(Outcome.Unknown.class);
        assertThat(shop.webhooks).hasSize(3);
    }

    @Test
    void looksWithoutRepairing() {
        ours("order.created").put("status", "disabled");
        long writes = shop.writes();

        Report report =
                store(SECRET, "https://hooks.example.com").webhooks().look().orThrow("store.main", "look");

        assertThat(report.repairs()).extracting(Repair::fault).containsExactly(Fault.DISABLED);
        assertThat(shop.writes()).isEqualTo(writes);
    }

    private Report watch(String secret, String publicUrl) {
        return store(secret, publicUrl).webhooks().watch().orThrow("store.main", "watch webhooks");
    }

    private WooStore store(String secret, String publicUrl) {
        return client.store(Map.of("webhook-secret", secret, "public-url", publicUrl));
    }

    private ObjectNode ours(String topic) {
        return shop.webhooks.values().stream()
                .filter(h -> h.get("delivery_url").asText().equals(ADDRESS)
                        && h.get("topic").asText().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode hook(long id, String name, String topic, String url, String status) {
        return FakeShop.JSON
                .createObjectNode()
                .put("id", id)
                .put("name", name)
                .put("topic", topic)
                .put("delivery_url", url)
                .put("status", status);
    }
}
