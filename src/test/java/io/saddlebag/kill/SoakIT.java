package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.simulation.DaemonProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** FIELD_PROBLEMS P36: memory does not grow with the orders that went through. Longer: {@code -Dsoak.orders=5000}. */
@Isolated
class SoakIT {

    private static final int ORDERS = Integer.getInteger("soak.orders", 500);
    private static final Duration SOON = Duration.ofSeconds(120 + ORDERS / 5);
    private static final long MEGABYTE = 1024 * 1024;
    private static final long GROWTH = 16 * MEGABYTE;

    @TempDir
    private Path home;

    @Test
    void p36TheHeapIsFlat() {
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant());
                DaemonProcess daemon = DaemonProcess.at(home, partners, Map.of())) {
            daemon.startAndWait();
            try (Ledger ledger = daemon.ledger()) {
                partners.store().place(ORDERS / 4);
                done(daemon, ledger, ORDERS / 4);
                long early = daemon.heap();

                partners.store().place(ORDERS - ORDERS / 4);
                done(daemon, ledger, ORDERS);

                long late = daemon.heap();
                System.out.printf(
                        "soak: heap %d MB after %d orders, %d MB after %d%n",
                        early / MEGABYTE, ORDERS / 4, late / MEGABYTE, ORDERS);
                assertThat(early).isPositive();
                assertThat(late - early).isLessThan(GROWTH);
                assertThat(daemon.output()).doesNotContain("OutOfMemoryError");
            }
        }
    }

    /** What still lies in the queues, mostly echoes of our own writes, is heap too and not what is asked here. */
    private static void done(DaemonProcess daemon, Ledger ledger, int orders) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> ledger.counts().get(OrderState.COMPLETED.name()) == orders && daemon.queued() == 0);
    }
}
