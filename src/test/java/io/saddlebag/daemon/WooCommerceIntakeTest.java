package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the public port answers to a store's deliveries. */
class WooCommerceIntakeTest extends PublicPort {

    @Test
    void takesASignedOrderAndKeepsIt() {
        byte[] order = order(1001);

        HttpResponse<String> answer = running.webhook("main", SECRET, "order.updated", order);

        assertSmallJson(answer, 200, "accepted");
        awaitOrder(1001);
    }

    @Test
    void P5_refusesAMissingOrWrongSignatureWith401AndCountsIt() {
        byte[] order = order(1002);
        double before = counted("main", "bad-signature");

        assertSmallJson(running.intake(PATH, order, "X-WC-Webhook-Topic", "order.updated"), 401, "bad-signature");
        assertSmallJson(signed(order, "AAAA"), 401, "bad-signature");
        assertSmallJson(signed(order, "not base64 \u007e"), 401, "bad-signature");
        assertSmallJson(
                running.webhook("main", "another-secret-0123456789", "order.updated", order), 401, "bad-signature");

        assertThat(counted("main", "bad-signature") - before).isEqualTo(4);
        assertThat(running.order(1002)).isEmpty();
    }

    @Test
    void P5_signsOverTheRawBytesNotOverTheJson() {
        String pretty = new String(order(1003), StandardCharsets.UTF_8).replace("\"id\"", " \n\t\"id\"");
        byte[] raw = pretty.getBytes(StandardCharsets.UTF_8);

        assertSmallJson(signed(raw, Signatures.woocommerce(SECRET, order(1003))), 401, "bad-signature");
        assertSmallJson(signed(raw, Signatures.woocommerce(SECRET, raw)), 200, "accepted");
    }

    @Test
    void knowsNoOtherStoreAndNoQueryParameterMakesIt() {
        byte[] order = order(1004);

        assertSmallJson(running.webhook("nobody", SECRET, "order.updated", order), 404, "unknown-partner");
        assertSmallJson(running.webhook("nobody?store=main", SECRET, "order.updated", order), 404, "unknown-partner");
        assertSmallJson(running.webhook("main?store=nobody", SECRET, "order.updated", order), 200, "accepted");
        awaitOrder(1004);
    }

    @Test
    void P4_answersAnyPingWith200AndDoesNothing() throws IOException {
        Files.deleteIfExists(Path.of("file-uploads")); // what another test's form to another port left
        for (String query : List.of("", "?store=other", "?webhook_id=9")) {
            HttpResponse<String> answer = running.intake(
                    PATH + query,
                    "webhook_id=8".getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/x-www-form-urlencoded");

            assertSmallJson(answer, 200, "ping");
        }
        HttpResponse<String> otherForm = running.intake(
                PATH,
                "id=8&status=processing".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded");
        byte[] order = order(1011);
        HttpResponse<String> noPing = running.webhook("main?webhook_id=9", SECRET, "order.updated", order);

        assertSmallJson(otherForm, 401, "bad-signature");
        assertSmallJson(noPing, 200, "accepted");
        awaitOrder(1011);
        assertThat(running.order(8)).isEmpty();
        assertThat(Path.of("file-uploads"))
                .as("a form makes the server no folder for uploads")
                .doesNotExist();
    }

    @Test
    void settlesOtherTopicsWith200() {
        for (String topic : List.of("customer.created", "product.updated", "coupon.deleted", "action.x")) {
            assertSmallJson(running.webhook("main", SECRET, topic, order(1006)), 200, "ignored");
        }
        assertThat(running.order(1006)).isEmpty();
    }

    @Test
    void takesChunkedBodiesHttp10AndAnyContentType() throws Exception {
        byte[] order = order(1008);
        String head = "Host: x\r\nX-WC-Webhook-Topic: order.updated\r\nX-WC-Webhook-Signature: "
                + Signatures.woocommerce(SECRET, order) + "\r\nConnection: close\r\n";

        assertThat(raw("POST " + PATH + " HTTP/1.1\r\n" + head + "Transfer-Encoding: chunked\r\n\r\n", chunked(order)))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("POST " + PATH + " HTTP/1.0\r\n" + head + "Content-Length: " + order.length + "\r\n\r\n", order))
                .contains(" 200 ");
        for (String type : List.of("text/plain", "application/octet-stream", "", "multipart/form-data; boundary=x")) {
            assertThat(running.intake(
                                    PATH,
                                    order,
                                    "Content-Type",
                                    type,
                                    "X-WC-Webhook-Topic",
                                    "order.updated",
                                    "X-WC-Webhook-Signature",
                                    Signatures.woocommerce(SECRET, order))
                            .statusCode())
                    .as(type)
                    .isEqualTo(200);
        }
        awaitOrder(1008);
    }

    private HttpResponse<String> signed(byte[] body, String signature) {
        return running.intake(PATH, body, "X-WC-Webhook-Topic", "order.updated", "X-WC-Webhook-Signature", signature);
    }
}
