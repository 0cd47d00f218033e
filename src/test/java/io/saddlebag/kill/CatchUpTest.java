package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FIELD_PROBLEMS P12: a look-back of fixed length loses what is older; the durable cursor does not. */
class CatchUpTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int DAYS = 10;

    @TempDir
    private Path data;

    @Test
    void p12BringsTheOrdersOfTenDaysWhenTheDaemonComesBack() {
        AtomicReference<Instant> today = new AtomicReference<>(Instant.now().minus(Duration.ofDays(DAYS)));
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant(), reading(today))) {
            List<Long> placed = new ArrayList<>();
            try (DaemonInside daemon = DaemonInside.start(data, partners, Map.of())) {
                placed.addAll(partners.store().place(2));
                await().atMost(SOON).until(() -> daemon.all(placed, OrderState.COMPLETED));
                await().atMost(SOON)
                        .until(() -> daemon.ledger().cursor("orders-of-main").isPresent());
            }
            for (int day = 0; day < DAYS; day++) {
                today.updateAndGet(now -> now.plus(Duration.ofDays(1)));
                placed.addAll(partners.store().place(3));
            }

            Map<String, String> pollsOnly = Map.of("saddlebag.store.main.public-url", "");
            try (DaemonInside daemon = DaemonInside.start(data, partners, pollsOnly)) {
                await().atMost(SOON).until(() -> daemon.all(placed, OrderState.COMPLETED));
                assertThat(daemon.parked()).isEmpty();
            }
            assertThat(partners.odoo().orders()).hasSize(placed.size());
            assertThat(partners.shipBob().orders()).hasSize(placed.size());
        }
    }

    private static Clock reading(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
