package io.saddlebag.bench;

import io.saddlebag.access.Role;
import io.saddlebag.access.Users;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.ManyOrders;
import io.saddlebag.wiring.Daemon;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The console over a ledger of 1,000,000 orders: every page as somebody who may see all of them, and what people who watch it
 * cost whole orders.
 */
final class ConsoleBench {

    private static final int ORDERS = 1_000_000;
    private static final int FIRST = 5_000_001; // the sandbox store's own begin elsewhere
    private static final Duration DAYS = Duration.ofDays(365); // 2,740 orders on each
    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(3);
    private static final int WARM = 5;
    private static final int LOOKS = 40;
    private static final int WATCHERS = 5;
    private static final int PAIRS = 6;
    private static final int WARM_FLOODS = 3;
    private static final int PLACED = 300;
    private static final Duration LIMIT = Duration.ofSeconds(150);
    /** A stream that does not end, and pages that want to be told a day, or an item. */
    private static final Set<String> NO_PAGES = Set.of("/console/live", "/console/finance/day", "/console/prices/item");

    private static final String NAME = "bench";
    private static final String PASSWORD = "correct horse battery";

    private final Daemon daemon;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String cookie;

    private ConsoleBench(Daemon daemon) throws Exception {
        this.daemon = daemon;
        this.cookie = signIn();
    }

    static void run(Report report, Path work) throws Exception {
        int intake = BenchDaemon.freePort();
        Path data = BenchDaemon.empty(work.resolve("console"));
        LedgerSettings ledger = LedgerSettings.sqlite(data.resolve("ledger.db"));
        ManyOrders.fill(ledger, FIRST, ORDERS, Instant.now().minus(DAYS), DAYS.dividedBy(ORDERS));
        Instant day = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
        ManyOrders.document(ledger, day, day.plus(Duration.ofDays(1)));
        Users users = new Users(data.resolve("users.json"), Clock.systemUTC());
        users.add(NAME, EnumSet.allOf(Role.class));
        users.choose(NAME, PASSWORD);
        try (BenchPartners partners = BenchPartners.start(work, intake, 0);
                Daemon daemon = BenchDaemon.start(data, intake, partners.settings())) {
            ConsoleBench bench = new ConsoleBench(daemon);
            bench.pages(report);
            bench.watchers(report, partners);
        }
    }

    private String signIn() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(address("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "name=" + NAME + "&password=" + PASSWORD.replace(' ', '+')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private record Seen(String path, double median, double most) {}

    private void pages(Report report) throws Exception {
        List<Seen> seen = new ArrayList<>();
        for (String path : paths()) {
            Latencies latencies = new Latencies();
            for (int i = -WARM; i < LOOKS; i++) {
                long start = System.nanoTime();
                look(path);
                if (i >= 0) {
                    latencies.add(System.nanoTime() - start);
                }
            }
            seen.add(new Seen(path, latencies.percentile(0.5), latencies.percentile(1)));
        }
        seen.sort(Comparator.comparingDouble(Seen::most).reversed());
        report.line(
                seen.size() + " pages of the console with " + ORDERS + " orders, the slowest of " + LOOKS
                        + " looks at each",
                "–",
                String.format(
                        Locale.ROOT,
                        "%.0f ms (%s)",
                        seen.get(0).most(),
                        seen.get(0).path()),
                "–",
                "< 200 ms",
                seen.get(0).most() < 200);
        StringBuilder slow = new StringBuilder("slowest pages (median / most ms): ");
        seen.stream()
                .limit(8)
                .forEach(one -> slow.append(
                        String.format(Locale.ROOT, "%s %.0f / %.0f; ", one.path(), one.median(), one.most())));
        report.note(slow.toString());
    }

    /** Every page that needs no more than its address, and what people search for. */
    private List<String> paths() {
        TreeSet<String> paths = new TreeSet<>();
        daemon.rules().keySet().stream()
                .filter(rule -> rule.startsWith("GET /console") && !rule.contains(":"))
                .map(rule -> rule.substring("GET ".length()))
                .filter(path -> !NO_PAGES.contains(path))
                .forEach(paths::add);
        Stream.of(
                        "/console/orders?text=5777777",
                        "/console/orders?text=5777777%40b",
                        "/console/orders?text=mug",
                        "/console/orders?text=1z5777777",
                        "/console/orders?text=nothing-like-it",
                        "/console/orders?state=completed",
                        "/console/orders?state=released",
                        "/console/orders?store=main",
                        "/console/orders/main/5777777",
                        "/console/support?text=5777777%40b",
                        "/console/finance/day?store=main&day=" + DAY)
                .forEach(paths::add);
        return List.copyOf(paths);
    }

    private void look(String path) throws Exception {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(address(path))
                        .header("Cookie", cookie)
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode());
        }
    }

