package io.saddlebag.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.sandbox.woocommerce.StoreClient.Answer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays captured requests of the real shop against the sandbox and compares status, headers and the body's shape. Each
 * capture in the folders is either replayed or left out with a reason.
 */
class SandboxStoreFidelityTest {

    private static final String[] FOLDERS = {
        "01-auth", "02-products", "03-orders", "03-refunds", "04-lists", "05-customers", "06-config", "08-webhooks"
    };
    private static final String SHIPPING_ZONES = "shipping zones are not part of the sandbox";
    private static final String MEASUREMENT = "a measurement, not an exchange; the webhook and order tests state it";
    private static final Map<String, String> LEFT_OUT = Map.ofEntries(
            Map.entry("06-config/create-zone.json", SHIPPING_ZONES),
            Map.entry("06-config/zone-locations.json", SHIPPING_ZONES),
            Map.entry("06-config/zone-method.json", SHIPPING_ZONES),
            Map.entry("06-config/shipping-methods.json", SHIPPING_ZONES),
            Map.entry("06-config/settings-products.json", "nothing reads the product settings"),
            Map.entry("03-orders/stock-by-transition.json", MEASUREMENT),
            Map.entry("04-lists/half-made-orders-seen.json", MEASUREMENT),
            Map.entry("04-lists/polling-watermark-loss.json", MEASUREMENT),
            Map.entry("04-lists/what-moves-date_modified.json", MEASUREMENT));
    private static final Instant NOW = Instant.parse("2026-11-23T18:30:00Z");

    private static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static Stream<CapturedExchange> captures() {
        return CapturedExchange.files(FOLDERS).stream()
                .filter(file -> !LEFT_OUT.containsKey(file))
                .filter(file -> file.endsWith(".json"))
                .map(CapturedExchange::read)
                .filter(capture -> capture.whole().has("request"));
    }

    @ParameterizedTest
    @MethodSource("captures")
    void answersAsTheRealShopDid(CapturedExchange capture) {
        try (SandboxStore store = SandboxStore.start(vertx, 0, options(capture))) {
            synchronized (store.lock()) {
                new CapturedState(store.shop()).prepare(capture.file());
            }

            Answer answer = replay(capture, store);

            List<String> differences = new ArrayList<>();
            if (answer.status() != capture.status()) {
                differences.add("status " + answer.status() + " instead of " + capture.status() + ": " + answer.json());
            } else {
                differences.addAll(headerDifferences(capture, answer));
                differences.addAll(JsonShape.differences(
                        capture.responseBody(), answer.json(), capture.file().matches("0[23]-.*")));
            }
            assertThat(differences).as(capture.file()).isEmpty();
        }
    }

    @Test
    void everyCaptureIsReplayedOrLeftOutWithAReason() {
        List<String> replayed = captures().map(CapturedExchange::file).toList();

        List<String> others = new ArrayList<>(CapturedExchange.files(FOLDERS));
        others.removeAll(replayed);
        others.removeAll(LEFT_OUT.keySet());
        others.removeIf(file -> file.startsWith("08-webhooks/"));

        assertThat(others).as("neither replayed nor left out with a reason").isEmpty();
        assertThat(replayed).hasSizeGreaterThan(180);
        assertThat(LEFT_OUT.keySet()).as("left out, yet replayed").doesNotContainAnyElementsOf(replayed);
    }

    private static SandboxStore.Options options(CapturedExchange capture) {
        boolean tls = capture.url().getPort() != 8090;
        return SandboxStore.Options.defaults().with(o -> o.products(List.of())
                .taxRates(
                        capture.file().contains("create-tax-rate")
                                ? new TaxRate[0]
                                : new TaxRate[] {
                                    TaxRate.standard("DE", "19", "USt."), TaxRate.reduced("DE", "7", "USt. red.")
                                })
                .tls(tls)
                .zone(ZoneId.of("Europe/Berlin"))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .moreKeys(
                        new ApiKey("ck_read", "cs", ApiKey.Permission.READ, true),
                        new ApiKey("ck_write", "cs", ApiKey.Permission.WRITE, true),
                        new ApiKey("ck_customer", "cs", ApiKey.Permission.READ_WRITE, false)));
    }

