package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.http.Fault;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adjustments where the ERP is an older one, and where no ERP mirrors the warehouse. */
class OtherAdjustmentsTest {

    @Test
    void adjustmentsOfOneSkuAreFollowedOnceEachInOdoo17Too(@TempDir Path data) {
        try (RunningDaemon running = AdjustmentsTest.start(data, 17, AdjustmentsTest.mirrored())) {
            AdjustmentsTest.followsOnceEach(
                    running,
                    Fault.of(Fault.Kind.RESET_AFTER_COMMIT).on("jsonrpc").times(3));
        }
    }

    @Test
    void nothingIsReadWhereNobodyFollows(@TempDir Path data) {
        try (RunningDaemon running = AdjustmentsTest.start(data, 19, Map.of())) {
            running.partners().shipBob().adjust("KETTLE", AdjustmentsTest.CENTRE, 1);
            long order = running.partners().store().place(1).get(0);

            await().atMost(AdjustmentsTest.PATIENCE).untilAsserted(() -> assertThat(running.order(order))
                    .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(OrderState.COMPLETED)));

            assertThat(running.ledger().cursor("adjustments-of-shipbob")).isEmpty();
            assertThat(running.ledger().adjustments().of("KETTLE", 10)).isEmpty();
        }
    }
}
