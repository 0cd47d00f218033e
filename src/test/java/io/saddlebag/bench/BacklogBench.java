package io.saddlebag.bench;

import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.simulation.JavaProcess;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Many captured orders wait for an ERP that is down. A daemon with {@code -Xmx512m} is started over them: how long it takes to start, what is alive on
 * its heap, how fast it takes webhooks, and how fast the ERP's queue drains when the ERP is back - against the same daemon with few
 * orders waiting. {@code -Dsaddlebag.bench.backlog=1000000} for the real thing: about 12 GB of disk and 20 minutes.
 */
final class BacklogBench {

    private static final int FEW = 3_000;
    private static final int MANY = Integer.getInteger("saddlebag.bench.backlog", 50_000);
    private static final int LOT = 1_000;
    private static final int ROUNDS = 12;
    private static final int CONNECTIONS = 16;
    private static final Duration DRAIN = Duration.ofSeconds(40);
    private static final Pattern CAPTURED =
            Pattern.compile("(?m)^saddlebag_orders\\{state=\"captured\"[^}]*} ([0-9.eE+]+)");
    private static final Pattern EVENTS =
            Pattern.compile("(?m)^saddlebag_queue_depth\\{queue=\"store.event\"[^}]*} ([0-9.eE+]+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path work;

    /** One daemon's figures. */
    private record Figures(double start, long heap, double intake, double drain, long heapAfter) {}

    private BacklogBench(Path work) {
        this.work = work;
    }

    static void run(Report report, Path work) throws Exception {
        BacklogBench bench = new BacklogBench(work);
        Figures few = bench.measure(FEW);
        Figures many = bench.measure(MANY);
        double intake = many.intake() / few.intake();
        double drain = many.drain() / few.drain();
        String waiting = String.format(Locale.ROOT, "%,d orders wait for an ERP that is down", MANY);
        report.line(
                waiting + ": live heap, -Xmx512m",
                few.heap() + " MB with " + FEW,
                many.heap() + " MB, " + many.heapAfter() + " MB after a while of draining",
                "–",
                "flat",
                many.heap() < few.heap() + 30 && many.heapAfter() < few.heapAfter() + 30);
        report.line(
                waiting + ": intake, " + CONNECTIONS + " connections, while capturing",
                String.format(Locale.ROOT, "%.0f/s", few.intake()),
                String.format(Locale.ROOT, "%.0f/s", many.intake()),
                String.format(Locale.ROOT, "%.0f %%", 100 * intake),
                "90 to 110 %",
                intake > 0.9);
        report.line(
                waiting + ": posting when it is back",
                String.format(Locale.ROOT, "%.1f orders/s", few.drain()),
                String.format(Locale.ROOT, "%.1f orders/s", many.drain()),
                String.format(Locale.ROOT, "%.0f %%", 100 * drain),
                "no slowdown",
                drain > 0.9);
        report.note(String.format(
                Locale.ROOT,
                "start over %,d waiting orders: %.1f s, over %,d: %.1f s",
                FEW,
                few.start(),
                MANY,
                many.start()));
    }

    private Figures measure(int orders) throws Exception {
        Path home = BenchDaemon.empty(work.resolve("backlog"));
        long begin = System.nanoTime();
        new Backlog("BULK-030").lay(Files.createDirectories(home.resolve("data")), 10_000_000, orders);
        System.out.printf(Locale.ROOT, "backlog: %d orders laid in %.0f s%n", orders, since(begin));
        int intake = BenchDaemon.freePort();
        int operations = BenchDaemon.freePort();
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
            partners.odoo().addProduct(SandboxOdoo.Product.storable("BULK-030", BigDecimal.ONE));
            partners.odoo().addStock("BULK-030", "WH", new BigDecimal("100000000"));
            partners.odoo().faults().add(Fault.of(Fault.Kind.DOWN));
            Map<String, String> settings = settings(partners, intake, operations);
            layOut(home, settings);
            begin = System.nanoTime();
            try (JavaProcess daemon = JavaProcess.start(
                    work.resolve("backlog.log"),
                    List.of(
                            "-Xmx512m",
                            "-cp",
                            JavaProcess.classPath(),
                            "io.saddlebag.Main",
                            "run",
                            "--home",
                            home.toString()))) {
                StartBench.awaitHealth(daemon, operations);
                double start = since(begin);
                long heap = daemon.liveHeap() / 1_000_000;
                double taken = intake(settings.get("saddlebag.store.main.webhook-secret"), intake);
                Awaitility.await("all captured")
                        .atMost(Duration.ofMinutes(10))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> value(operations, EVENTS) == 0);
                partners.odoo().faults().clear();
                double drain = drain(operations);
                long after = daemon.liveHeap() / 1_000_000;
                System.out.printf(
                        Locale.ROOT,
                        "backlog of %d: start %.1f s, heap %d MB, intake %.0f/s, drain %.1f/s, heap %d MB%n",
                        orders,
                        start,
                        heap,
                        taken,
                        drain,
                        after);
                return new Figures(start, heap, taken, drain, after);
            }
        }
    }

    private static Map<String, String> settings(SandboxPartners partners, int intake, int operations) {
        Map<String, String> settings = new TreeMap<>(partners.settings("http://127.0.0.1:" + intake));
        settings.put("saddlebag.intake.host", "127.0.0.1");
        settings.put("saddlebag.intake.port", String.valueOf(intake));
        settings.put("saddlebag.operations.port", String.valueOf(operations));
        return settings;
    }

    /** A home whose routes end when an order is posted: neither store nor warehouse knows these orders. */
    private static void layOut(Path home, Map<String, String> settings) throws IOException {
        for (String folder : List.of("routes", "mappings")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (file.endsWith("release-orders.camel.yaml") || file.endsWith("warehouse-shipbob.camel.yaml")) {
                        continue;
                    }
                    Path copy = home.resolve(file.toString());
                    Files.createDirectories(copy.getParent());
                    if (file.endsWith("store-main.camel.yaml")) {
                        String text = Files.readString(file);
                        Files.writeString(
                                copy,
                                text.replaceAll(
                                        "(?s)- templatedRoute:\\n    routeTemplateRef: orders-to-woocommerce\\n.*?(?=\\n- |\\z)",
                                        ""));
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
        }
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key.replace(":", "\\:") + "=" + value));
        Files.write(home.resolve("application.properties"), lines);
    }

    private static double intake(String secret, int port) throws Exception {
        OrderWebhooks webhooks = new OrderWebhooks(secret);
        double[] rates = new double[ROUNDS];
        try (KeepAliveClient client = new KeepAliveClient(port, CONNECTIONS)) {
            for (int round = -3; round < ROUNDS; round++) {
                Queue<ByteBuffer> requests = new ArrayDeque<>();
                for (int i = 0; i < LOT; i++) {
                    requests.add(webhooks.request(port));
                }
                long begin = System.nanoTime();
                client.send(requests);
                if (round >= 0) {
                    rates[round] = LOT / since(begin);
                }
            }
        }
        java.util.Arrays.sort(rates);
        return rates[ROUNDS / 2];
    }

    /** Orders posted per second, from the first one on. */
    private double drain(int operations) throws Exception {
        double before = value(operations, CAPTURED);
        Awaitility.await("the ERP's queue moves")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> value(operations, CAPTURED) < before - 50);
        double start = value(operations, CAPTURED);
        long begin = System.nanoTime();
        Awaitility.await("a while of draining")
                .atMost(DRAIN.plusSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> since(begin) >= DRAIN.toSeconds() || value(operations, CAPTURED) < 50);
        return (start - value(operations, CAPTURED)) / since(begin);
    }

    private double value(int operations, Pattern metric) throws IOException, InterruptedException {
        String page = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operations + "/observe/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher found = metric.matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("the daemon's metrics do not tell " + metric);
        }
        return Double.parseDouble(found.group(1));
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
