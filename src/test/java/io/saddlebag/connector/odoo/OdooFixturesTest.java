package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Credentials;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each captured answer of the real servers means, as reviewed in {@code connector/odoo/outcomes.txt}. */
class OdooFixturesTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/erp");
    private static final Path REVIEWED = Path.of("src/test/resources/connector/odoo/outcomes.txt");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicReference<SandboxReply> NEXT = new AtomicReference<>();

    private static Vertx vertx;
    private static SandboxServer server;
    private static CamelContext camel;
    private static CamelPartnerHttp http;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = SandboxServer.start(vertx, "captured", 0, request -> NEXT.get(), JSON::createObjectNode);
        camel = new DefaultCamelContext();
        camel.start();
        http = new CamelPartnerHttp(camel, "erp.test", server.url(), 2, Credentials.NONE, new SimpleMeterRegistry());
    }

    @AfterAll
    static void stop() {
        http.close();
        camel.stop();
        server.close();
        vertx.close();
    }

    static Stream<String> files() throws IOException {
        try (Stream<Path> odoo17 = Files.list(FIXTURES.resolve("odoo17"));
                Stream<Path> odoo19 = Files.list(FIXTURES.resolve("odoo19"))) {
            return Stream.concat(odoo17, odoo19)
                    .map(FIXTURES::relativize)
                    .map(Path::toString)
                    .filter(f -> f.endsWith(".json") && !f.contains("facts"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void everyCapturedAnswerIsReviewedAndEveryReviewIsOfACapturedAnswer() throws IOException {
        assertThat(reviewed().keySet()).containsExactlyElementsOf(files().toList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void meansWhatTheReviewSays(String file) throws IOException {
        JsonNode captured = JSON.readTree(FIXTURES.resolve(file).toFile());
        JsonNode response = captured.path("response");
        JsonNode body = response.path("body");
        NEXT.set(SandboxReply.text(
                response.path("status").asInt(),
                response.path("headers").path("Content-Type").asText("application/json"),
                body.isTextual() ? body.asText() : body.toString()));

        Judged judged = new OdooOutcomes(Clock.systemUTC())
                .judge(
                        captured.path("request").path("url").asText().contains("/json/2/")
                                ? Dialect.JSON_2
                                : Dialect.JSON_RPC,
                        method(captured.path("request")),
                        http.send(HttpCall.json("replay", "POST", "/replayed", "{}")));

        assertThat(word(judged)).isEqualTo(reviewed().get(file));
    }

    private static String method(JsonNode request) {
        String url = request.path("url").asText();
        if (url.contains("/json/2/")) {
            return url.substring(url.lastIndexOf('/') + 1);
        }
        JsonNode params = request.path("body").path("params");
        return params.path("service").asText().equals("object")
                ? params.path("args").path(4).asText()
                : params.path("method").asText();
    }

    static String word(Judged judged) {
        if (judged.conflict()) {
            return "conflict";
        }
        Outcome<JsonNode> outcome = judged.outcome();
        if (outcome instanceof Outcome.Refused<JsonNode> refused) {
            return "refused " + refused.code();
        }
        return outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    private static Map<String, String> reviewed() throws IOException {
        Map<String, String> reviewed = new TreeMap<>();
        List<String> lines = Files.exists(REVIEWED) ? Files.readAllLines(REVIEWED) : List.of();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" +", 2);
                reviewed.put(parts[0], parts[1].strip());
            }
        }
        return reviewed;
    }
}
