package io.saddlebag.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.operations.OperationsToken;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The running daemon's API, as commands call it. What it refuses, and that it does not answer, are problems told in words. */
final class DaemonApi {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Home home;
    private final String address;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();

    private DaemonApi(Home home, String address, String token) {
        this.home = home;
        this.address = address;
        this.token = token;
    }

    /**
     * The API of the daemon that runs in a home.
     *
     * @throws Problem if none has run there yet
     */
    static DaemonApi of(Home home, Settings settings) {
        Section operations = settings.section("saddlebag.operations");
        Path data = settings.folder("saddlebag.data", "data");
        String token = operations
                .find("token")
                .or(() -> OperationsToken.find(data))
                .orElseThrow(() -> home.notRun(settings, data.resolve("operations.token")));
        return new DaemonApi(home, "http://" + host(operations) + ":" + operations.number("port", 8081), token);
    }

    private static String host(Section operations) {
        String host = operations.text("host", "127.0.0.1");
        return "0.0.0.0".equals(host) || "::".equals(host) ? "127.0.0.1" : host;
    }

    /**
     * Asks for something to be done.
     *
     * @return the answer's document
     * @throws Problem if no daemon answers, or it refuses
     */
    JsonNode send(String method, String path, String json) throws InterruptedException {
        HttpResponse<String> answer = exchange(method, path, json, HttpResponse.BodyHandlers.ofString());
        JsonNode document = document(answer.body());
        if (answer.statusCode() / 100 != 2) {
            String message = document.path("message").asText("");
            throw new Problem("the daemon refuses: " + (message.isEmpty() ? "status " + answer.statusCode() : message));
        }
        return document;
    }

    /**
     * Writes an answer into a file as it comes.
     *
     * @throws Problem if no daemon answers, it refuses, or the file cannot be written
     */
    void download(String path, Path file) throws InterruptedException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new Problem("the file " + file + " cannot be written; is its folder there?");
        }
        HttpResponse<Path> answer = exchange("GET", path, "", HttpResponse.BodyHandlers.ofFile(file));
        if (answer.statusCode() / 100 != 2) {
            throw new Problem("the daemon refuses: status " + answer.statusCode());
        }
    }

    private <T> HttpResponse<T> exchange(String method, String path, String json, HttpResponse.BodyHandler<T> body)
            throws InterruptedException {
        HttpResponse<T> answer;
        try {
            answer = http.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    body);
        } catch (IOException e) {
            throw new Problem("no daemon answers at " + address + " ("
                    + e.getClass().getSimpleName() + "); start it with 'run'. If it runs and listens elsewhere, set"
                    + " saddlebag.operations.port and saddlebag.operations.host in "
                    + home.folder().resolve("application.properties")
                    + ", which every command reads: what was given to 'run' with -D is known to no other command");
        }
        if (answer.statusCode() == 401) {
            throw new Problem(
                    "the daemon at " + address + " has another token than this home; name its home with --home");
        }
        return answer;
    }

    private static JsonNode document(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) { // something else listens there: its status says more
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
