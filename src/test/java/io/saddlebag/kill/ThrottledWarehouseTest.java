package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.sandbox.SandboxPartners;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse that asks for a minute of peace. */
class ThrottledWarehouseTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void ordersWaitWhileTheWarehouseThrottles(@TempDir Path data) {
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant());
                DaemonInside daemon = DaemonInside.start(data, partners, Map.of())) {
            partners.shipBob().requestsPerMinute(1);

            List<Long> placed = partners.store().place(4);

            await().atMost(SOON).until(() -> placed.stream().anyMatch(id -> daemon.waited(id, "429")));
            assertThat(daemon.parked()).isEmpty();
            assertThat(partners.odoo().orders()).isNotEmpty();
        }
    }
}
