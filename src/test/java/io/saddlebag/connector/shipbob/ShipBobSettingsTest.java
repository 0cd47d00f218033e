package io.saddlebag.connector.shipbob;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.settings.MapSection;
import io.saddlebag.settings.Problems;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShipBobSettingsTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Problems problems = new Problems();

    @Test
    void needsOnlyATokenAndAChannel() {
        ShipBobSettings settings = read(Map.of("token", "t", "channel-id", "4711"));

        assertThat(problems.list()).isEmpty();
        assertThat(settings.url()).isEqualTo("https://api.shipbob.com");
        assertThat(settings.apiVersion()).isEqualTo("2026-01");
        assertThat(settings.replayWindow()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.webhookUrl()).isEmpty();
    }

    @Test
    void reportsEveryProblemAtOnce() {
        read(Map.of(
                "url", "ftp://x",
                "channel-id", "main",
                "api-version", "v2.0",
                "page-size", "999",
                "overlap", "0s",
                "fulfillment-center", "Cicero",
                "public-url", "https://hooks.example.com",
                "previous-webhook-secret", "short"));

        assertThat(problems.list())
                .extracting(p -> p.substring("saddlebag.warehouse.north.".length(), p.indexOf(' ')))
                .containsExactlyInAnyOrder(
                        "url",
                        "token",
                        "channel-id",
                        "api-version",
                        "page-size",
                        "overlap",
                        "fulfillment-center",
                        "webhook-secret",
                        "previous-webhook-secret");
    }

    @Test
    void findsTheShippingMethodOfTheMethodItsKindOrTheDefault() {
        ShipBobSettings settings = read(Map.of(
                "token", "t",
                "channel-id", "1",
                "shipping-method.flat_rate", "Ground",
                "shipping-method.default", "Standard"));

        assertThat(settings.shippingMethod("flat_rate:3")).contains("Ground");
        assertThat(settings.shippingMethod("flat_rate")).contains("Ground");
        assertThat(settings.shippingMethod("free_shipping")).contains("Standard");
        assertThat(settings.shippingMethod("")).contains("Standard");
        assertThat(read(Map.of("token", "t", "channel-id", "1")).shippingMethod("flat_rate"))
                .isEmpty();
    }

    @Test
    void subscribesToCarrierScansWhereTheVersionKnowsThem() {
        Map<String, String> values = Map.of("token", "t", "channel-id", "1", "api-version", "2026-07");

        assertThat(read(values).webhookTopics()).contains("order.shipment.tracking.updated");
        assertThat(read(Map.of("token", "t", "channel-id", "1")).webhookTopics())
                .doesNotContain("order.shipment.tracking.updated")
                .contains("order.shipped");
    }

    @Test
    void showsNoSecret() {
        ShipBobSettings settings = read(Map.of(
                "token", "pat-secret",
                "channel-id", "1",
                "webhook-secret", SECRET,
                "previous-webhook-secret", "a-plain-secret-of-old",
                "public-url", "https://hooks.example.com/"));

        assertThat(problems.list()).isEmpty();
        assertThat(settings.webhookSecrets()).hasSize(2);
        assertThat(settings.webhookUrl()).contains("https://hooks.example.com/webhooks/shipbob/north");
        assertThat(settings.toString()).doesNotContain("pat-secret", SECRET, "a-plain-secret-of-old");
    }

    private ShipBobSettings read(Map<String, String> values) {
        Map<String, String> full = new HashMap<>();
        values.forEach((key, value) -> full.put("saddlebag.warehouse.north." + key, value));
        return ShipBobSettings.from(new MapSection("saddlebag.warehouse.north", full, problems));
    }
}
