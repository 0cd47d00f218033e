package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operations port says of a daemon whose ledger or buffer has broken. */
class BrokenDaemonTest {

    @TempDir
    private Path data;

    @Test
    void isDownAndSaysWhyWhenTheLedgerIsBroken() {
        try (RunningDaemon running = RunningDaemon.start(data)) {
            assertThat(running.operations("/observe/health").statusCode()).isEqualTo(200);

            running.ledger().close();

            HttpResponse<String> health = running.operations("/observe/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("DOWN").contains("the ledger").doesNotContain("Exception");
            assertThat(running.operations("/observe/health/ready").statusCode()).isEqualTo(503);
            HttpResponse<String> orders = running.operations(
                    "/api/v1/orders",
                    "Authorization",
                    "Bearer " + running.daemon().token());
            assertThat(orders.statusCode()).isEqualTo(503);
            assertThat(orders.body()).contains("ledger-unavailable");
        }
    }

    @Test
    void isDownAndSaysWhyWhenTheBufferIsBroken() {
        try (RunningDaemon running = RunningDaemon.start(data)) {

            running.daemon().broker().close();

            HttpResponse<String> health = running.operations("/observe/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("DOWN").contains("the embedded broker is not active");
        }
    }
}
