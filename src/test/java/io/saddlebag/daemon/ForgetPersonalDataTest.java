package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderState;
import io.saddlebag.personal.Pseudonyms;
import io.saddlebag.sandbox.SandboxPartners;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buyers are known as long as the settings say, by the daemon's own clock. */
class ForgetPersonalDataTest {

    @Test
    void aBuyerIsForgottenWhenHisOrderIsOverAndOldEnoughAndNotBefore(@TempDir Path data) {
        Map<String, String> soon = Map.of("saddlebag.personal.keep", "1s", "saddlebag.personal.forget", "* * * * * ?");
        try (RunningDaemon running = RunningDaemon.start(data, SandboxPartners.Plan.instant(), soon)) {
            long waiting = placed(running, "pending", "not.paid@example.com");
            long over = placed(running, "processing", "long.ago@example.com");

            eventually(() -> assertThat(row(running, over).state()).isEqualTo(OrderState.COMPLETED));
            eventually(() -> assertThat(row(running, over).email()).matches(Pseudonyms::is));

            assertThat(row(running, over).erpNumber()).isPresent();
            assertThat(row(running, over).invoiceNumber()).isPresent();
            assertThat(row(running, waiting).email()).isEqualTo("not.paid@example.com");
            assertThat(running.ledger().audit().verify().broken()).isEmpty();
        }
    }

    private static long placed(RunningDaemon running, String status, String email) {
        ObjectNode basket = Basket.of(status, "TEE-M", 1);
        ((ObjectNode) basket.path("billing")).put("email", email);
        long id = running.partners().store().place(basket);
        eventually(() -> assertThat(running.order(id)).isPresent());
        return id;
    }

    private static OrderRow row(RunningDaemon running, long id) {
        return running.order(id).orElseThrow();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(assertion);
    }
}
