package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.sandbox.SandboxPartners;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeWithoutBufferTest {

    private static final String SECRET = "intake-test-secret-0123456789";

    @Test
    void answers503WhenAnOrderCannotBeKeptAndStillRefusesWhatIsForged(@TempDir Path data) {
        byte[] order = Captured.read("08-webhooks/delivery-order.created.json").body();
        try (RunningDaemon running = RunningDaemon.start(
                data,
                SandboxPartners.Plan.instant(),
                Map.of("saddlebag.store.main.webhook-secret", SECRET, "saddlebag.stop-within", "2s"))) {
            running.daemon().broker().close();

            HttpResponse<String> answer = running.webhook("main", SECRET, "order.updated", order);
            HttpResponse<String> forged = running.webhook("main", "another" + SECRET, "order.updated", order);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"unavailable\","
                            + "\"message\":\"the message cannot be kept at present; send it again later\"}");
            assertThat(forged.statusCode()).isEqualTo(401);
            assertThat(running.operations("/observe/metrics").body())
                    .containsPattern("saddlebag_intake_total\\{answer=\"unavailable\",partner=\"main\"} 1\\.0");
        }
    }
}
