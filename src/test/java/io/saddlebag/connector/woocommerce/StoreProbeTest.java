package io.saddlebag.connector.woocommerce;

import static io.saddlebag.connector.woocommerce.FakeShop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Finding.Status;
import io.saddlebag.sandbox.http.SandboxReply;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreProbeTest {

    private final FakeShop shop = new FakeShop();
    private final ShopClient client = new ShopClient(shop);

    @AfterEach
    void stop() {
        client.close();
        shop.close();
    }

    @Test
    void findsTheShopOfTheCapturesInOrderAndChangesNothing() throws IOException {
        shop.add("processing", NOON.minusSeconds(60));
        JsonNode system = FakeShop.JSON
                .readTree(new File("src/test/resources/fixtures/woocommerce/06-config/system_status-fields.json"))
                .at("/response/body");
        shop.gate = request -> request.path().endsWith("/system_status")
                ? Optional.of(SandboxReply.json(200, system))
                : request.path().contains("/settings/")
                        ? Optional.of(SandboxReply.json(
                                200,
                                FakeShop.JSON.createObjectNode().put("id", "x").put("value", "no")))
                        : Optional.empty();

        Map<String, Finding> findings = probe(Map.of());

        assertThat(findings)
                .containsKeys("address", "clock", "rights to read", "rights to write", "changes by GMT time");
        assertThat(findings.get("version").detail()).isEqualTo("WooCommerce 10.5.2 on WordPress 6.9.1");
        assertThat(findings.get("currency").detail()).isEqualTo("EUR with 2 decimals");
        assertThat(findings.values())
                .filteredOn(f -> f.status() != Status.OK)
                .extracting(Finding::what)
                .containsExactlyInAnyOrder("transport", "webhooks");
        assertThat(shop.received)
                .filteredOn(r -> !r.method().equals("GET"))
                .extracting(r -> r.method() + " " + r.path() + " " + r.text())
                .containsExactly("POST /wp-json/wc/v3/orders/batch {}");
    }

    @Test
    void tellsAReadOnlyKey() {
        shop.gate = request -> request.method().equals("POST")
                ? Optional.of(FakeShop.error(
                        401,
                        "woocommerce_rest_authentication_error",
                        "The API key provided does not have write permissions."))
                : Optional.empty();

        Finding writing = probe(Map.of()).get("rights to write");

        assertThat(writing.status()).isEqualTo(Status.FAIL);
        assertThat(writing.remedy()).contains("Read/Write");
    }

    @Test
    void tellsAShopThatReadsGmtAsLocalTimeOnEitherSideOfGreenwich() {
        shop.ignoresGmt = true;
        shop.add("processing", NOON.minusSeconds(60));
        for (String zone : List.of("Etc/GMT+12", "Pacific/Kiritimati")) {
            shop.zone = ZoneId.of(zone);

            assertThat(probe(Map.of()).get("changes by GMT time").status())
                    .as(zone)
                    .isEqualTo(Status.FAIL);
        }
    }

    @Test
    void namesTheClockDifferenceAndASecondNameOfTheSite() {
        client.ahead = Duration.ofMinutes(-5);
        shop.gate = request -> request.path().equals("/wp-json/")
                ? Optional.of(SandboxReply.json(
                        200, FakeShop.JSON.createObjectNode().put("home", "https://www.shop.example.com/")))
                : Optional.empty();

        Map<String, Finding> findings = probe(Map.of());

        assertThat(findings.get("clock").detail()).contains("300 s away");
        assertThat(findings.get("address").status()).isEqualTo(Status.FAIL);
        assertThat(findings.get("site address").remedy()).contains("url=https://www.shop.example.com");
    }

    @Test
    void reachesAShopWhosePathDoesNotExistByRestRoute() {
        shop.add("processing", NOON.minusSeconds(60));
        shop.gate = request -> request.path().startsWith("/wp-json")
                ? Optional.of(SandboxReply.text(404, "text/html", "<html>Not Found</html>"))
                : Optional.empty();

        Map<String, Finding> findings = probe(Map.of());

        assertThat(findings.get("permalinks").remedy()).contains("Permalinks");
        assertThat(findings.get("rights to read").status()).isEqualTo(Status.OK);
    }

    @Test
    void stopsAtAnAddressWithoutWordPress() {
        shop.gate = request -> Optional.of(SandboxReply.text(404, "text/html", "<html>Not Found</html>"));

        Map<String, Finding> findings = probe(Map.of());

        assertThat(findings).containsOnlyKeys("address");
        assertThat(findings.get("address").status()).isEqualTo(Status.FAIL);
    }

    @Test
    void asksThePublicAddressLikeAShop() {
        StoreSettings settings = ShopClient.settings(
                shop.server.url(), Map.of("public-url", shop.server.url(), "webhook-secret", "a-secret-of-the-shop"));
        shop.gate = request -> Optional.of(SandboxReply.text(405, "text/plain", ""));

        Finding good = new PublicAddressProbe(client.http(settings, r -> {}), settings).probe();
        shop.gate = request -> Optional.of(SandboxReply.text(404, "text/html", "<html>nginx</html>"));
        Finding bad = new PublicAddressProbe(client.http(settings, r -> {}), settings).probe();

        assertThat(good.status()).isEqualTo(Status.OK);
        assertThat(shop.received.get(0).path()).isEqualTo("/webhooks/woocommerce/main");
        assertThat(bad.status()).isEqualTo(Status.WARN);
    }

    private Map<String, Finding> probe(Map<String, String> settings) {
        return client.store(settings).probe().stream().collect(Collectors.toMap(Finding::what, f -> f));
    }
}
