package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.simulation.DaemonProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon ends in the middle of publishing, by {@code kill -9} or {@code kill -TERM}. Another moment: {@code -Dkill.seed=2}. */
class PublishKillIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration TERMINATED = Duration.ofSeconds(25);
    private static final long SEED = Long.getLong("kill.seed", 20_26);
    private static final int ITEMS = 220;

    @TempDir
    private Path home;

    @Test
    void p38AfterAKillTheStoreShowsTheLedgersLastNumbersAndNoOlderOneCameAfterANewer() {
        Random chance = new Random(SEED);
        ScheduledExecutorService receipts = Executors.newSingleThreadScheduledExecutor();
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant());
                DaemonProcess daemon = DaemonProcess.at(home, partners, Shelf.settings())) {
            Shelf.rules(home);
            Shelf shelf = new Shelf(partners);
            shelf.add(ITEMS);
            partners.store().faults().add(Fault.latency(100, 300).on("POST .*/batch"));
            daemon.startAndWait();
            await().atMost(SOON).until(() -> shelf.writes() >= ITEMS / 2);
            receipts.scheduleWithFixedDelay(() -> shelf.receive(20, chance), 0, 50, TimeUnit.MILLISECONDS);
            await().atMost(SOON).until(() -> shelf.writes() >= ITEMS + 60);
            daemon.runFor(chance.nextInt(1_000));

            daemon.kill();
            int before = shelf.writes();
            daemon.startAndWait();

            await().atMost(SOON).until(() -> shelf.writes() >= before + 60);
            receipts.shutdown();
            partners.store().faults().clear();
            try (Ledger ledger = daemon.ledger()) {
                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(shelf.wrong()).isEmpty();
                    assertThat(shelf.unlike(ledger.publications())).isEmpty();
                });
            }
            assertThat(shelf.fallen()).isEmpty();
            System.out.printf("kill while publishing: %d writes before, %d in all%n", before, shelf.writes());
        } finally {
            receipts.shutdownNow();
        }
    }

    @Test
    void aStopInTheMiddleOfPublishingIsSoonQuietAndLosesNothing() {
        Random chance = new Random(SEED);
        ScheduledExecutorService receipts = Executors.newSingleThreadScheduledExecutor();
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant());
                DaemonProcess daemon = DaemonProcess.at(home, partners, Shelf.settings())) {
            Shelf.rules(home);
            Shelf shelf = new Shelf(partners);
            shelf.add(ITEMS);
            partners.store().faults().add(Fault.latency(1_500, 500).on("POST .*/batch"));
            daemon.startAndWait();
            receipts.scheduleWithFixedDelay(() -> shelf.receive(20, chance), 0, 50, TimeUnit.MILLISECONDS);
            await().atMost(SOON).until(() -> shelf.writes() >= ITEMS / 2);
            String before = daemon.output();

            Duration taken = daemon.terminate(TERMINATED);

            String stop = daemon.output().substring(before.length());
            System.out.printf("stop while publishing: %.1f s%n", taken.toMillis() / 1000.0);
            assertThat(stop).contains("stopped").doesNotContain("\tat ", "Exception", "WARN", "ERROR");
            partners.store().faults().clear();
            daemon.startAndWait();
            receipts.shutdown();
            await().atMost(SOON).untilAsserted(() -> assertThat(shelf.wrong()).isEmpty());
            assertThat(shelf.fallen()).isEmpty();
        } finally {
            receipts.shutdownNow();
        }
    }
}
