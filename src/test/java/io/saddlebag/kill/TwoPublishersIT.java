package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.broker.BrokerServer;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.simulation.DaemonProcess;
import io.saddlebag.simulation.JavaProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two daemons on one PostgreSQL and one Artemis: whichever reads and whichever decides, the store shows what there is. */
class TwoPublishersIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration TERMINATED = Duration.ofSeconds(25);

    @TempDir
    private Path folder;

    @Test
    void theyDecideInTurnWithoutContradictionAndOneGoesOnWhereTheOtherStopped() throws IOException {
        Random chance = new Random(20_26);
        ScheduledExecutorService receipts = Executors.newSingleThreadScheduledExecutor();
        int port = freePort();
        try (EmbeddedPostgres database = postgres();
                JavaProcess broker = broker(port);
                SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant());
                DaemonProcess one = daemon("one", partners, database, port);
                DaemonProcess two = daemon("two", partners, database, port)) {
            Shelf shelf = new Shelf(partners);
            shelf.add(40);
            one.startAndWait();
            two.startAndWait();
            eventuallyRight(shelf);
            receipts.scheduleWithFixedDelay(() -> shelf.receive(5, chance), 0, 100, TimeUnit.MILLISECONDS);

            int before = shelf.writes();
            shelf.add(3);
            await().atMost(SOON).until(() -> shelf.writes() >= before + 60);
            one.terminate(TERMINATED);
            shelf.add(3);
            int withoutOne = shelf.writes();
            await().atMost(SOON).until(() -> shelf.writes() >= withoutOne + 30);
            one.startAndWait();
            two.terminate(TERMINATED);
            shelf.add(3);
            int withoutTwo = shelf.writes();
            await().atMost(SOON).until(() -> shelf.writes() >= withoutTwo + 30);
            receipts.shutdown();

            eventuallyRight(shelf);
            try (Ledger ledger = LedgerFactory.open(
                    LedgerSettings.postgresql(database.getJdbcUrl("postgres", "postgres"), "postgres", "secret"))) {
                await().atMost(SOON).untilAsserted(() -> assertThat(shelf.unlike(ledger.publications()))
                        .isEmpty());
            }
            assertThat(shelf.fallen()).isEmpty();
            assertThat(broker.alive()).isTrue();
        } finally {
            receipts.shutdownNow();
        }
    }

    private static void eventuallyRight(Shelf shelf) {
        await().atMost(SOON).untilAsserted(() -> assertThat(shelf.wrong()).isEmpty());
    }

    private DaemonProcess daemon(String name, SandboxPartners partners, EmbeddedPostgres database, int broker)
            throws IOException {
        Map<String, String> settings = new HashMap<>(Shelf.settings());
        settings.put("saddlebag.broker.url", "tcp://127.0.0.1:" + broker);
        settings.put("saddlebag.ledger.url", database.getJdbcUrl("postgres", "postgres"));
        settings.put("saddlebag.ledger.user", "postgres");
        settings.put("saddlebag.ledger.password", "secret");
        Path home = Files.createDirectories(folder.resolve(name));
        DaemonProcess daemon = DaemonProcess.at(home, partners, settings);
        Shelf.rules(home);
        return daemon;
    }

    private static EmbeddedPostgres postgres() {
        try {
            return EmbeddedPostgres.builder().setPort(0).start();
        } catch (IOException | IllegalStateException | LinkageError e) {
            return Assumptions.abort("PostgreSQL's binaries cannot run here, so nothing is tested on it: " + e);
        }
    }

    private JavaProcess broker(int port) throws IOException {
        Path home = Files.createDirectories(folder.resolve("broker"));
        JavaProcess broker = JavaProcess.start(
                home.resolve("output.log"),
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        JavaProcess.classPath(),
                        BrokerServer.class.getName(),
                        home.toString(),
                        String.valueOf(port)));
        await().atMost(SOON).until(() -> listens(port));
        return broker;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
