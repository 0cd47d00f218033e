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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A daemon whose public port is tried; partners do nothing of their own. No log of it quotes what was sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PublicPort {

    static final String SECRET = "intake-test-secret-0123456789";
    static final String SHIPBOB_SECRET = "whsec_aW50YWtlLXRlc3Qtc2VjcmV0LTAxMjM0NTY3ODk=";
    static final int LARGEST = 200_000;
    static final String PATH = "/webhooks/woocommerce/main";
    static final String MARK = "never-in-a-log-4711";
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
    RunningDaemon running;

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

    static void assertSmallJson(HttpResponse<String> answer, int status, String word) {
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

    double counted(String partner, String answer) {
        String metrics = running.operations("/observe/metrics").body();
        Matcher line = Pattern.compile("saddlebag_intake_total\\{(?=[^}]*answer=\"" + answer + "\")(?=[^}]*partner=\""
                        + partner + "\")[^}]*} ([0-9.]+)")
                .matcher(metrics);
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    void awaitOrder(long id) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(running.order(id).map(Ledger.OrderRow::number))
                        .hasValue(String.valueOf(id)));
    }

    /** A pending order of one mug; a mark in it shows whether a log quotes it. */
    static byte[] order(long id) {
        Captured captured = Captured.read("08-webhooks/delivery-order.created.json");
        return new String(captured.body(), StandardCharsets.UTF_8)
                .replace("\"id\":464,", "\"id\":" + id + ",\"customer_note_2\":\"" + MARK + "\",")
                .replace("\"number\":\"464\"", "\"number\":\"" + id + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] chunked(byte[] body) throws IOException {
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
    String raw(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", running.daemon().intakePort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
