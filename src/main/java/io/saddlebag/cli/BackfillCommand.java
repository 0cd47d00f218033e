package io.saddlebag.cli;

import io.saddlebag.operations.OperationsToken;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = "Has the running daemon read a store's orders of a window again, however long ago.")
final class BackfillCommand implements Callable<Integer> {

    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Mixin
    private Home home;

    @Option(names = "--store", required = true, description = "configured name of the store")
    private String store;

    @Option(
            names = "--from",
            required = true,
            description = "first changed at, UTC: 2026-11-23 or 2026-11-23T08:00:00Z")
    private String from;

    @Option(names = "--to", description = "last changed at, UTC (default: now)")
    private String to;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = home.settings();
        Section operations = settings.section("saddlebag.operations");
        Path data = settings.folder("saddlebag.data", "data");
        String token = operations
                .find("token")
                .or(() -> OperationsToken.find(data))
                .orElseThrow(() -> home.notRun(settings, data.resolve("operations.token")));
        Instant end = to == null ? Instant.now() : instant(to);
        if (!store.matches("[a-z0-9-]{1,40}")) {
            throw new Problem("'" + store + "' is no name of a store; it is the NAME in saddlebag.store.NAME.url");
        }
        Instant start = instant(from);
        String body = String.format("{\"store\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}", store, start, end);
        String address = "http://" + host(operations) + ":" + operations.number("port", 8081);
        HttpResponse<String> answer;
        try {
            answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + "/api/v1/backfills"))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
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
        if (answer.statusCode() != 202) {
            Matcher message = MESSAGE.matcher(answer.body());
            throw new Problem("the daemon refuses: "
                    + (message.find() ? message.group(1).replace("\\\"", "\"") : "status " + answer.statusCode()));
        }
        System.out.printf(
                "the orders of %s changed from %s to %s are being read again; follow them with 'status'%n",
                store, start, end);
        return 0;
    }

    private static String host(Section operations) {
        String host = operations.text("host", "127.0.0.1");
        return "0.0.0.0".equals(host) || "::".equals(host) ? "127.0.0.1" : host;
    }

    private static Instant instant(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Problem("'" + text + "' is no date: write 2026-11-23 or 2026-11-23T08:00:00Z");
        }
    }
}
