package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the public port answers to everything that is no partner's delivery, or a mad one. */
class HostileIntakeTest extends PublicPort {

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void refusesAnOversizeBodyWith413HoweverLargeItIs() {
        for (int size : List.of(LARGEST + 1, 3 * LARGEST, 5 * LARGEST, 20 * LARGEST)) {
            byte[] body = new byte[size];
            Arrays.fill(body, (byte) ' ');

            assertSmallJson(running.webhook("main", SECRET, "order.updated", body), 413, "too-large");
        }
    }

    @Test
    void refusesAnOversizeBodyOfUnknownLengthWith413() throws Exception {
        byte[] body = new byte[5 * LARGEST];
        Arrays.fill(body, (byte) 'x');

        String answer = raw(
                "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
                chunked(body));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("too-large");
    }

    @Test
    void refusesWhatIsNotOneJsonObjectWith400() {
        String deep = "{\"id\":1,\"status\":\"x\",\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        for (String body : List.of(
                "",
                " ",
                "not json " + MARK,
                "[]",
                "[{\"id\":1}]",
                "\"" + MARK + "\"",
                "null",
                "{\"id\":1,\"status\":\"processing\"",
                "{\"id\":1,\"status\":\"processing\"} x",
                "{\"id\":1,\"id\":2,\"status\":\"processing\"}",
                "{\"id\":\"1; drop\",\"status\":\"" + MARK + "\"}",
                "{\"id\":-1,\"status\":\"processing\"}",
                "{}",
                deep)) {
            HttpResponse<String> answer =
                    running.webhook("main", SECRET, "order.updated", body.getBytes(StandardCharsets.UTF_8));

            assertSmallJson(answer, 400, "not-json");
        }
    }

    @Test
    void answersOtherMethodsAndPathsWithoutSideEffect() throws Exception {
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri(PATH))
                            .method(method, HttpRequest.BodyPublishers.ofByteArray(order(1005)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(method).isIn(404, 405);
            assertThat(answer.body()).doesNotContain("Exception", "\tat ");
        }
        assertThat(running.intake("/", order(1005)).statusCode()).isEqualTo(404);
        assertThat(running.intake("/observe/metrics", order(1005)).statusCode()).isEqualTo(404);
        assertThat(running.intake("/api/v1/orders", order(1005)).statusCode()).isEqualTo(404);
        assertThat(running.order(1005)).isEmpty();
    }

    @Test
    void letsNoHeaderFromOutsideIntoTheBuffer() {
        byte[] order = order(1007);

        HttpResponse<String> answer = running.intake(
                PATH,
                order,
                "X-WC-Webhook-Topic",
                "order.updated",
                "X-WC-Webhook-Signature",
                Signatures.woocommerce(SECRET, order),
                "CamelHttpPath",
                "/webhooks/woocommerce/other",
                "CamelHttpResponseCode",
                "500",
                "CamelJmsDestinationName",
                "dead-letters",
                "CamelFileName",
                "/tmp/x",
                "OrderKey",
                "main:666",
                "Store",
                "other",
                "JMSXGroupID",
                "main:666",
                "JMSDestination",
                "dead-letters",
                "JMSReplyTo",
                "queue://dead-letters",
                "JMSExpiration",
                "1",
                "_AMQ_DUPL_ID",
                "same",
                "_AMQ_SCHED_DELIVERY",
                "99999999999999",
                "breadcrumbId",
                "x");

        assertSmallJson(answer, 200, "accepted");
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase().startsWith("camel"));
        awaitOrder(1007);
        assertThat(running.order(666)).isEmpty();
        assertThat(running.ledger().parked(Optional.empty(), 10))
                .noneMatch(parked -> parked.payload().contains("1007"));
    }

    @Test
    void refusesACompressedBodyWhoseSignatureIsOfThePlainOne() throws Exception {
        byte[] order = order(1009);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(order);
        }

        HttpResponse<String> answer = running.intake(
                PATH,
                packed.toByteArray(),
                "Content-Encoding",
                "gzip",
                "X-WC-Webhook-Topic",
                "order.updated",
                "X-WC-Webhook-Signature",
                Signatures.woocommerce(SECRET, order));

        assertSmallJson(answer, 401, "bad-signature");
    }

    @Test
    void servesOthersWhileACallerIsSlow() throws Exception {
        byte[] order = order(1010);
        try (Socket slow = new Socket("127.0.0.1", running.daemon().intakePort())) {
            slow.getOutputStream()
                    .write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{")
                            .getBytes(StandardCharsets.UTF_8));
            slow.getOutputStream().flush();

            HttpResponse<String> answer = running.webhook("main", SECRET, "order.updated", order);

            assertSmallJson(answer, 200, "accepted");
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + running.daemon().intakePort() + path);
    }
}
