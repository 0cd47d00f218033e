package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the public port answers to a warehouse's deliveries. */
class ShipBobIntakeTest extends PublicPort {

    @Test
    void takesAShipmentSignedWithAnyOfSeveralSignatures() {
        byte[] body = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
        String now = String.valueOf(Instant.now().getEpochSecond());
        String right = Signatures.standard(SHIPBOB_SECRET, "msg_1", now, body);

        assertSmallJson(shipbob("msg_1", now, "v1,AAAA " + right + " v2,xyz", body), 200, "accepted");
    }

    @Test
    void refusesAShipmentThatIsForgedOldOrFromTheFuture() {
        byte[] body = ("{\"id\":\"" + MARK + "\"}").getBytes(StandardCharsets.UTF_8);
        String now = String.valueOf(Instant.now().getEpochSecond());
        String old = String.valueOf(Instant.now().minus(Duration.ofHours(2)).getEpochSecond());
        String future = String.valueOf(Instant.now().plus(Duration.ofHours(2)).getEpochSecond());
        String right = Signatures.standard(SHIPBOB_SECRET, "msg_2", now, body);

        assertSmallJson(shipbob("msg_2", now, "v1,AAAA", body), 401, "bad-signature");
        assertSmallJson(shipbob("msg_2", now, "", body), 401, "bad-signature");
        assertSmallJson(shipbob("msg_3", now, right, body), 401, "bad-signature");
        for (String time : List.of(old, future, "soon", "", "-1")) {
            String signature = Signatures.standard(SHIPBOB_SECRET, "msg_2", time, body);
            assertSmallJson(shipbob("msg_2", time, signature, body), 401, "bad-signature");
        }
        assertSmallJson(running.intake("/webhooks/shipbob/nobody", body), 404, "unknown-partner");
    }

    @Test
    void answersAReplayedShipmentAndKeepsItOnce() {
        byte[] body = "{\"id\":2}".getBytes(StandardCharsets.UTF_8);
        String now = String.valueOf(Instant.now().getEpochSecond());
        String right = Signatures.standard(SHIPBOB_SECRET, "msg_4", now, body);
        double before = counted("shipbob", "accepted");

        assertSmallJson(shipbob("msg_4", now, right, body), 200, "accepted");
        assertSmallJson(shipbob("msg_4", now, right, body), 200, "accepted");

        assertThat(counted("shipbob", "accepted") - before).isEqualTo(2);
        await().atMost(Duration.ofSeconds(20)).until(running::idle);
        assertThat(running.ledger().parked(Optional.empty(), 50))
                .filteredOn(parked -> parked.payload().equals("{\"id\":2}"))
                .hasSizeLessThanOrEqualTo(1);
    }

    private HttpResponse<String> shipbob(String id, String timestamp, String signature, byte[] body) {
        return running.intake(
                "/webhooks/shipbob/shipbob",
                body,
                "Content-Type",
                "application/json",
                "x-webhook-topic",
                "order.shipped",
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                signature);
    }
}
