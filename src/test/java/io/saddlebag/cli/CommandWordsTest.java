package io.saddlebag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.testing.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads who types commands as the README says, or nearly so. */
class CommandWordsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path home;

    @Test
    void initSaysToFillInTheSettingsItWrote() {
        Said said = Said.by("init", "--home", home.toString());

        assertThat(said.last())
                .startsWith("-> fill in your partners in " + home.resolve("application.properties"))
                .endsWith("'doctor --home " + home + "'");
    }

    @Test
    void initDoesNotAskToFillInSettingsThatWereThere() throws IOException {
        Files.writeString(home.resolve("application.properties"), "saddlebag.store.main.url=http://127.0.0.1:1\n");

        Said said = Said.by("init", "--home", home.toString());

        assertThat(said.last()).contains("was there already", "'run --home " + home + "' starts the daemon");
        assertThat(home.resolve("routes/partners")).isDirectory();
    }

    @Test
    void doctorAsksTheReaderOfAFreshTemplateForKeysOnly() {
        Said.by("init", "--home", home.toString());

        Said said = Said.by("doctor", "--home", home.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.lines())
                .filteredOn(line -> line.startsWith("  FAIL"))
                .filteredOn(line -> !line.contains(" port "))
                .allMatch(line -> line.endsWith("is missing"))
                .extracting(line -> line.strip().split(" +")[1])
                .containsExactlyInAnyOrder(
                        "saddlebag.store.main.consumer-key",
                        "saddlebag.store.main.consumer-secret",
                        "saddlebag.erp.odoo.api-key",
                        "saddlebag.warehouse.shipbob.token",
                        "saddlebag.warehouse.shipbob.channel-id");
    }

    @Test
    void statusOutsideOfAHomeNamesTheOption() {
        Said said = Said.by("status", "38", "--home", home.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.last()).contains(home + " is no home", "--home DIR", "SADDLEBAG_HOME");
    }

    @Test
    void statusInAHomeThatNeverRanSaysHowToStart() {
        Said.by("init", "--home", home.toString());

        assertThat(Said.by("status", "38", "--home", home.toString()).last())
                .contains("no daemon has run in this home yet", "'run'");
    }

    @Test
    void backfillNamesTheAddressItTriedAndTheKeyThatSaysSo() throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/operations.token"), "t".repeat(40));
        Files.writeString(home.resolve("application.properties"), "saddlebag.operations.port=1\n");

        Said said = Said.by("backfill", "--store", "main", "--from", "2026-03-01", "--home", home.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.last())
                .contains("http://127.0.0.1:1 ", "saddlebag.operations.port")
                .contains(home.resolve("application.properties").toString());
    }

    @Test
    void statusTakesAnOrderInEveryFormAPersonTypes() throws IOException {
        orders("main:4", "main:40", "main:41", "outlet:41");

        for (String typed : List.of(
                "main:4", "4", "#4", " 4 ", "Main:4", "main:#4", "WEB-4", "web-4", "main:WEB-4", "main_order_4")) {
            assertThat(status(typed).lines().get(0)).as(typed).startsWith("order main:4, number WEB-4: ");
        }
    }

    @Test
    void statusListsTheOrdersWhereTheTextFitsSeveral() throws IOException {
        orders("main:4", "main:40", "main:41", "outlet:41");

        Said said = status("41");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.lines().get(0)).isEqualTo("2 orders fit '41'; name one of them:");
        assertThat(said.lines()).anyMatch(line -> line.startsWith("  main:41 "));
        assertThat(said.lines()).anyMatch(line -> line.startsWith("  outlet:41 "));
        assertThat(said.lines()).noneMatch(line -> line.contains("main:40"));
    }

    @Test
    void statusNamesTheStoresWhereThereIsNoSuchStore() throws IOException {
        orders("main:4");

        assertThat(status("mian:4").last()).contains("no store is called 'mian'; the stores are main, outlet");
        assertThat(status("main:5").last()).contains("no order 'main:5'", "backfill");
    }

    private Said status(String order) {
        return Said.by("status", order, "--home", home.toString());
    }

    /** Number n of every order is WEB-n. */
    private void orders(String... keys) throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(
                home.resolve("application.properties"),
                "saddlebag.store.main.url=http://127.0.0.1:1\nsaddlebag.store.outlet.url=http://127.0.0.1:1\n");
        try (Ledger ledger = LedgerFactory.open(LedgerSettings.sqlite(home.resolve("data/ledger.db")))) {
            for (String key : keys) {
                OrderKey order = OrderKey.parse(key);
                ledger.record(Step.of(order)
                        .seen(new Step.Seen(
                                new OrderVersion(T0, "h"),
                                "WEB-" + order.id(),
                                "processing",
                                "EUR",
                                "10.00",
                                "",
                                T0,
                                "{}"))
                        .moveTo(OrderState.CAPTURED));
            }
        }
    }
}
