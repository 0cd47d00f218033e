package io.saddlebag.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a retailer's configuration everything is rehearsed but what leads to the real world. */
class RetailerStageTest {

    @TempDir
    private Path folder;

    private Path home;
    private final Map<String, String> settings = new TreeMap<>();

    @BeforeEach
    void aRetailer() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("routes/orders"));
        Files.createDirectories(home.resolve("mappings"));
        settings.put("saddlebag.store.main.url", "https://shop.example.com");
        settings.put("saddlebag.store.main.consumer-key", "ck_real");
        settings.put("saddlebag.store.main.consumer-secret", "cs_real");
        settings.put("saddlebag.store.main.erp", "odoo");
        settings.put("saddlebag.store.main.warehouse", "east");
        settings.put("saddlebag.store.main.statuses.due", "packing");
        settings.put("saddlebag.store.main.kit-lines", "parents");
        settings.put("saddlebag.erp.odoo.url", "https://erp.example.com");
        settings.put("saddlebag.erp.odoo.database", "production");
        settings.put("saddlebag.erp.odoo.login", "bot");
        settings.put("saddlebag.erp.odoo.api-key", "real-key");
        settings.put("saddlebag.erp.odoo.company", "ACME");
        settings.put("saddlebag.erp.odoo.tax.19%", "19% USt");
        settings.put("saddlebag.erp.odoo.shipping-product.default", "VERSAND");
        settings.put("saddlebag.erp.odoo.warehouse.east", "EAST");
        settings.put("saddlebag.warehouse.east.token", "real-token");
        settings.put("saddlebag.warehouse.east.channel-id", "4711");
        settings.put("saddlebag.broker.url", "tcp://broker.example.com:61616");
        settings.put("saddlebag.broker.password", "real-password");
        settings.put("saddlebag.ledger.url", "jdbc:postgresql://db.example.com/saddlebag");
        settings.put("saddlebag.stop-within", "7s");
        settings.put("camel.main.something", "http://user@tracing.example.com:4317");
    }

    @Test
    void noAddressAndNoSecretOfTheRetailerReachesTheHomeOfTheRehearsal() throws Exception {
        Stage stage = stage();

        try (AutoCloseable partners = stage.partners()) {
            assertThat(stage.settings().values())
                    .noneMatch(value -> value.contains("example.com"))
                    .noneMatch(value -> value.contains("real"));
            assertThat(stage.settings())
                    .containsEntry("saddlebag.broker.url", "embedded")
                    .containsEntry("saddlebag.ledger.url", "")
                    .containsEntry("camel.main.something", "")
                    .containsEntry("saddlebag.erp.odoo.company", "");
            assertThat(stage.settings().get("saddlebag.store.main.url")).startsWith("http://127.0.0.1:");
            assertThat(stage.settings().get("saddlebag.warehouse.east.url")).startsWith("http://127.0.0.1:");
        }
    }

    @Test
    void whatDecidesIsKept() throws Exception {
        Stage stage = stage();

        try (AutoCloseable partners = stage.partners()) {
            assertThat(stage.settings())
                    .containsEntry("saddlebag.store.main.kit-lines", "parents")
                    .containsEntry("saddlebag.erp.odoo.tax.19%", "19% USt")
                    .containsEntry("saddlebag.stop-within", "7s")
                    .containsEntry("saddlebag.warehouse.east.channel-id", "4711");
            assertThat(stage.trio().manners().due()).isEqualTo("packing");
        }
    }

    @Test
    void namesWhatItLeavesOut() {
        assertThat(retailer().omissions())
                .containsEntry("saddlebag.erp.odoo.company", "names a record of the real ERP")
                .containsEntry("camel.main.something", "names a place elsewhere");
    }

    @Test
    void refusesRoutesThatCallAnAddressByItsNumber() throws IOException {
        Files.writeString(
                home.resolve("routes/orders/mine.camel.yaml"),
                "- route:\n    from:\n      uri: http://10.1.2.3/hook\n");

        assertThatThrownBy(() -> Peak.of(Settings.load(home, Map.of(), settings), 19, folder))
                .isInstanceOf(ScenarioProblem.class)
                .hasMessageContaining("orders/mine.camel.yaml:3 names 10.1.2.3");
    }

    @Test
    void aDaemonThatDoesNotStartIsAVerdictThatNamesTheMistake() throws Exception {
        Files.writeString(home.resolve("mappings/broken.jslt"), "{");
        Scenario scenario = ScenarioFile.read(
                Files.writeString(folder.resolve("one.yaml"), "description: One order.\norders: {count: 1}\n"));

        Verdict verdict = Peak.of(Settings.load(home, Map.of(), settings), 19, folder.resolve("work"))
                .play(scenario, "main");

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.text()).contains("FAIL", "broken.jslt");
    }

    private RetailerStage retailer() {
        return new RetailerStage(Settings.load(home, Map.of(), settings));
    }

    private Stage stage() {
        return retailer().stage(folder.resolve("work"), "main", 19, Automation.instant(), Map.of());
    }
}
