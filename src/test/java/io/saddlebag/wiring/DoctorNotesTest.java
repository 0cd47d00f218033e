package io.saddlebag.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Finding.Status;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.Showroom;
import io.saddlebag.settings.Settings;
import io.saddlebag.testing.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is only so because the partners are sandboxes on this machine is told from what somebody should look at. */
class DoctorNotesTest {

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void asksNobodyToLookAtASandbox(int odoo) {
        try (SandboxPartners partners =
                SandboxPartners.start(SandboxPartners.Plan.instant().odoo(odoo))) {
            List<String> findings = findings(partners, "127.0.0.1", Map.of());

            assertThat(findings)
                    .containsExactlyInAnyOrder(
                            "store.main NOTE transport",
                            "store.main NOTE webhooks",
                            "store.main NOTE public address",
                            "erp.odoo NOTE address",
                            "erp.odoo NOTE clock",
                            "erp.odoo NOTE key",
                            "warehouse.shipbob NOTE clock",
                            "warehouse.shipbob NOTE webhooks");
        }
    }

    /** Leads to the same sandbox, by an address that names no particular machine. */
    @Test
    void warnsOfTheSameAtAnyOtherAddress() {
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
            List<String> findings = findings(partners, "0.0.0.0", Map.of());

            assertThat(findings)
                    .contains(
                            "store.main WARN transport",
                            "store.main WARN webhooks",
                            "store.main WARN public address",
                            "erp.odoo WARN address",
                            "erp.odoo WARN clock",
                            "erp.odoo WARN key",
                            "warehouse.shipbob WARN clock",
                            "warehouse.shipbob WARN webhooks")
                    .noneMatch(finding -> finding.contains(" NOTE "));
        }
    }

    @Test
    void saysWhyNoStockWouldBePublished() {
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
            Map<String, String> publish = Map.of("saddlebag.store.main.publish", "stock");
            Map<String, String> read = new TreeMap<>(publish);
            read.put("saddlebag.erp.odoo.stock", "true");
            read.put("saddlebag.warehouse.shipbob.stock", "true");

            assertThat(findings(partners, "127.0.0.1", publish)).contains("store.main FAIL stock");
            assertThat(findings(partners, "127.0.0.1", read)).noneMatch(finding -> finding.endsWith(" stock"));
        }
    }

    @Test
    void saysWhichSwitchOfPricesAndProductsIsMissing() throws IOException {
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
            Map<String, String> publish = Map.of("saddlebag.store.main.publish", "prices, products");
            Map<String, String> read =
                    Map.of("saddlebag.erp.odoo.prices", "true", "saddlebag.erp.odoo.products", "true");

            assertThat(findings(partners, "127.0.0.1", publish))
                    .contains("store.main FAIL prices", "store.main FAIL products");
            assertThat(findings(partners, "127.0.0.1", read))
                    .contains("erp.odoo NOTE prices", "erp.odoo NOTE products")
                    .noneMatch(finding -> finding.contains(" FAIL "));

            Map<String, String> both = new TreeMap<>(read);
            both.putAll(publish);
            assertThat(told(partners, both))
                    .contains("store.main FAIL prices: mappings/rules/prices.yaml has no block for"
                            + " the store, so it gets no prices");
            both.put("saddlebag.mappings", mappings("currency: EUR, prices: without-tax"));
            assertThat(told(partners, both))
                    .contains("store.main OK prices: made of the sales prices")
                    .noneMatch(finding -> finding.contains(" FAIL ") || finding.contains(" NOTE products"));
        }
    }

    @Test
    void comparesTheRulesOfPricesWithThePriceListsAndTheTaxOfTheStore() throws IOException {
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
            Map<String, String> settings = new TreeMap<>(Showroom.furnish(partners));
            settings.put("saddlebag.store.main.publish", "prices");
            settings.put("saddlebag.erp.odoo.prices", "true");

            settings.put(
                    "saddlebag.mappings", mappings("currency: EUR, regular: Web, sale: Sale EUR, prices: with-tax"));
            assertThat(told(partners, settings))
                    .contains("store.main FAIL prices: erp.odoo has no price list 'Web' that mappings/rules/prices.yaml"
                            + " names; it has 'Web EUR' (EUR, id 1), 'Sale EUR' (EUR, id 2)")
                    .contains("store.main FAIL prices: prices in the store are entered without tax, prices.yaml writes"
                            + " them with tax");
            settings.put("saddlebag.mappings", mappings("currency: CHF, regular: Web EUR, prices: without-tax"));
            assertThat(told(partners, settings))
                    .anyMatch(
                            finding -> finding.startsWith("store.main FAIL prices: the price list 'Web EUR' is in EUR,"
                                    + " mappings/rules/prices.yaml has the store sell in CHF"));
            settings.put("saddlebag.mappings", mappings("currency: CHF, prices: without-tax"));
            assertThat(told(partners, settings))
                    .anyMatch(finding ->
                            finding.startsWith("store.main FAIL prices: the sales prices of erp.odoo are in EUR"));
            settings.put(
                    "saddlebag.mappings",
                    mappings("currency: EUR, regular: Web EUR, sale: Sale EUR, prices: without-tax"));
            assertThat(told(partners, settings)).contains("store.main OK prices: made of Web EUR and Sale EUR");
        }
    }

    @Test
    void warnsWhereAnOrderTakesItsPiecesFromTwoNodesOfAStore() {
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
            Map<String, String> settings = new TreeMap<>(Map.of(
                    "saddlebag.store.main.publish", "stock",
                    "saddlebag.erp.odoo.stock", "true",
                    "saddlebag.warehouse.shipbob.stock", "true"));

            assertThat(findings(partners, "127.0.0.1", settings)).contains("store.main WARN stock taken twice");
            settings.putAll(Showroom.furnish(partners));
            assertThat(findings(partners, "127.0.0.1", settings)).noneMatch(finding -> finding.contains("taken twice"));
        }
    }

    /** A copy of the product's mappings with a block of prices for the store. */
    private String mappings(String prices) throws IOException {
        Path copy = Files.createTempDirectory(data, "mappings");
        Folders.copy(Path.of("mappings"), copy);
        Files.writeString(copy.resolve("rules/prices.yaml"), "stores:\n  main: {" + prices + "}\n");
        return copy.toString();
    }

    /** Everything about the partners, in order or not, with its detail. */
    private List<String> told(SandboxPartners partners, Map<String, String> more) {
        List<String> told = new ArrayList<>();
        examine(
                partners,
                "127.0.0.1",
                more,
                (group, finding) ->
                        told.add(group + " " + finding.status() + " " + finding.what() + ": " + finding.detail()));
        return told;
    }

    /** Group, status and subject of everything about the partners that is not simply in order. */
    private List<String> findings(SandboxPartners partners, String host, Map<String, String> more) {
        List<String> told = new ArrayList<>();
        examine(partners, host, more, (group, finding) -> {
            if (finding.status() != Status.OK) {
                told.add(group + " " + finding.status() + " " + finding.what());
            }
        });
        return told;
    }

    private void examine(
            SandboxPartners partners, String host, Map<String, String> more, BiConsumer<String, Finding> told) {
        Map<String, String> settings = new TreeMap<>(partners.settings("http://127.0.0.1:1"));
        settings.replaceAll((key, value) -> value.replace("//127.0.0.1:", "//" + host + ":"));
        settings.put("saddlebag.data", data.toString());
        settings.putAll(more);
        Doctor.examine(Settings.load(Path.of("."), Map.of(), settings), group -> {
            if (group.name().contains(".")) {
                group.findings().forEach(finding -> told.accept(group.name(), finding));
            }
        });
    }
}
