package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.shipbob.Automation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the public port answers to everything that is, or is not, a partner's delivery. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeTest {

    private static final String SECRET = "intake-test-secret-0123456789";
    private static final String SHIPBOB_SECRET = "whsec_aW50YWtlLXRlc3Qtc2VjcmV0LTAxMjM0NTY3ODk=";
    private static final int LARGEST = 200_000;
    private static final String PATH = "/webhooks/woocommerce/main";
    private static final String MARK = "never-in-a-log-4711";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event.getFormattedMessage() + throwable(event.getThrowableProxy()));
        }

        private String throwable(IThrowableProxy thrown) {
            return thrown == null ? "" : " " + thrown.getMessage() + throwable(thrown.getCause());
        }
    };
    private final HttpClient http = HttpClient.newHttpClient();
    private RunningDaemon running;

    @BeforeAll
    void start(@TempDir Path data) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        running = RunningDaemon.start(
                data,
                SandboxPartners.Plan.instant().warehouse(Automation.off()),
                Map.of(
                        "saddlebag.store.main.webhook-secret",
                        SECRET,
                        "saddlebag.warehouse.shipbob.webhook-secret",
                        SHIPBOB_SECRET,
                        "saddlebag.intake.max-bytes",
                        String.valueOf(LARGEST),
                        "saddlebag.poll.orders",
                        "0 0 0 1 1 ? 2099",
                        "saddlebag.poll.shipments",
                        "0 0 0 1 1 ? 2099"));
    }

    @AfterAll
    void stop() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(appender);
        assertThat(log).noneMatch(line -> line.contains(MARK));
        running.close();
    }

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
    void knowsNoOtherStoreAndNoQueryParameterMakesIt() {
        byte[] order = order(1004);

        assertSmallJson(running.webhook("nobody", SECRET, "order.updated", order), 404, "unknown-partner");
        assertSmallJson(running.webhook("nobody?store=main", SECRET, "order.updated", order), 404, "unknown-partner");
        assertSmallJson(running.webhook("main?store=nobody", SECRET, "order.updated", order), 200, "accepted");
        awaitOrder(1004);
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
    void P4_answersAnyPingWith200AndDoesNothing() {
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
    }

    @Test
    void settlesOtherTopicsWith200() {
        for (String topic : List.of("customer.created", "product.updated", "coupon.deleted", "action.x")) {
            assertSmallJson(running.webhook("main", SECRET, topic, order(1006)), 200, "ignored");
        }
        assertThat(running.order(1006)).isEmpty();
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

    private HttpResponse<String> signed(byte[] body, String signature) {
        return running.intake(PATH, body, "X-WC-Webhook-Topic", "order.updated", "X-WC-Webhook-Signature", signature);
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

    private static void assertSmallJson(HttpResponse<String> answer, int status, String word) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.body().length()).isBetween(2, 300);
        try {
            JsonNode json = JSON.readTree(answer.body());
            assertThat(json.path(status < 300 ? "status" : "error").asText()).isEqualTo(word);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + answer.body(), e);
        }
        assertThat(answer.body()).doesNotContain(MARK, "Exception", "\tat ");
    }

    private double counted(String partner, String answer) {
        String metrics = running.operations("/observe/metrics").body();
        Matcher line = Pattern.compile("saddlebag_intake_total\\{(?=[^}]*answer=\"" + answer + "\")(?=[^}]*partner=\""
                        + partner + "\")[^}]*} ([0-9.]+)")
                .matcher(metrics);
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    private void awaitOrder(long id) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(running.order(id).map(Ledger.OrderRow::number))
                        .hasValue(String.valueOf(id)));
    }

    /** A pending order of one mug; a mark in it shows whether a log quotes it. */
    private static byte[] order(long id) {
        Captured captured = Captured.read("08-webhooks/delivery-order.created.json");
        return new String(captured.body(), StandardCharsets.UTF_8)
                .replace("\"id\":464,", "\"id\":" + id + ",\"customer_note_2\":\"" + MARK + "\",")
                .replace("\"number\":\"464\"", "\"number\":\"" + id + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + running.daemon().intakePort() + path);
    }

    private static byte[] chunked(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += 1000) {
            int length = Math.min(1000, body.length - from);
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, from, length);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** What comes back on a bare connection; a server may close while a body that is too large still comes. */
    private String raw(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", running.daemon().intakePort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
