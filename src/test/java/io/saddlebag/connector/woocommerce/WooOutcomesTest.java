package io.saddlebag.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WooOutcomesTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/woocommerce");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final WooOutcomes outcomes = new WooOutcomes(Clock.fixed(NOW, ZoneOffset.UTC));

    /** Every captured answer that is not 2xx, and what it means. Captured 2xx answers are done. */
    private static final String REVIEWED =
            """
            01-auth/basic-over-plain-http.json: NotAllowed the store does not know who asks
            01-auth/customer-role-key-batch.json: NotAllowed the key's user lacks rights
            01-auth/customer-role-key-get.json: NotAllowed the key's user lacks rights
            01-auth/customer-role-key-post.json: NotAllowed the key's user lacks rights
            01-auth/method-not-allowed.json: RetryLater WooCommerce's REST API is not there
            01-auth/no-credentials-orders.json: NotAllowed the store does not know who asks
            01-auth/no-credentials-post.json: NotAllowed the store does not know who asks
            01-auth/no-credentials.json: NotAllowed the store does not know who asks
            01-auth/oauth1-bad-signature.json: NotAllowed the OAuth signature does not fit
            01-auth/oauth1-future-timestamp.json: NotAllowed the clocks are 15 minutes apart
            01-auth/oauth1-nonce-reused.json: RetryLater the OAuth nonce was used before
            01-auth/oauth1-old-timestamp.json: NotAllowed the clocks are 15 minutes apart
            01-auth/query-string-over-plain-http.json: NotAllowed the store does not know who asks
            01-auth/read-only-key-posts.json: NotAllowed the key may not write
            01-auth/rest-route-form.json: NotAllowed the store does not know who asks
            01-auth/unknown-key.json: NotAllowed the store does not know who asks
            01-auth/unknown-route.json: RetryLater WooCommerce's REST API is not there
            01-auth/v4-namespace.json: RetryLater WooCommerce's REST API is not there
            01-auth/write-only-key-gets.json: NotAllowed the key may not read
            01-auth/wrong-secret.json: NotAllowed the consumer secret is wrong
            03-orders/create-bad-email.json: Refused the store does not take a value
            03-orders/create-bad-status.json: Refused the store does not take a value
            03-orders/create-line-free-text.json: Refused the store refuses
            03-orders/create-qty-0.json: RetryLater PHP failed in the store
            03-orders/create-qty-decimal.json: Refused the store does not take a value
            03-orders/create-trash.json: Refused the store does not take a value
            03-orders/create-unknown-coupon.json: Refused the store refuses
            03-orders/create-unknown-customer.json: Refused the store refuses
            03-orders/delete-again.json: Refused it does not exist (any more)
            03-orders/get-force-deleted.json: Refused it does not exist (any more)
            03-orders/get-product-id-as-order.json: Refused it does not exist (any more)
            03-orders/get-unknown.json: Refused it does not exist (any more)
            03-orders/put-unknown.json: Refused it does not exist (any more)
            03-refunds/after-full.json: Refused the store does not make this refund
            03-refunds/api-refund-default.json: Refused the store does not make this refund
            03-refunds/negative.json: Refused the store does not make this refund
            03-refunds/too-much.json: Refused the store does not make this refund
            04-lists/orders-orderby-bogus.json: Refused the store does not take a value
            04-lists/orders-status-bogus.json: Refused the store does not take a value
            08-webhooks/create-bad-topic.json: Refused the store refuses
            08-webhooks/create-bad-url.json: Refused the store refuses
            08-webhooks/create-no-url.json: Refused the store does not take a value
            09-down/database-down-post.json: RetryLater the store's database is down
            09-down/database-down.json: RetryLater the store's database is down
            09-down/maintenance.json: RetryLater the store is under maintenance
            09-down/php-fpm-down.json: RetryLater the web server gets no answer from PHP
            09-down/plain-permalinks-rest_route.json: NotAllowed the store does not know who asks
            09-down/plugin-deactivated.json: RetryLater WooCommerce's REST API is not there
            """;

    @Test
    void classifiesEveryCapturedAnswerAsReviewed() throws IOException {
        Map<String, String> found = new TreeMap<>();
        int good = 0;
        for (String folder :
                List.of("01-auth", "03-orders", "03-refunds", "04-lists", "05-customers", "08-webhooks", "09-down")) {
            for (Path file : files(folder)) {
                Optional<HttpResult.Answer> answer = captured(file);
                if (answer.isEmpty()) {
                    continue;
                }
                Outcome<WooAnswer> outcome = outcomes.judge(answer.get());
                if (answer.get().ok()) {
                    assertThat(outcome).as(file.toString()).isInstanceOf(Outcome.Done.class);
                    good++;
                } else if (!folder.equals("05-customers")) {
                    found.put(folder + "/" + file.getFileName(), told(outcome));
                }
            }
        }

        assertThat(found.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .collect(Collectors.joining("\n")))
                .isEqualTo(REVIEWED.strip());
        assertThat(good).isGreaterThan(80);
    }

    @Test
    void waitsAsLongAsAStoreUnderMaintenanceAsks() throws IOException {
        HttpResult.Answer maintenance =
                captured(FIXTURES.resolve("09-down/maintenance.json")).orElseThrow();

        Outcome<WooAnswer> outcome = outcomes.judge(maintenance);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.RetryLater.class, later -> assertThat(later.after())
                .contains(Duration.ofMinutes(10)));
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "'Tue, 24 Nov 2026 12:00:30 GMT', 30"})
    void slowsDownAtTooManyRequests(String retryAfter, long seconds) {
        Outcome<WooAnswer> outcome =
                outcomes.judge(answer(429, "<html>slow down</html>", Map.of("retry-after", retryAfter)));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.RetryLater.class, later -> {
            assertThat(later.category()).isEqualTo(Category.THROTTLED);
            assertThat(later.after()).contains(Duration.ofSeconds(seconds));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "403, <!DOCTYPE html><title>Just a moment...</title>, firewall",
        "503, <html>Wordfence blocked you</html>, firewall",
        "404, <html>Not Found nginx</html>, url",
        "301, <html>Moved</html>, url",
        "508, <html>Resource Limit Is Reached</html>, limit",
        "522, error code: 522, PHP",
        "599, ?, failed"
    })
    void waitsAndNamesTheRemedyWhereSomethingElseAnswersInsteadOfTheShop(int status, String body, String remedy) {
        Outcome<WooAnswer> outcome = outcomes.judge(answer(status, body, Map.of()));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.RetryLater.class, later -> assertThat(later.reason())
                .contains(remedy));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<br />\n<b>Warning</b>: Undefined array key in /srv/x.php on line 3<br />\n{\"id\":1}",
                "<html>Welcome</html>",
                "{\"id\":1,\"status\":\"proc",
                "",
                "[]]"
            })
    void knowsNothingFromAGoodStatusWithoutJson(String body) {
        assertThat(outcomes.judge(answer(200, body, Map.of()))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void readsJsonBehindAByteOrderMark() {
        Outcome<WooAnswer> outcome = outcomes.judge(answer(200, "\uFEFF{\"id\":7}", Map.of()));

        assertThat(outcome.then(a -> a.identified("7")).succeeded()).isTrue();
    }

    @Test
    void takesAnErrorDocumentForAnErrorWhateverStatusAProxyGivesIt() {
        String body = "{\"code\":\"woocommerce_rest_cannot_view\",\"message\":\"Sorry\",\"data\":{\"status\":401}}";

        assertThat(outcomes.judge(answer(200, body, Map.of()))).isInstanceOf(Outcome.NotAllowed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "false",
                "[]",
                "\"\"",
                "7",
                "{}",
                "{\"id\":null}",
                "{\"id\":-1}",
                "{\"id\":8}",
                "{\"id\":{}}"
            })
    void understandsNoOrderInOddJson(String body) {
        Outcome<?> outcome = outcomes.judge(answer(200, body, Map.of())).then(a -> a.identified("7"));

        assertThat(outcome).isInstanceOf(Outcome.NotUnderstood.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[null]", "[[]]", "[{\"id\":false}]", "false"})
    void understandsNoListInOddJson(String body) {
        Outcome<?> outcome = outcomes.judge(answer(200, body, Map.of())).then(WooAnswer::rows);

        assertThat(outcome).isInstanceOf(Outcome.NotUnderstood.class);
    }

    @Test
    void keepsWholeNumbersAndDecimalsAsTheyAreWritten() {
        Outcome<WooAnswer> outcome = outcomes.judge(answer(200, "{\"price\":8.9950}", Map.of()));

        assertThat(outcome.orThrow("store.main", "read").body().get("price").decimalValue())
                .isEqualTo(new BigDecimal("8.9950"));
    }

    private static String told(Outcome<WooAnswer> outcome) {
        String words = OutcomeWords.words(outcome).replaceFirst("(?s) \\([0-9]{3}.*", "");
        return outcome.getClass().getSimpleName() + " " + words;
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(folder))) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static Optional<HttpResult.Answer> captured(Path file) throws IOException {
        JsonNode response = FakeShop.JSON.readTree(file.toFile()).path("response");
        if (response.isMissingNode()) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        response.get("headers")
                .forEach(h -> headers.put(
                        h.get(0).asText().toLowerCase(Locale.ROOT), h.get(1).asText()));
        JsonNode body = response.get("body");
        return Optional.of(
                answer(response.get("status").asInt(), body.isTextual() ? body.asText() : body.toString(), headers));
    }

    private static HttpResult.Answer answer(int status, String body, Map<String, String> headers) {
        return new HttpResult.Answer(status, headers, body.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }
}
