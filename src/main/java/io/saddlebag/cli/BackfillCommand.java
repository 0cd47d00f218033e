package io.saddlebag.cli;

import io.saddlebag.settings.Settings;
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
    public Integer call() throws InterruptedException {
        Settings settings = home.settings();
        DaemonApi daemon = DaemonApi.of(home, settings);
        Instant end = to == null ? Instant.now() : instant(to);
        if (!store.matches("[a-z0-9-]{1,40}")) {
            throw new Problem("'" + store + "' is no name of a store; it is the NAME in saddlebag.store.NAME.url");
        }
        Instant start = instant(from);
        String body = String.format("{\"store\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}", store, start, end);
        daemon.send("POST", "/api/v1/backfills", body);
        System.out.printf(
                "the orders of %s changed from %s to %s are being read again; follow them with 'status'%n",
                store, start, end);
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
