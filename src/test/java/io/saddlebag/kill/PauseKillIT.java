package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.simulation.DaemonProcess;
import io.saddlebag.simulation.Judgement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9}, and {@code kill -TERM}, while a partner is paused and messages wait for it in flight and in their queue. */
class PauseKillIT {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Duration TERMINATED = Duration.ofSeconds(25);

    @TempDir
    private Path home;

    @Test
    void aKillDuringAPauseLosesNothingAndTheNextLifeBeginsWithAProbe() {
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant());
                DaemonProcess daemon = DaemonProcess.at(home, partners, Map.of())) {
            partners.odoo().faults().add(Fault.latency(1_000, 0));
            daemon.startAndWait();
            List<Long> placed = partners.store().place(20);
            await().atMost(SOON).until(() -> daemon.queued() >= 10);
            partners.odoo().faults().clear();
            partners.odoo().faults().add(Fault.of(Fault.Kind.DOWN));
            await().atMost(SOON).until(() -> daemon.output().contains("erp.odoo is paused ("));

            daemon.kill();
            daemon.startAndWait();

            await().atMost(SOON).until(() -> daemon.output().contains("erp.odoo was paused when the daemon ended"));
            Duration taken = daemon.terminate(TERMINATED);
            assertThat(daemon.output()).contains("stopped").doesNotContain("\tat ", "parked");
            assertThat(taken).isLessThan(Duration.ofSeconds(12));
            partners.odoo().faults().clear();
            daemon.startAndWait();
            try (Ledger ledger = daemon.ledger()) {
                await().atMost(SOON)
                        .until(() -> ledger.counts().get(OrderState.COMPLETED.name()) == placed.size()
                                && daemon.queued() == 0);
                assertThat(Judgement.of(partners, ledger).deviations(placed)).isEmpty();
                assertThat(ledger.partnerPauses().open()).isEmpty();
            }
            System.out.printf("stop in a pause: %.1f s%n", taken.toMillis() / 1000.0);
        }
    }
}
