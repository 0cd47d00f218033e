package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.simulation.DaemonProcess;
import io.saddlebag.simulation.Judgement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop with {@code kill -TERM}, as systemd and containers do: soon, clean, and nothing is lost. */
class StopIT {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Duration TERMINATED = Duration.ofSeconds(25);
    private static final int EXIT_BY_SIGTERM = 143;

    @TempDir
    private Path home;

    @Test
    void stopsInTheMiddleOfWorkAndGoesOnWhereItWas() {
        SandboxPartners.Plan plan =
                SandboxPartners.Plan.instant().warehouse(Automation.shipping(Duration.ofMillis(600)));
        try (SandboxPartners partners = SandboxPartners.start(plan);
                DaemonProcess daemon = DaemonProcess.at(home, partners, Map.of())) {
            partners.odoo().faults().add(Fault.latency(20, 60));
            daemon.startAndWait();
            List<Long> placed = partners.store().place(80);
            await().atMost(SOON).until(() -> partners.shipBob().orders().size() >= 10);

            Duration taken = daemon.terminate(TERMINATED);

            String first = daemon.output();
            partners.odoo().faults().clear(); // what kept the work in its middle
            daemon.startAndWait();
            try (Ledger ledger = daemon.ledger()) {
                await().atMost(SOON)
                        .until(() -> ledger.counts().get(OrderState.COMPLETED.name()) == placed.size()
                                && daemon.queued() == 0);
                assertThat(Judgement.of(partners, ledger).deviations(placed)).isEmpty();
            }
            System.out.printf("stop under load: %.1f s%n", taken.toMillis() / 1000.0);
            assertThat(first).contains("stopped").doesNotContain("\tat ", "Exception", "parked");
            assertThat(taken).isLessThan(TERMINATED);
        }
    }

    @Test
    void stopsSoonWhileStepsWaitInALongPause() {
        Map<String, String> patient = Map.of(
                "saddlebag.retry.first", "20000", "saddlebag.retry.longest", "30000", "saddlebag.consumers.erp", "2");
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant());
                DaemonProcess daemon = DaemonProcess.at(home, partners, patient)) {
            partners.odoo().faults().add(Fault.of(Fault.Kind.DOWN));
            daemon.startAndWait();
            List<Long> placed = partners.store().place(6);
            await().atMost(SOON).until(() -> daemon.output().contains("waits at orders-to-odoo"));

            Duration taken = daemon.terminate(TERMINATED);

            assertThat(daemon.exitCode()).isIn(0, EXIT_BY_SIGTERM);
            assertThat(daemon.output()).contains("stopped").doesNotContain("\tat ", "parked");
            System.out.printf("stop in a long pause: %.1f s%n", taken.toMillis() / 1000.0);
            assertThat(taken).isLessThan(Duration.ofSeconds(12));
            partners.odoo().faults().clear();
            daemon.startAndWait();
            try (Ledger ledger = daemon.ledger()) {
                await().atMost(SOON).until(() -> ledger.counts().get(OrderState.COMPLETED.name()) == placed.size());
                assertThat(Judgement.of(partners, ledger).deviations(placed)).isEmpty();
            }
        }
    }
}
