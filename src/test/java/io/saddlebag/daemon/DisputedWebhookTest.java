package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisputedWebhookTest {

    @TempDir
    private Path data;

    /** Two changes within one second, whose webhooks overtake each other: both carry the same date. */
    @Test
    void P2_asksTheStoreWhenALateWebhookContradictsWhatIsKnownOfTheSameSecond() {
        try (RunningDaemon running = RunningDaemon.start(data)) {
            long id = running.partners().store().place(1).get(0);
            OrderKey key = new OrderKey("main", String.valueOf(id));
            await().atMost(Duration.ofSeconds(40)).until(() -> running.order(id)
                    .filter(row -> row.state() == OrderState.COMPLETED)
                    .isPresent());
            await().atMost(Duration.ofSeconds(40)).until(running::idle);
            String known =
                    running.order(id).orElseThrow().version().modifiedAt().toString();
            ObjectNode late = running.partners().store().order(id).orElseThrow().deepCopy();
            late.put("status", "pending").put("date_modified_gmt", known.substring(0, known.length() - 1));
            double asked = timesAsked(running);

            running.webhook("main", RunningDaemon.SANDBOX_SECRET, "order.updated", Documents.bytes(late));

            await().atMost(Duration.ofSeconds(40)).until(() -> timesAsked(running) > asked && running.idle());
            assertThat(running.ledger().parked(Optional.of(key), 10)).isEmpty();
            assertThat(running.order(id).orElseThrow().storeStatus()).isEqualTo("completed");
        }
    }

    /** How often the store was asked for one order. */
    private static double timesAsked(RunningDaemon running) {
        return running.operations("/observe/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("saddlebag_partner_call_seconds_count")
                        && line.contains("operation=\"get-order\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
