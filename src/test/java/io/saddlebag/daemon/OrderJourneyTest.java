package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderJourneyTest {

    @TempDir
    private Path data;

    @Test
    void bringsAnOrderFromTheCheckoutToTheErpTheWarehouseAndBackIntoTheStore() {
        try (RunningDaemon running = RunningDaemon.start(data)) {

            List<Long> placed = running.partners().store().place(5);

            await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(placed)
                    .allSatisfy(id -> assertThat(running.order(id).map(Ledger.OrderRow::state))
                            .contains(OrderState.COMPLETED)));
            assertThat(running.partners().odoo().orders()).hasSize(5);
            assertThat(running.partners().shipBob().orders()).hasSize(5);
            assertThat(placed).allSatisfy(id -> assertThat(running.partners()
                            .store()
                            .order(id)
                            .orElseThrow()
                            .path("status")
                            .asText())
                    .isEqualTo("completed"));
            assertThat(running.trace(placed.get(0)))
                    .extracting(Ledger.Event::step)
                    .contains(
                            "capture",
                            "post-order",
                            "release",
                            "shipment",
                            "post-delivery",
                            "invoice",
                            "show-in-store");
        }
    }
}
