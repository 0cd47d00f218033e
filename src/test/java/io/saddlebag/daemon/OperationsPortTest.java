package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations port of a running daemon, over real HTTP. */
class OperationsPortTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path data;

    private static RunningDaemon running;
    private static List<Long> placed;

    @BeforeAll
    static void runSomeOrders() {
        running = RunningDaemon.start(data);
        placed = running.partners().store().place(3);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(placed)
                .allSatisfy(id -> assertThat(running.order(id).map(Ledger.OrderRow::state))
                        .contains(OrderState.COMPLETED)));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/health", "/observe/health/live", "/observe/health/ready"})
    void saysThatItIsWell(String path) {
        HttpResponse<String> answer = running.operations(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("status").asText()).isEqualTo("UP");
    }

    @Test
    void showsItsOwnMetricsWithoutPersonalData() {
        HttpResponse<String> answer = running.operations("/observe/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
        assertThat(answer.body())
                .containsPattern(
                        "saddlebag_partner_call_seconds_count\\{operation=\"[^\"]+\",outcome=\"200\",partner=\"erp.odoo\"\\} ")
                .containsPattern(
                        "saddlebag_partner_call_seconds_count\\{operation=\"[^\"]+\",outcome=\"201\",partner=\"warehouse.shipbob\"\\} ")
                .contains("saddlebag_orders{state=\"completed\"} 3.0")
                .contains("saddlebag_orders{state=\"parked\"} 0.0")
                .contains("saddlebag_queue_depth{queue=\"order.to-erp.odoo\"} ")
                .contains("saddlebag_queue_depth{queue=\"dead-letters\"} 0.0")
                .containsPattern("saddlebag_intake_total\\{answer=\"accepted\",partner=\"main\"\\} ");
        assertThat(answer.body()).doesNotContain("@");
        placed.forEach(id -> assertThat(answer.body()).doesNotContain("main:" + id));
    }

    @Test
    void refusesCallsWithoutTheToken() {
        assertThat(running.operations("/api/v1/orders").statusCode()).isEqualTo(401);
        HttpResponse<String> wrong = running.operations("/api/v1/orders", "Authorization", "Bearer guessed");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(json(wrong).path("error").asText()).isEqualTo("unauthorised");
        assertThat(running.operations("/api/v1/nothing").statusCode()).isEqualTo(401);
        assertThat(running.operations("/api/v1/orders", "Authorization", "Bearer")
                        .statusCode())
                .isEqualTo(401);
        assertThat(running.operations(
                                "/api/v1/orders",
                                "Authorization",
                                "Basic " + running.daemon().token())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void listsOrdersWithCountsAndMaskedAddresses() {
        JsonNode answer = json(get("/api/v1/orders"));

        assertThat(answer.path("counts").path("completed").asLong()).isEqualTo(3);
        assertThat(answer.path("orders")).hasSize(3);
        for (JsonNode order : answer.path("orders")) {
            assertThat(order.path("state").asText()).isEqualTo("completed");
            assertThat(order.path("email").asText()).matches("^.\\*\\*\\*@.+");
            assertThat(order.path("erpNumber").asText()).startsWith("S0");
            assertThat(order.path("invoiceNumber").asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "state=completed, 3",
        "state=waiting, 0",
        "state=parked, 0",
        "state=partly-shipped, 0",
        "store=main, 3",
        "store=other, 0",
        "parked=true, 0",
        "parked=false, 3",
        "limit=2, 2",
        "text=nobody-has-this, 0",
        "state=completed&store=main&limit=1, 1",
    })
    void filtersOrders(String query, int found) {
        assertThat(json(get("/api/v1/orders?" + query)).path("orders")).hasSize(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=shiny",
                "parked=maybe",
                "limit=0",
                "limit=1001",
                "limit=-1",
                "limit=many",
                "limit=99999999999999999999",
            })
    void refusesFiltersItDoesNotKnow(String query) {
        HttpResponse<String> answer = get("/api/v1/orders?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").asText()).contains("must be");
    }

    @Test
    void leadsFromItsRootToTheConsole() {
        assertThat(get("/").headers().firstValue("Location")).hasValue("/console");
    }

    @Test
    void showsOneOrderWithItsWholeTrace() {
        JsonNode order = json(get("/api/v1/orders/main/" + placed.get(0)));

        assertThat(order.path("state").asText()).isEqualTo("completed");
        assertThat(order.path("events").findValuesAsText("step"))
                .contains("capture", "post-order", "release", "shipment", "post-delivery", "invoice", "show-in-store");
        assertThat(order.path("references")).isNotEmpty();
        assertThat(order.path("shipments").path(0).path("postedToErp").asBoolean())
                .isTrue();
        assertThat(order.path("parkedMessages")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/orders/main/999999, 404, unknown-order",
        "/api/v1/orders/other/1, 404, unknown-order",
        "/api/v1/orders/main/abc, 400, bad-request",
        "/api/v1/orders/main/1%27%20or%201=1, 400, bad-request",
        "/api/v1/orders/main/%0d%0aX-Evil:%201, 400, bad-request",
        "/api/v1/orders/..%2f..%2fetc/1, 400, bad-request",
        "/api/v1/nothing, 404, not-found",
        "/api/, 404, not-found",
        "/nothing, 404, not-found",
    })
    void answersInJsonWhatItCannotGive(String path, int status, String error) {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(json(answer).path("error").asText()).isEqualTo(error);
        assertThat(answer.headers().firstValue("X-Evil")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/v1/orders, GET",
        "POST, /api/v1/orders/main/38, GET",
        "PUT, /api/v1/feeds, GET",
        "GET, /api/v1/backfills, POST",
        "POST, /observe/health, GET",
    })
    void saysWhichMethodAPathTakes(String method, String path, String allowed) {
        HttpResponse<String> answer = call(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains(allowed);
        assertThat(json(answer).path("error").asText()).isEqualTo("method-not-allowed");
    }

    @Test
    void doesNotLeaveItsPathsForThoseOfTheMachine() throws IOException {
        String answer = raw("GET /api/v1/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + running.daemon().token() + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404").doesNotContain("root:");
    }

    @Test
    void showsHowFreshEachFeedIs() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode feeds = json(get("/api/v1/feeds"));
            assertThat(Instant.parse(
                            feeds.path("orders-of-main").path("succeeded").asText()))
                    .isAfter(Instant.now().minusSeconds(60));
            assertThat(feeds.has("shipments-of-shipbob")).isTrue();
            assertThat(feeds.has("invoices-of-odoo")).isTrue();
        });
    }

    @Test
    void noticesThatWebhooksAreRegisteredIsNoWarning() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode notices = json(get("/api/v1/notices?limit=50"));
            assertThat(notices.findValuesAsText("what")).anyMatch(what -> what.contains("order.created: registered"));
            assertThat(notices.findValuesAsText("severity")).containsOnly("info");
        });
    }

    @Test
    void p12_readsAnyWindowOfAStoreAgain() {
        HttpResponse<String> answer = call(
                "POST",
                "/api/v1/backfills",
                "{\"store\":\"main\",\"from\":\"2001-01-01T00:00:00Z\",\"to\":\"2001-02-01T00:00:00Z\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("status").asText()).isEqualTo("requested");
        assertThat(running.ledger().audit().find("store/main", Optional.empty(), 1))
                .extracting(entry -> entry.entry().what() + " " + entry.entry().after() + ", "
                        + entry.entry().origin())
                .containsExactly("backfill-asked 2001-01-01T00:00:00Z to 2001-02-01T00:00:00Z, command line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"store\":\"other\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}",
                "{\"store\":\"main\",\"from\":\"2026-01-01\",\"to\":\"2026-02-01T00:00:00Z\"}",
                "{\"store\":\"main\",\"from\":\"2026-01-01T00:00:00Z\"}",
                "{\"store\":\"main\",\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}",
            })
    void refusesAWindowThatIsNone(String body) {
        HttpResponse<String> answer = call("POST", "/api/v1/backfills", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").asText()).isEqualTo("bad-request");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        HttpResponse<String> answer = call("POST", "/api/v1/backfills", "x".repeat(20_000));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).path("error").asText()).isEqualTo("too-large");
    }

    @Test
    void listensOnTheLoopbackOnly() throws IOException {
        int port = running.daemon().operationsPort();
        try (ServerSocket everywhere = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {

            boolean byLoopback = reaches("127.0.0.1", port);
            boolean byAnotherAddress = reaches("127.0.0.2", port);
            boolean whereAllAddressesAreBound = reaches("127.0.0.2", everywhere.getLocalPort());

            assertThat(byLoopback).isTrue();
            assertThat(byAnotherAddress).isFalse();
            assertThat(whereAllAddressesAreBound)
                    .as("127.0.0.2 is an address of this machine, so it tells one address from all")
                    .isTrue();
        }
    }

    private static boolean reaches(String address, int port) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }

    @Test
    void keepsItsTokenToItsOwner() throws IOException {
        Path token = data.resolve("operations.token");

        assertThat(Files.readString(token).strip())
                .isEqualTo(running.daemon().token())
                .hasSizeGreaterThan(30);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
    }

    private static HttpResponse<String> get(String path) {
        return call("GET", path, "");
    }

    private static HttpResponse<String> call(String method, String path, String body) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + running.daemon().operationsPort() + path))
                            .header(
                                    "Authorization",
                                    "Bearer " + running.daemon().token())
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", running.daemon().operationsPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Documents.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
