package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The reconciliation of a running daemon, asked over its API, and its partners changed by hand. */
final class ReconciliationDesk {

    private final RunningDaemon running;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ReconciliationDesk(RunningDaemon running) {
        this.running = running;
    }

    /** A difference as the API tells it. */
    record Told(JsonNode json) {
        String id() {
            return json.path("id").asText();
        }

        String kind() {
            return json.path("kind").asText();
        }

        String order() {
            return json.path("order").asText();
        }

        String value() {
            return json.path("amount").asText() + " " + json.path("currency").asText();
        }

        @Override
        public String toString() {
            return order() + " " + kind() + " " + value() + ": "
                    + json.path("detail").asText();
        }
    }

    /** Compares the last day and waits for the end of it. */
    JsonNode run() {
        return run("{\"by\":\"ann\",\"store\":\"main\"}");
    }

    JsonNode run(String request) {
        HttpResponse<String> asked = call("POST", "/api/v1/reconciliation/runs", request);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        String id = json(asked).path("runs").path(0).path("id").asText();
        JsonNode[] last = new JsonNode[1];
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    last[0] = json(call("GET", "/api/v1/reconciliation/runs/" + id, ""));
                    return last[0].hasNonNull("endedAt");
                });
        return last[0];
    }

    List<Told> differences(String filter) {
        List<Told> told = new ArrayList<>();
        json(call("GET", "/api/v1/reconciliation/differences?limit=1000" + filter, ""))
                .path("differences")
                .forEach(json -> told.add(new Told(json)));
        return told;
    }

    List<Told> open() {
        return differences("");
    }

    HttpResponse<String> repair(String id) {
        return call("POST", "/api/v1/reconciliation/differences/" + id + "/repair", "{\"by\":\"ann\"}");
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Documents.parse(answer.body());
    }

    HttpResponse<String> call(String method, String path, String body) {
        return send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + running.daemon().operationsPort() + path))
                .header("Authorization", "Bearer " + running.daemon().token())
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What a person does in Odoo. */
    JsonNode odoo(String method, String json) {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(running.partners().odoo().url() + "/json/2/" + method))
                        .header("Authorization", "Bearer sandbox-key")
                        .header("Content-Type", "application/json")
                        .header("X-Odoo-Database", "erp19")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
        assertThat(answer.statusCode()).as(method + ": " + answer.body()).isBetween(200, 299);
        return json(answer);
    }

    /** What a person does at the warehouse. */
    void warehouse(String path, String json) {
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(URI.create(running.partners().shipBob().url() + path))
                        .header("Authorization", "Bearer sandbox-token")
                        .header("Content-Type", "application/json")
                        .header("shipbob_channel_id", "100001")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
