package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.simulation.DaemonProcess;
import io.saddlebag.testing.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} between the receiver's taking an alert and our noting it: it comes again, under the same id, and once. */
class AlertKillIT {

    private static final Duration SOON = Duration.ofSeconds(180);

    @TempDir
    private Path home;

    @Test
    void anAlertThatWasBeingSentIsSentAgainUnderTheSameIdAndNothingElseIsRepeated() throws Exception {
        Receiver silent = new Receiver(0);
        silent.fallsSilent();
        Map<String, String> settings = Map.of(
                "saddlebag.alert.every", "* * * * * ?",
                "saddlebag.alert.send-again", "15s",
                "saddlebag.alert.webhook.ops.url", silent.url() + "/hook");
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant());
                DaemonProcess daemon = DaemonProcess.at(home, partners, settings)) {
            daemon.startAndWait();
            forgedWebhook(daemon.intakePort());
            await().atMost(SOON).until(() -> !silent.got().isEmpty());

            daemon.kill();
            silent.close();
            try (Receiver well = new Receiver(silent.port())) {
                daemon.startAndWait();
                await().atMost(SOON).until(() -> !well.got().isEmpty());
                try (Ledger ledger = daemon.ledger()) {
                    await().atMost(SOON).until(() -> ledger.alerts().channels().isEmpty());
                    assertThat(ledger.alerts().open(10)).hasSize(1);
                }

                assertThat(well.got())
                        .extracting(Receiver.Got::id)
                        .containsExactly(silent.got().get(0).id());
            }
        }
    }

    private static void forgedWebhook(int port) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/woocommerce/main"))
                                .header("Content-Type", "application/json")
                                .header("X-WC-Webhook-Signature", "forged")
                                .header("X-WC-Webhook-Topic", "order.updated")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":1}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
