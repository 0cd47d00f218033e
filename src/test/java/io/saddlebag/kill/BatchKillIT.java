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

/** Killed in the middle of a batch: between the create and the confirmation, and between the confirmation and the ledger. */
class BatchKillIT {

    private static final int ORDERS = 40;
    private static final Duration SOON = Duration.ofSeconds(180);

    @TempDir
    private Path home;

    @Test
    void p14p23EachOrderOfABatchEndsOnceWhereverTheDaemonIsKilled() {
        Map<String, String> settings = Map.of("saddlebag.consumers.erp", "4", "saddlebag.erp.odoo.connections", "4");
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant());
                DaemonProcess daemon = DaemonProcess.at(home, partners, settings)) {
            partners.odoo().faults().add(Fault.latency(150, 100));
            daemon.startAndWait();
            List<Long> placed = partners.store().place(ORDERS);

            await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> drafts(partners) >= 8);
            daemon.kill();
            long draftsAtKill = drafts(partners);
            daemon.startAndWait();
            long confirmedBefore = confirmed(partners);
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> confirmed(partners) >= confirmedBefore + 4);
            daemon.kill();
            partners.odoo().faults().clear(); // what made the calls long enough to be hit
            daemon.startAndWait();

            assertThat(draftsAtKill).as("a batch was created and not confirmed").isGreaterThan(1);
            try (Ledger ledger = daemon.ledger()) {
                await().atMost(SOON)
                        .until(() ->
                                ledger.counts().get(OrderState.COMPLETED.name()) == ORDERS && daemon.queued() == 0);
                assertThat(Judgement.of(partners, ledger).deviations(placed)).isEmpty();
            }
            assertThat(partners.odoo().duplicateReferences()).isEmpty();
            assertThat(daemon.outputOfAllLives()).doesNotContain("defect", "Exception in thread");
        }
    }

    private static long drafts(SandboxPartners partners) {
        return partners.odoo().orders().stream()
                .filter(order -> order.state().equals("draft"))
                .count();
    }

    private static long confirmed(SandboxPartners partners) {
        return partners.odoo().orders().stream()
                .filter(order -> order.state().equals("sale"))
                .count();
    }
}
