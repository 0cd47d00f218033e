package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.PartnerPauses.Pause;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is stopped, or started, while a partner is paused. */
class PartnerPauseRestartIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    @Test
    void stopsSoonDuringAPauseBeginsWithAProbeAndEndsEveryOrderOnce() {
        // A long back-off: what waits for the partner must not sleep it out when the partner goes on.
        Map<String, String> patient = Map.of("saddlebag.retry.longest", "60000", "saddlebag.retry.multiplier", "4");
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
            List<Long> placed;
            Optional<Pause> pause;
            long stopping;
            try (DaemonInside daemon = DaemonInside.start(data, partners, patient)) {
                partners.odoo().faults().add(Fault.latency(1_500, 0));
                placed = partners.store().place(6);
                await().atMost(SOON).until(() -> daemon.all(placed, OrderState.CAPTURED));
                partners.odoo().faults().clear();
                partners.odoo().faults().add(Fault.of(Fault.Kind.DOWN));
                await().atMost(SOON).until(() -> open(daemon).isPresent());
                await().atMost(SOON).until(() -> suspended(daemon));
                pause = open(daemon);
                stopping = System.nanoTime();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(12));

            try (DaemonInside daemon = DaemonInside.start(data, partners, patient)) {
                assertThat(open(daemon))
                        .as("it goes on, with its beginning and reason")
                        .isEqualTo(pause);
                await().atMost(SOON).until(() -> suspended(daemon));
                // Each is still there; a poll after the start sends what is captured once more.
                assertThat(daemon.daemon().broker().depth("order.to-erp.odoo")).isGreaterThanOrEqualTo(6);

                partners.odoo().faults().clear();

                await().atMost(SOON).until(() -> open(daemon).isEmpty());
                await().atMost(SOON).until(() -> daemon.all(placed, OrderState.COMPLETED));
                assertThat(daemon.parked()).isEmpty();
                assertThat(daemon.daemon().broker().depth("dead-letters")).isZero();
                assertThat(partners.odoo().orders())
                        .extracting(SandboxOdoo.SoldOrder::clientOrderRef)
                        .containsExactlyInAnyOrderElementsOf(
                                placed.stream().map(String::valueOf).toList());
            }
        }
    }

    private static Optional<Pause> open(DaemonInside daemon) {
        return daemon.ledger().partnerPauses().open().stream().findFirst();
    }

    private static boolean suspended(DaemonInside daemon) {
        return daemon.daemon().camel().getRouteController().getRouteStatus("orders-to-odoo") == ServiceStatus.Suspended;
    }
}
