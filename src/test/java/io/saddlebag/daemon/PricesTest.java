package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.testing.Folders;
import io.saddlebag.testing.Said;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Prices from the ERP to the wishes of a store, past the guards, over the running daemon and its command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PricesTest {

    @TempDir
    private Path home;

    private RunningDaemon running;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path mappings = folder.resolve("mappings");
        Folders.copy(Path.of("mappings"), mappings);
        Files.writeString(
                mappings.resolve("rules/prices.yaml"),
                """
                stores:
                  main:
                    currency: EUR
                    prices: with-tax
                    largest-drop: 60
                """);
        Map<String, String> more = new HashMap<>(Map.of(
                "saddlebag.mappings", mappings.toString(),
                "saddlebag.erp.odoo.prices", "true",
                "saddlebag.poll.prices", "* * * * * ?",
                "saddlebag.prices.every", "* * * * * ?",
                "saddlebag.alert.every", "* * * * * ?"));
        running = RunningDaemon.start(
                folder.resolve("data"), SandboxPartners.Plan.instant(), more, (partners, settings) -> {
                    for (String sku : List.of("DEAR", "MUG", "CAP", "OLD")) {
                        partners.odoo().addProduct(SandboxOdoo.Product.storable(sku, new BigDecimal("100.00")));
                        partners.odoo().cost(sku, new BigDecimal("20.00"));
                    }
                });
    }

    @BeforeEach
    void aHomeThatNamesTheRunningDaemon() {
        running.home(home, Map.of());
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void aDropOfNinetyPercentIsHeldAndGoesOutWhenAPersonApprovesIt() {
        eventually(() -> assertThat(wished("DEAR")).contains("\"regular\":\"119.00\""));

        running.partners().odoo().price("DEAR", new BigDecimal("30.00"));

        eventually(() -> assertThat(held("DEAR")).hasSize(1));
        assertThat(wished("DEAR")).contains("\"regular\":\"119.00\"");
        Said held = say("prices", "held", "--sku", "DEAR");
        assertThat(held.text())
                .contains(
                        "main DEAR  119.00 -> 35.70",
                        "large-drop: the regular price goes from 119.00 to 35.70 (-70.0 %, allowed are 60 %)");
        eventually(() -> assertThat(say("alerts").text()).contains("price change of store.main"));
        String id = held.lines().stream()
                .filter(line -> line.contains("  main DEAR  "))
                .map(line -> line.split(" ")[0])
                .findFirst()
                .orElseThrow();

        assertThat(say("prices", "approve", id).code())
                .as("a reason is asked for")
                .isEqualTo(2);
        Said approved = say("prices", "approve", id, "--by", "ann", "--why", "clearance");

        assertThat(approved.last()).isEqualTo("approved by ann: DEAR 35.70");
        assertThat(wished("DEAR")).contains("\"regular\":\"35.70\"");
        Said nowhere = say("prices", "approve", "--store", "mian", "--by", "ann", "--why", "x");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.text()).contains("no store is configured as 'mian'; there are main");
        assertThat(say("prices", "approve", id, "--by", "ben", "--why", "too").last())
                .contains("is approved: clearance");
        assertThat(say("prices", "show", "DEAR").text()).contains("main DEAR: 35.70", "ann  approved", "clearance");
        assertThat(say("audit", "--subject", "price/main/DEAR").text()).contains("saddlebag  held", "ann  approved");
        assertThat(say("audit", "verify").last()).contains(" entries, whole");
    }

    @Test
    void p33APriceAtTheCostIsHeldAndTheOldOneStaysWhenAPersonRefuses() {
        eventually(() -> assertThat(wished("MUG")).contains("119.00"));

        running.partners().odoo().cost("MUG", new BigDecimal("60.00"));
        running.partners().odoo().price("MUG", new BigDecimal("60.00"));

        eventually(() -> assertThat(held("MUG")).hasSize(1));
        JsonNode shown = get("/api/v1/prices/held?sku=MUG").path("held").get(0);
        assertThat(shown.path("reasons").findValuesAsText("code")).containsExactly("below-cost");
        assertThat(running.operations("/observe/metrics").body()).contains("saddlebag_prices_held{store=\"main\"} ");
        assertThat(post(
                        "/api/v1/prices/refuse",
                        "{\"by\":\"ann\",\"why\":\"the cost was typed in\",\"id\":\""
                                + shown.path("id").asText() + "\"}"))
                .isEqualTo(200);
        assertThat(get("/api/v1/prices/item?store=main&sku=MUG")
                        .path("price")
                        .path("regular")
                        .asText())
                .isEqualTo("119.00");
        assertThat(wished("MUG")).contains("119.00");
        assertThat(post("/api/v1/prices/refuse", "{\"by\":\"ann\",\"why\":\"x\",\"id\":\"nobody\"}"))
                .isEqualTo(404);
        assertThat(post("/api/v1/prices/approve", "{\"by\":\"ann\",\"why\":\"x\"}"))
                .isEqualTo(400);
        assertThat(post("/api/v1/prices/approve", "{\"by\":\"ann\",\"why\":\"x\",\"filter\":{}}"))
                .isEqualTo(400);
    }

    @Test
    void aSmallChangeGoesOutByItself() {
        eventually(() -> assertThat(wished("CAP")).contains("119.00"));

        running.partners().odoo().price("CAP", new BigDecimal("110.00"));

        eventually(() -> assertThat(wished("CAP")).contains("130.90"));
        assertThat(running.ledger().prices().find("main", "SHIPPING")).isEmpty();
        assertThat(get("/api/v1/audit?subject=price/main/CAP")
                        .path("entries")
                        .get(0)
                        .path("what")
                        .asText())
                .isEqualTo("published");
    }

    private List<Hold> held(String sku) {
        return running.ledger().prices().held(new Filter(Optional.of("main"), Optional.empty(), Optional.of(sku), 10));
    }

    private String wished(String sku) {
        return running.ledger()
                .publications()
                .find("main", sku, Aspect.PRICE)
                .map(PublicationRow::wished)
                .orElse("");
    }

    private JsonNode get(String path) {
        return Documents.parse(running.call("GET", path, "").body());
    }

    private int post(String path, String body) {
        return running.call("POST", path, body).statusCode();
    }

    private Said say(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--home";
        all[words.length + 1] = home.toString();
        return Said.by(all);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }
}
