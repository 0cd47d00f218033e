package io.saddlebag.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.settings.MapSection;
import io.saddlebag.settings.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {

    @Test
    void needsNoMoreThanAddressAndKey() {
        StoreSettings settings = ShopClient.settings("https://shop.example.com/shop/", Map.of("timeout", ""));

        assertThat(settings.url()).isEqualTo("https://shop.example.com/shop");
        assertThat(settings.pageSize()).isEqualTo(100);
        assertThat(settings.overlap()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.webhooks().wanted()).isFalse();
        assertThat(settings.webhooks().topics()).containsExactly("order.created", "order.updated", "order.deleted");
        assertThat(settings.writeBack().completedStatus()).isEqualTo("completed");
        assertThat(settings.writeBack().partlyStatus()).isEmpty();
    }

    @Test
    void p6SaysWhatEachStatusMeansAndLetsUnknownOnesWait() {
        StoreSettings settings = ShopClient.settings(
                "https://shop.example.com",
                Map.of("statuses.due", "processing, wc-packed", "statuses.wait", "completed"));

        assertThat(settings.statuses().of("wc-processing")).isEqualTo(Statuses.Meaning.DUE);
        assertThat(settings.statuses().of("packed")).isEqualTo(Statuses.Meaning.DUE);
        assertThat(settings.statuses().of("completed")).isEqualTo(Statuses.Meaning.WAIT);
        assertThat(settings.statuses().of("checkout-draft")).isEqualTo(Statuses.Meaning.IGNORE);
        assertThat(settings.statuses().of("trash")).isEqualTo(Statuses.Meaning.CANCEL);
        assertThat(settings.statuses().of("invented-by-a-plugin")).isEqualTo(Statuses.Meaning.WAIT);
    }

    @Test
    void reportsEveryProblemAtOnce() {
        List<String> problems = problems(Map.of(
                "s.main.url", "http://shop.example.com",
                "s.main.auth", "sometimes",
                "s.main.consumer-key", "ck_1",
                "s.main.public-url", "https://localhost",
                "s.main.webhook-secret", "<short>",
                "s.main.page-size", "500",
                "s.main.topics", "order.updated,nonsense",
                "s.main.statuses.due", "processing",
                "s.main.statuses.cancel", "processing,Not A Status"));

        assertThat(problems).hasSize(8);
        assertThat(String.join("\n", problems))
                .contains(
                        "s.main.auth must be one of",
                        "s.main.consumer-secret is missing",
                        "s.main.public-url must not be localhost",
                        "s.main.webhook-secret must be 16",
                        "s.main.page-size must be between 1 and 100",
                        "'nonsense'",
                        "'Not A Status'",
                        "which is also in s.main.statuses.due");
    }

    @Test
    void showsNoSecret() {
        StoreSettings settings = ShopClient.settings(
                "https://shop.example.com",
                Map.of(
                        "public-url", "https://hooks.example.com",
                        "webhook-secret", "present-secret-of-it",
                        "previous-webhook-secret", "previous-secret-of-it"));

        assertThat(settings.toString() + settings.webhooks()).doesNotContain("cs_1", "ck_1", "-secret-of-it");
        assertThat(settings.webhooks().secrets()).containsExactly("present-secret-of-it", "previous-secret-of-it");
    }

    private static List<String> problems(Map<String, String> values) {
        Problems problems = new Problems();
        StoreSettings.from(new MapSection("s.main", values, problems));
        return problems.list();
    }

    @Test
    void takesBasicOverPlainHttpBecauseAProxyMayEndTlsInFrontOfTheStore() {
        List<String> problems = problems(Map.of(
                "s.main.url", "http://shop.internal",
                "s.main.auth", "basic",
                "s.main.consumer-key", "ck_1",
                "s.main.consumer-secret", "cs_1"));

        assertThat(problems).isEmpty();
    }
}