    private static Answer replay(CapturedExchange capture, SandboxStore store) {
        URI url = capture.url();
        String query = url.getRawQuery() == null
                ? ""
                : url.getRawQuery()
                        .replace("ck_PLACEHOLDER_CK", "ck_sandbox")
                        .replace("cs_PLACEHOLDER_CS", "cs_sandbox");
        String authorization = authorization(capture);
        boolean signsQuery = query.contains("oauth_");
        boolean signsHeader = capture.requestHeader("Authorization").startsWith("OAuth");
        if (signsQuery || signsHeader) {
            String method = query.contains("HMAC-SHA1&") ? "HMAC-SHA1" : "HMAC-SHA256";
            String plain = query.replaceAll("&?oauth_[^&]*", "");
            URI target = URI.create(store.url() + url.getPath() + (plain.isEmpty() ? "" : "?" + plain));
            String secret = capture.file().contains("bad-signature") ? "cs_wrong" : "cs_sandbox";
            Map<String, String> oauth = new OAuthSigner("ck_sandbox", secret, method)
                    .sign(capture.method(), target, timestamp(capture), "nonce-1");
            query = signsHeader ? plain : plain + (plain.isEmpty() ? "" : "&") + OAuthSigner.query(oauth);
            authorization = signsHeader ? OAuthSigner.header(oauth) : "";
        }
        String path = url.getRawPath() + (query.isEmpty() ? "" : "?" + query);
        StoreClient client = new StoreClient(store);
        if (capture.file().contains("nonce-reused")) {
            client.send(capture.method(), path, "", authorization, "");
        }
        return client.send(
                capture.method(),
                path,
                capture.requestBody().orElse(""),
                authorization,
                capture.requestHeader("Content-Type"));
    }

    private static long timestamp(CapturedExchange capture) {
        long now = NOW.getEpochSecond();
        return capture.file().contains("old-timestamp")
                ? now - 16 * 60
                : capture.file().contains("future") ? now + 16 * 60 : now;
    }

    private static String authorization(CapturedExchange capture) {
        if (capture.requestHeader("Authorization").isEmpty()) {
            return "";
        }
        String file = capture.file();
        return file.contains("read-only-key")
                ? StoreClient.basic("ck_read", "cs")
                : file.contains("write-only-key")
                        ? StoreClient.basic("ck_write", "cs")
                        : file.contains("customer-role-key")
                                ? StoreClient.basic("ck_customer", "cs")
                                : file.contains("unknown-key")
                                        ? StoreClient.basic("ck_nobody", "cs")
                                        : file.contains("wrong-secret")
                                                ? StoreClient.basic("ck_sandbox", "wrong")
                                                : StoreClient.basic("ck_sandbox", "cs_sandbox");
    }

    private static List<String> headerDifferences(CapturedExchange capture, Answer answer) {
        Map<String, String> expected = headers(capture::responseHeader);
        Map<String, String> actual = headers(answer::header);
        List<String> differences = new ArrayList<>();
        if (!expected.equals(actual)) {
            differences.add("headers " + actual + " instead of " + expected);
        }
        if (answer.header("Date").isEmpty()) {
            differences.add("no Date header");
        }
        return differences;
    }

    /** The headers a client relies on, without what differs by address, id, total or signature. */
    private static Map<String, String> headers(java.util.function.Function<String, java.util.Optional<String>> header) {
        Map<String, String> kept = new TreeMap<>();
        for (String name : List.of("Content-Type", "Allow")) {
            header.apply(name).ifPresent(value -> kept.put(name, value));
        }
        for (String name : List.of("X-WP-Total", "X-WP-TotalPages")) {
            header.apply(name).ifPresent(value -> kept.put(name, "present"));
        }
        header.apply("Location").ifPresent(value -> kept.put("Location", bare(value)));
        header.apply("Link").ifPresent(value -> kept.put("Link", bare(value)));
        return kept;
    }

    private static String bare(String text) {
        return text.replaceAll("https?://[^/]+", "")
                .replaceAll("(oauth_timestamp|oauth_nonce|oauth_signature)=[^&>]*(>(?=&))?", "$1=x")
                .replace("ck_PLACEHOLDER_CK", "ck_sandbox")
                .replace("cs_PLACEHOLDER_CS", "cs_sandbox")
                .replaceAll("([?&]page)=\\d+", "$1=n")
                .replaceAll("/\\d+$", "/n");
    }
}
