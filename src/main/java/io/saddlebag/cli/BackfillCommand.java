package io.saddlebag.cli;

import io.saddlebag.operations.OperationsToken;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = "Has the running daemon read a store's orders of a window again, however long ago.")
final class BackfillCommand implements Callable<Integer> {

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
        String token = operations
                .find("token")
                .orElseGet(() -> OperationsToken.keptIn(settings.folder("saddlebag.data", "data")));
        Instant end = to == null ? Instant.now() : instant(to);
        String body = "{\"store\":\"" + store.replace("\"", "") + "\",\"from\":\"" + instant(from) + "\",\"to\":\""
                + end + "\"}";
        String address = "http://127.0.0.1:" + operations.number("port", 8081) + "/api/v1/backfills";
        HttpResponse<String> answer;
        try {
            answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Problem("no daemon answers at " + address + "; start it with 'run', then backfill again");
        }
        if (answer.statusCode() != 202) {
            throw new Problem("the daemon refuses: " + answer.body());
        }
        System.out.printf(
                "the orders of %s changed from %s to %s are being read again; follow them with 'status'%n",
                store, instant(from), end);
        return 0;
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