    /** Orders go through in turns without anybody and with some who look at the list of orders all the while. */
    private void watchers(Report report, BenchPartners partners) throws Exception {
        partners.store("PUT", "/__sandbox/webhooks/faults", "{\"concurrency\":16}");
        for (int i = 0; i < WARM_FLOODS; i++) {
            flood(partners);
        }
        double alone = 0;
        double watched = 0;
        for (int pair = 0; pair < PAIRS; pair++) { // who goes first changes: whatever drifts, drifts for both
            if (pair % 2 == 0) {
                alone += flood(partners);
                watched += watched(partners);
            } else {
                watched += watched(partners);
                alone += flood(partners);
            }
        }
        double share = alone / watched;
        report.line(
                "whole orders while " + WATCHERS + " people watch the orders page; floor: nobody (" + PAIRS + " times "
                        + PLACED + " orders each)",
                String.format(Locale.ROOT, "%.1f orders/s", PAIRS * PLACED / alone),
                String.format(Locale.ROOT, "%.1f orders/s", PAIRS * PLACED / watched),
                String.format(Locale.ROOT, "%.0f %%", 100 * share),
                ">= 98 %",
                share >= 0.98);
    }

    private double watched(BenchPartners partners) throws Exception {
        HttpClient browsers = HttpClient.newHttpClient();
        List<CompletableFuture<?>> watching = new ArrayList<>();
        for (int i = 0; i < WATCHERS; i++) {
            watching.add(watch(browsers));
        }
        double seconds = flood(partners);
        watching.forEach(one -> one.cancel(true));
        return seconds;
    }

    /** Reads the page again whenever it is told of a change, as a browser does. */
    private CompletableFuture<?> watch(HttpClient browsers) {
        HttpRequest news = HttpRequest.newBuilder(address("/console/live"))
                .header("Cookie", cookie)
                .GET()
                .build();
        HttpRequest page = HttpRequest.newBuilder(address("/console/orders"))
                .header("Cookie", cookie)
                .header("HX-Request", "true")
                .GET()
                .build();
        return browsers.sendAsync(
                news,
                HttpResponse.BodyHandlers.fromLineSubscriber(
                        new Lines(() -> browsers.sendAsync(page, HttpResponse.BodyHandlers.discarding()))));
    }

    private double flood(BenchPartners partners) throws Exception {
        long before = daemon.ledger().counts().getOrDefault("COMPLETED", 0L);
        long begin = System.nanoTime();
        partners.place(PLACED);
        BenchDaemon.await(daemon, "COMPLETED", before + PLACED, LIMIT);
        return (System.nanoTime() - begin) / 1e9;
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + daemon.operationsPort() + path);
    }

    /** Calls for each line that tells of a change. */
    private record Lines(Runnable change) implements java.util.concurrent.Flow.Subscriber<String> {

        @Override
        public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.equals("event: changed")) {
                change.run();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            // it was cancelled, at the end of its turn
        }

        @Override
        public void onComplete() {
            // the daemon has stopped
        }
    }
}
