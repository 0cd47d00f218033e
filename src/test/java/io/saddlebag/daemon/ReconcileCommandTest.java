package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.daemon.ReconciliationDesk.Told;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.sandbox.woocommerce.WebhookFaults;
import io.saddlebag.testing.Said;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reconciliation as a person asks for it, by command line and API, of a running daemon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconcileCommandTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    private Path home;
    private RunningDaemon running;
    private ReconciliationDesk desk;

    @BeforeAll
    void start(@TempDir Path folder) {
        running = ReconciliationTest.start(folder.resolve("data"), Automation.instant(), Map.of());
        desk = new ReconciliationDesk(running);
        home = running.home(folder.resolve("home"), Map.of("saddlebag.store.main.url", "http://127.0.0.1:1"));
    }

    @AfterEach
    void mend() {
        running.partners().store().webhookFaults(WebhookFaults.none());
        running.partners().store().faults().clear();
        running.partners().odoo().faults().clear();
        running.partners().shipBob().faults().clear();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void p7AnOrderThatWasNeverCapturedIsListedRepairedAndClosedByTheCommandLine() throws IOException {
        long id = uncaptured();
        Path csv = home.resolve("differences.csv");

        Said said = say("reconcile", "--store", "main", "--csv", csv.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text())
                .contains("main, placed ", "not-captured: ", "EUR, the oldest 0 min", "main:" + id)
                .contains("-> 'reconcile --repair KIND' (or all) mends what a message can: not-captured");
        assertThat(Files.readAllLines(csv).get(0)).startsWith("id,kind,store,order,");
        assertThat(Files.readAllLines(csv)).anyMatch(line -> line.contains(",not-captured,main,main:" + id + ","));
        String difference = difference(id).id().substring(0, 10);
        assertThat(say("reconcile", "show", difference).text())
                .contains(
                        "kind    not-captured: the store has an order",
                        "do      'reconcile repair " + difference,
                        "found");

        assertThat(say("reconcile", "--store", "main", "--repair", "not-captured", "--by", "ann")
                        .last())
                .endsWith("is under way; 'reconcile' in a minute tells what it closed");
        completed(id);
        say("reconcile");

        assertThat(say("reconcile", "show", difference).text())
                .contains("closed: gone after the repair asked for by ann", "repair", "closed");
        assertThat(say("reconcile", "repair", difference).last()).contains("is not open any more");
        assertThat(running.partners().odoo().ordersByReference(String.valueOf(id)))
                .hasSize(1);
    }

    @Test
    void aWindowWithoutDifferencesEndsWithZero() {
        Said said = say("reconcile", "--from", "2026-01-01", "--to", "2026-01-01");

        assertThat(said.text())
                .contains("2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z: 0 records compared", "no differences");
        assertThat(said.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --store | nowhere    | 'nowhere' is no store; configured are main
                    --from  | yesterday  | 'yesterday' is no date
                    --repair| everything | 'everything' is no kind of difference; there are all, not-captured
                    --csv   | /none/a.csv| there is no folder /none
                    --csv   | /          | is a folder; name a file
                    --what  | ever       | Unknown options
                    """)
    void aWrongCallEndsWithTwoAndSaysWhatIsRight(String option, String value, String words) {
        Said said = say("reconcile", option, value);

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.text()).contains(words).doesNotContain("compared");
    }

    @Test
    void anAcceptedDifferenceCountsNoMore() {
        long id = uncaptured();
        desk.run();
        String difference = difference(id).id();

        assertThat(say("reconcile", "accept", difference, "--reason", "a test order", "--by", "ann")
                        .last())
                .isEqualTo("accepted");

        desk.run();
        assertThat(desk.differences("&order=main:" + id)).isEmpty();
        assertThat(desk.differences("&state=accepted&order=main:" + id))
                .singleElement()
                .satisfies(told -> assertThat(told.json().path("closedBecause").asText())
                        .isEqualTo("accepted by ann: a test order"));
        assertThat(say("reconcile", "--store", "main").text()).containsPattern(", [1-9][0-9]* accepted earlier");
    }

    @ParameterizedTest
    @CsvSource({"odoo", "store", "shipbob"})
    void p23ARunThatCannotAskAPartnerIsIncompleteAndClosesNothing(String down) {
        long id = uncaptured();
        assertThat(desk.run().path("state").asText()).isEqualTo("complete");
        assertThat(difference(id).value()).endsWith(" EUR");
        running.partners().store().webhookFaults(WebhookFaults.none());
        running.partners()
                .store()
                .edit(id, JsonNodeFactory.instance.objectNode().put("customer_note", "please"));
        completed(id);
        Fault fault = Fault.of(Fault.Kind.DOWN);
        switch (down) {
            case "odoo" -> running.partners().odoo().faults().add(fault);
            case "store" -> running.partners().store().faults().add(fault);
            default -> running.partners().shipBob().faults().add(fault);
        }

        JsonNode run = desk.run();

        assertThat(run.path("state").asText()).isEqualTo("incomplete");
        assertThat(run.path("reason").asText()).contains(down.equals("store") ? "store.main" : down);
        assertThat(difference(id).kind()).isEqualTo("not-captured");
        assertThat(say("reconcile").text()).contains("INCOMPLETE, nothing was closed: ");
        mend();
        assertThat(desk.run().path("state").asText()).isEqualTo("complete");
        assertThat(desk.differences("&order=main:" + id)).isEmpty();
    }

    @Test
    void p9AWindowHoldsItsFirstSecondAndNotItsEnd() {
        long id = uncaptured();
        Instant placed =
                Instant.parse(running.partners()
                                .store()
                                .order(id)
                                .orElseThrow()
                                .path("date_created_gmt")
                                .asText() + "Z");

        desk.run(window(placed.minusSeconds(60), placed));
        assertThat(desk.differences("&order=main:" + id)).as("it ends there").isEmpty();
        desk.run(window(placed, placed.plusSeconds(1)));
        assertThat(desk.differences("&order=main:" + id)).as("it begins there").hasSize(1);
        running.partners().store().delete(id);
        desk.run(window(placed.plusSeconds(1), placed.plusSeconds(60)));
        assertThat(desk.differences("&order=main:" + id))
                .as("another window says nothing about it")
                .hasSize(1);
        desk.run(window(placed, placed.plusSeconds(1)));
        assertThat(desk.differences("&order=main:" + id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    GET  | /api/v1/reconciliation/runs/unknown                    | `` | 404
                    GET  | /api/v1/reconciliation/differences/unknown             | `` | 404
                    POST | /api/v1/reconciliation/differences/unknown/repair      | {"by":"ann"} | 404
                    POST | /api/v1/reconciliation/differences/unknown/repair      | {} | 400
                    POST | /api/v1/reconciliation/differences/unknown/accept      | {"by":"ann","reason":"x"} | 404
                    POST | /api/v1/reconciliation/differences/unknown/accept      | {"by":"ann"} | 422
                    POST | /api/v1/reconciliation/differences/repair              | {"by":"ann"} | 400
                    POST | /api/v1/reconciliation/differences/repair              | {"by":"ann","kind":"none"} | 400
                    GET  | /api/v1/reconciliation/differences?kind=none           | `` | 400
                    GET  | /api/v1/reconciliation/differences?state=none          | `` | 400
                    GET  | /api/v1/reconciliation/differences?order=none          | `` | 400
                    GET  | /api/v1/reconciliation/differences?after=none          | `` | 400
                    POST | /api/v1/reconciliation/runs                            | {} | 400
                    POST | /api/v1/reconciliation/runs                            | {"by":"ann","store":"none"} | 400
                    POST | /api/v1/reconciliation/runs                            | {"by":"ann","from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"} | 400
                    PUT  | /api/v1/reconciliation/runs                            | {} | 405
                    """)
    void answersWrongCallsInWords(String method, String path, String body, int status) {
        HttpResponse<String> answer = desk.call(method, path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(ReconciliationDesk.json(answer).path("message").asText()).isNotBlank();
    }

    @Test
    void howAllStandsIsTold() {
        uncaptured();
        desk.run();

        JsonNode standing = ReconciliationDesk.json(desk.call("GET", "/api/v1/reconciliation", ""));

        assertThat(standing.path("open").findValuesAsText("kind")).contains("not-captured");
        assertThat(standing.path("stores")
                        .path("main")
                        .path("latestComplete")
                        .path("state")
                        .asText())
                .isEqualTo("complete");
        assertThat(ReconciliationDesk.json(desk.call("GET", "/api/v1/reconciliation/runs?limit=1", ""))
                        .path("runs"))
                .hasSize(1);
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        running.operations("/observe/metrics").body())
                .containsPattern("saddlebag_differences\\{kind=\"not-captured\"\\} [1-9]")
                .containsPattern("saddlebag_reconciliation_age_seconds\\{store=\"main\"\\} [0-9]"));
    }

    private static String window(Instant from, Instant to) {
        return "{\"by\":\"ann\",\"store\":\"main\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to);
    }

    private long uncaptured() {
        running.partners().store().webhookFaults(WebhookFaults.none().dropping(1));
        return running.partners().store().place(Basket.of("processing", "TEE-M", 1));
    }

    private Told difference(long id) {
        return desk.differences("&order=main:" + id).get(0);
    }

    private void completed(long id) {
        await().atMost(LONG).untilAsserted(() -> assertThat(running.order(id).map(Ledger.OrderRow::state))
                .contains(OrderState.COMPLETED));
        await().atMost(LONG).until(running::idle);
    }

    private Said say(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        return Said.by(all.toArray(String[]::new));
    }
}
