package io.saddlebag.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @TempDir
    private Path home;

    @Test
    void laterSourcesWinOverEarlierOnes() throws IOException {
        write("saddlebag.intake.port=1001\nsaddlebag.operations.port=1002\nsaddlebag.data=here\n");

        Settings settings = Settings.load(
                home,
                Map.of("SADDLEBAG_OPERATIONS_PORT", "2002", "SADDLEBAG_DATA", "there"),
                Map.of("saddlebag.data", "yonder"));

        assertThat(settings.find("saddlebag.intake.host")).contains("0.0.0.0");
        assertThat(settings.find("saddlebag.intake.port")).contains("1001");
        assertThat(settings.find("saddlebag.operations.port")).contains("2002");
        assertThat(settings.find("saddlebag.data")).contains("yonder");
    }

    @ParameterizedTest
    @CsvSource({
        "saddlebag.store.main.consumer-kee, saddlebag.store.main.consumer-key",
        "saddlebag.stores.main.url, saddlebag.store.main.url",
        "saddlebag.store.main.webhooksecret, saddlebag.store.main.webhook-secret",
        "saddlebag.erp.odoo.taxes.19%, saddlebag.erp.odoo.tax.19%",
        "saddlebag.erp.odoo.invoice-om, saddlebag.erp.odoo.invoice-on",
        "saddlebag.warehouse.east.chanel-id, saddlebag.warehouse.east.channel-id",
        "saddlebag.intake.prot, saddlebag.intake.port",
        "saddlebag.queues.poll, saddlebag.queue.poll",
    })
    void reportsAnUnknownKeyWithTheNearestKnownOne(String misspelt, String meant) {
        Settings settings = Settings.load(home, Map.of(), Map.of(misspelt, "x"));

        assertThat(settings.problems().list())
                .containsExactly(misspelt + " is no setting of the product; did you mean " + meant + "?");
    }

    @Test
    void suggestsNothingWhereNothingIsNear() {
        Settings settings = Settings.load(home, Map.of(), Map.of("saddlebag.something.else", "x"));

        assertThat(settings.problems().list())
                .containsExactly("saddlebag.something.else is no setting of the product; the README lists them all");
    }

    @Test
    void leavesKeysOfOthersAlone() {
        Settings settings = Settings.load(
                home,
                Map.of("SADDLEBAG_LOG_LEVEL", "DEBUG", "SADDLEBAG_HOME", "/x", "PATH", "/bin"),
                Map.of("camel.main.name", "x", "my.own", "y"));

        assertThat(settings.problems().list()).isEmpty();
        assertThat(settings.find("my.own")).contains("y");
    }

    @Test
    void knowsAnEnvironmentNameForEveryKey() throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String key : Settings.load(home, Map.of(), Map.of()).forRoutes().stringPropertyNames()) {
            keys.put(key, "general");
        }
        PartnerKeys.kinds().forEach((kind, known) -> known.keys()
                .forEach(key -> keys.put("saddlebag." + kind + ".shop-uk-2." + key, "partner")));

        keys.keySet().forEach(key -> {
            String name = key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
            Settings settings = Settings.load(home, Map.of(name, "from the environment"), Map.of());
            assertThat(settings.find(key)).as("%s for %s", name, key).contains("from the environment");
        });
        assertThat(keys).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({
        "SADDLEBAG_ERP_ODOO_TAX_19_PERCENT, saddlebag.erp.odoo.tax.19%",
        "SADDLEBAG_ERP_ODOO_TAX_5__5_PERCENT, saddlebag.erp.odoo.tax.5.5%",
        "SADDLEBAG_ERP_ODOO_TAX_NONE, saddlebag.erp.odoo.tax.none",
        "SADDLEBAG_ERP_BOOKS_EU_SHIPPING_PRODUCT_FLAT_RATE, saddlebag.erp.books-eu.shipping-product.flat_rate",
        "SADDLEBAG_ERP_BOOKS_EU_RATE, saddlebag.erp.books-eu.rate",
        "SADDLEBAG_ERP_ODOO_WAREHOUSE_EAST, saddlebag.erp.odoo.warehouse.east",
        "SADDLEBAG_ERP_ODOO_WAREHOUSE, saddlebag.erp.odoo.warehouse",
        "SADDLEBAG_WAREHOUSE_EAST_SHIPPING_METHOD_DEFAULT, saddlebag.warehouse.east.shipping-method.default",
        "SADDLEBAG_STORE_MAIN_PREVIOUS_WEBHOOK_SECRET, saddlebag.store.main.previous-webhook-secret",
        "SADDLEBAG_STORE_MAIN_WRITE_BACK_TRACKING_PLUGIN, saddlebag.store.main.write-back.tracking-plugin",
    })
    void takesEnvironmentNamesOfPartnersApart(String name, String key) {
        Settings settings = Settings.load(home, Map.of(name, "x"), Map.of());

        assertThat(settings.find(key)).contains("x");
        assertThat(settings.problems().list()).isEmpty();
    }

    @Test
    void takesWholeLinesFromOneVariable() {
        String lines = "saddlebag.erp.odoo.tax.DE-MWST-1=19%\nsaddlebag.erp.odoo.shipping-product.flat_rate\\:3=SHIP\n";

        Settings settings = Settings.load(home, Map.of("SADDLEBAG_SETTINGS", lines), Map.of());

        assertThat(settings.find("saddlebag.erp.odoo.tax.DE-MWST-1")).contains("19%");
        assertThat(settings.find("saddlebag.erp.odoo.shipping-product.flat_rate:3"))
                .contains("SHIP");
    }

    @Test
    void readsSecretsFromFilesWithoutTheirLineEnd() throws IOException {
        Files.writeString(home.resolve("key"), "  s3cret\n");
        write("saddlebag.erp.odoo.api-key = file:key \nsaddlebag.erp.odoo.company=file:key\n");

        Settings settings = Settings.load(home, Map.of(), Map.of());

        assertThat(settings.find("saddlebag.erp.odoo.api-key")).contains("s3cret");
        assertThat(settings.find("saddlebag.erp.odoo.company")).contains("file:key");
    }

    @Test
    void reportsASecretFileThatIsMissingTogetherWithEverythingElse() {
        Settings settings = Settings.load(
                home,
                Map.of(),
                Map.of("saddlebag.erp.odoo.api-key", "file:nowhere", "saddlebag.erp.odoo.databse", "x"));
        settings.section("saddlebag.intake").number("port", 1);

        assertThatThrownBy(() -> settings.problems().throwIfAny())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("saddlebag.erp.odoo.api-key names the file " + home.resolve("nowhere"))
                .hasMessageContaining("saddlebag.erp.odoo.database");
    }

    @Test
    void ignoresSpacesAroundValuesAndReadsUtf8() throws IOException {
        write("\uFEFFsaddlebag.erp.odoo.company =  Sättel & Söhne 馬  \n");

        Settings settings = Settings.load(home, Map.of(), Map.of());

        assertThat(settings.find("saddlebag.erp.odoo.company")).contains("Sättel & Söhne 馬");
        assertThat(settings.problems().list()).isEmpty();
    }

    @Test
    void saysThatAFileIsNotUtf8() throws IOException {
        Files.write(
                home.resolve("application.properties"),
                "saddlebag.erp.odoo.company=Sättel".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Settings.load(home, Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("application.properties is not UTF-8");
    }

    @Test
    void givesRoutesNoSecrets() {
        Map<String, String> secrets = Map.of(
                "saddlebag.store.main.consumer-key", "hidden",
                "saddlebag.store.main.consumer-secret", "hidden",
                "saddlebag.store.main.previous-webhook-secret", "hidden",
                "saddlebag.erp.odoo.api-key", "hidden",
                "saddlebag.warehouse.east.token", "hidden",
                "saddlebag.operations.token", "hidden",
                "saddlebag.ledger.password", "hidden",
                "saddlebag.broker.password", "hidden");

        Settings settings = Settings.load(home, Map.of(), secrets);

        assertThat(settings.forRoutes()).doesNotContainValue("hidden");
    }

    private void write(String text) throws IOException {
        Files.writeString(home.resolve("application.properties"), text);
    }
}
