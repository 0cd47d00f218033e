package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainHttpStoreTest {

    @Test
    void P13_bringsAnOrderHomeToAStoreWithoutTlsBySigningWithOAuth(@TempDir Path data) {
        Vertx vertx = Vertx.vertx();
        try (SandboxStore store = SandboxStore.start(
                        vertx, 0, SandboxStore.Options.defaults().with(o -> o.tls(false)));
                RunningDaemon running = RunningDaemon.start(
                        data,
                        SandboxPartners.Plan.instant(),
                        Map.of("saddlebag.store.main.url", store.url(), "saddlebag.store.main.auth", "auto"))) {

            long id = store.place(Basket.of("processing", "TEE-M", 2));

            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(running.order(id).map(Ledger.OrderRow::state))
                            .contains(OrderState.COMPLETED));
            assertThat(store.order(id).orElseThrow().path("status").asText()).isEqualTo("completed");
        } finally {
            vertx.close();
        }
    }
}
