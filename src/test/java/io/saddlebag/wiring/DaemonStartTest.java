package io.saddlebag.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.ledger.Audit;
import io.saddlebag.settings.Settings;
import io.saddlebag.settings.SettingsException;
import io.saddlebag.testing.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator reads when the daemon does not start. Nothing stays behind: the folder is free afterwards. */
class DaemonStartTest {

    @TempDir
    private Path home;

    private final Map<String, String> settings = new TreeMap<>();

    @BeforeEach
    void layOutAHome() {
        Folders.copy(Path.of("routes"), home.resolve("routes"));
        Folders.copy(Path.of("mappings"), home.resolve("mappings"));
        settings.put("saddlebag.intake.host", "127.0.0.1");
        settings.put("saddlebag.intake.port", String.valueOf(freePort()));
        settings.put("saddlebag.operations.port", String.valueOf(freePort()));
        settings.put("saddlebag.store.main.url", "http://127.0.0.1:1");
        settings.put("saddlebag.store.main.consumer-key", "k");
        settings.put("saddlebag.store.main.consumer-secret", "s");
        settings.put("saddlebag.store.main.erp", "odoo");
        settings.put("saddlebag.store.main.warehouse", "shipbob");
        settings.put("saddlebag.erp.odoo.url", "http://127.0.0.1:1");
        settings.put("saddlebag.erp.odoo.database", "d");
        settings.put("saddlebag.erp.odoo.login", "l");
        settings.put("saddlebag.erp.odoo.api-key", "a");
        settings.put("saddlebag.warehouse.shipbob.url", "http://127.0.0.1:1");
        settings.put("saddlebag.warehouse.shipbob.token", "t");
        settings.put("saddlebag.warehouse.shipbob.channel-id", "1");
    }

    @Test
    void namesTheFolderWithoutRoutes() {
        settings.put("saddlebag.routes", "nowhere");

        assertThatThrownBy(this::start)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("there is no folder " + home.resolve("nowhere"))
                .hasMessageContaining("init");
    }

    @Test
    void namesAllProblemsOfTheSettingsAtOnce() {
        settings.remove("saddlebag.erp.odoo.api-key");
        settings.put("saddlebag.store.main.pagesize", "5");
        settings.put("saddlebag.retry.first", "soon");
        settings.put("saddlebag.poll.orders", "every minute");
        settings.put("saddlebag.ledger.url", "jdbc:mysql://x");

        assertThatThrownBy(this::start)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("5 problems")
                .hasMessageContaining("saddlebag.erp.odoo.api-key is missing")
                .hasMessageContaining("did you mean saddlebag.store.main.page-size?")
                .hasMessageContaining("saddlebag.retry.first must be a whole number")
                .hasMessageContaining("saddlebag.poll.orders must be a Quartz cron")
                .hasMessageContaining("saddlebag.ledger.url must be");
    }

    @Test
    void namesTheMissingKeyOfAPartnerThatOnlyARouteFileNames() throws IOException {
        Path file = home.resolve("routes/partners/store-outlet.camel.yaml");
        Files.writeString(
                file,
                Files.readString(home.resolve("routes/partners/store-main.camel.yaml"))
                        .replace("main", "outlet"));

        assertThatThrownBy(this::start)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("saddlebag.store.outlet.url is missing: " + file + ", line 8")
                .hasMessageContaining("the settings know main");
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put("saddlebag.operations.port", String.valueOf(taken.getLocalPort()));

            assertThatThrownBy(this::start)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " on 127.0.0.1 cannot be used")
                    .hasMessageContaining("set saddlebag.operations.port");
        }
        assertThat(FolderLock.owner(home.resolve("data"))).isEmpty();
    }

    @Test
    void namesTheDaemonThatHasTheFolder() {
        try (FolderLock other = FolderLock.take(home.resolve("data"))) {
            assertThat(other).isNotNull();
            assertThatThrownBy(this::start)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("in use by another daemon (process "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void namesAFolderItCannotWrite() throws IOException {
        Files.writeString(home.resolve("file"), "no folder");
        settings.put("saddlebag.data", "file/data");

        assertThatThrownBy(this::start)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("the folder " + home.resolve("file/data") + " cannot be written")
                .hasMessageContaining("saddlebag.data");
    }

    @ParameterizedTest
    @CsvSource({
        "'- route:|    id: x|   from: [', 'line 3, column 4'",
        "'- route:|    id: x|    from:|      uri: direct:x|      steps:|        - lgo:|            message: x', 'line 6, column 11: Unknown node id: lgo'",
        "'- route:|    id: x|    from:|      uri: nosuch:x|      steps:|        - log:|            message: x', 'No endpoint could be found for: nosuch'",
        "'- route:|    id: x|    from:|      uri: direct:x|      steps:|        - bean:|            ref: nix', 'names the bean ''nix'''",
    })
    void namesWhereARouteIsWrong(String yaml, String expected) throws IOException {
        Files.writeString(home.resolve("routes/orders/wrong.camel.yaml"), yaml.replace('|', '\n') + "\n");

        Set<Thread> before = Thread.getAllStackTraces().keySet();
        assertThatThrownBy(this::start).isInstanceOf(CannotStart.class).hasMessageContaining(expected);
        assertThat(Thread.getAllStackTraces().keySet())
                .as("nothing goes on reading a ledger that is closed")
                .filteredOn(thread -> !before.contains(thread))
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("partner-"));
        assertThat(FolderLock.owner(home.resolve("data"))).isEmpty();
    }

    @Test
    void namesWhereAMappingIsWrong() throws IOException {
        Files.writeString(home.resolve("mappings/odoo/wrong.jslt"), "{\"a\": ");

        assertThatThrownBy(this::start)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("odoo/wrong.jslt, line 1, column 5");
    }

    private void start() {
        started().close();
    }

    private Daemon started() {
        return Daemon.start(Settings.load(home, Map.of(), settings));
    }

    @Test
    void theAuditTrailTellsOfEachConfigurationThatDiffersFromTheOneBefore() throws IOException {
        start();
        start();
        Path mapping = home.resolve("mappings/odoo/product.jslt");
        Files.writeString(mapping, Files.readString(mapping) + "\n// ours\n");
        List<Audit.Entry> loads;
        try (Daemon daemon = started()) {
            loads = daemon.ledger().audit().find("configuration", Optional.empty(), 10).stream()
                    .map(Audit.Chained::entry)
                    .toList();
        }

        assertThat(loads).hasSize(2).allMatch(entry -> entry.what().equals("loaded"));
        assertThat(loads.get(1).before()).isEmpty();
        assertThat(loads.get(0).before()).isEqualTo(loads.get(1).after());
        assertThat(parts(loads.get(0).after()))
                .as("routes and settings are as they were, the mappings are not")
                .zipSatisfy(parts(loads.get(0).before()), (now, before) -> assertThat(now.equals(before))
                        .isEqualTo(!now.startsWith("mappings ")));
    }

    private static List<String> parts(String configuration) {
        return List.of(configuration.split(", "));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
