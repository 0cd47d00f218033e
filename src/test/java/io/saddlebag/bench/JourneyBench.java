package io.saddlebag.bench;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.wiring.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Whole orders: placed at the checkout of a store, by webhook into the daemon, posted to the ERP, shipped by the
 * warehouse, delivered and invoiced in the ERP, shown in the store, completed. The partners are the product's sandboxes
 * in a process of their own, on the same processors; they answer at once.
 */
final class JourneyBench {

    private static final int WARM_UP = 1_000;
    private static final int ORDERS = 1_000;
    private static final int PACED = 100;
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private final Daemon daemon;
    private final BenchPartners partners;
    private long completed;

    private JourneyBench(Daemon daemon, BenchPartners partners) {
        this.daemon = daemon;
        this.partners = partners;
    }

    static void run(Report report, Path work) throws Exception {
        int intake = BenchDaemon.freePort();
        try (BenchPartners partners = BenchPartners.start(work, intake, 0)) {
            Path data = BenchDaemon.empty(work.resolve("journey"));
            try (Daemon daemon = BenchDaemon.start(data, intake, partners.settings())) {
                new JourneyBench(daemon, partners).measure(report);
            }
        }
    }

    private void measure(Report report) throws Exception {
        partners.store("PUT", "/__sandbox/webhooks/faults", "{\"concurrency\":16}");
        awaitWebhooks();
        flood(WARM_UP);
        long daemonCpu = Machine.cpu();
        Duration partnersCpu = partners.process().cpu();
        Map<String, Double> before = calls();
        Instant begin = Instant.now();
        double seconds = flood(ORDERS);
        double rate = ORDERS / seconds;
        double own = (Machine.cpu() - daemonCpu) / 1e6 / ORDERS;
        double theirs = partners.process().cpu().minus(partnersCpu).toNanos() / 1e6 / ORDERS;
        report.line(
                "whole orders, " + ORDERS + " placed at once, instant partners on the same two processors",
                "–",
                String.format(Locale.ROOT, "%.0f orders/s", rate),
                "–",
                ">= 250 orders/s",
                rate >= 250);
        report.note(String.format(
                Locale.ROOT,
                "whole orders: processor time per order %.1f ms in the daemon, %.1f ms in the sandbox partners;"
                        + " two processors of its own would give the daemon %.0f orders/s. %s",
                own,
                theirs,
                2000 / own,
                states()));
        tellCalls(report, before);
        legs(report, "flood", begin);
        awaitQuiet(report);
        begin = Instant.now();
        paced();
        legs(report, "10 orders/s", begin);
    }

    private void tellCalls(Report report, Map<String, Double> before) throws Exception {
        StringBuilder text = new StringBuilder();
        double all = 0;
        for (Map.Entry<String, Double> entry : calls().entrySet()) {
            double perOrder = (entry.getValue() - before.getOrDefault(entry.getKey(), 0.0)) / ORDERS;
            all += perOrder;
            if (perOrder >= 0.01) {
                text.append(String.format(Locale.ROOT, "%s %.2f; ", entry.getKey(), perOrder));
            }
        }
        report.note(String.format(Locale.ROOT, "HTTP calls per order %.1f: %s", all, text));
    }

    /** How often each operation of each partner was called so far, from the daemon's own metrics. */
    private Map<String, Double> calls() throws IOException, InterruptedException {
        Pattern line = Pattern.compile(
                "saddlebag_partner_call_seconds_count\\{.*operation=\"([^\"]*)\".*" + "partner=\"([^\"]*)\".*} (\\S+)");
        Map<String, Double> calls = new TreeMap<>();
        String page = partners.send("GET", "http://127.0.0.1:" + daemon.operationsPort() + "/observe/metrics", "");
        line.matcher(page)
                .results()
                .forEach(m -> calls.merge(m.group(2) + " " + m.group(1), Double.valueOf(m.group(3)), Double::sum));
        return calls;
    }

    private void legs(Report report, String load, Instant since) {
        StringBuilder text = new StringBuilder("legs, ").append(load).append(" (p50 / p99 ms): ");
        daemon.ledger().legs(since).forEach((leg, l) -> leg(text, leg, l));
        daemon.ledger().latencies(since).forEach((leg, l) -> leg(text, leg, l));
        report.note(text.toString());
    }

    private static void leg(StringBuilder text, String leg, Ledger.Latency latency) {
        text.append("%s %d / %d; "
                .formatted(leg, latency.p50().toMillis(), latency.p99().toMillis()));
    }

    /** Places orders at once and waits until all are completed; seconds. */
    private double flood(int orders) throws Exception {
        long begin = System.nanoTime();
        partners.place(orders);
        await(orders);
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Places one order each {@link #PACE} whatever the answers take, and waits until all are completed. */
    private void paced() throws Exception {
        AtomicInteger placed = new AtomicInteger();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            ScheduledFuture<?> placing = timer.scheduleAtFixedRate(
                    () -> {
                        if (placed.get() < PACED) {
                            placeOne();
                            placed.incrementAndGet();
                        }
                    },
                    0,
                    PACE.toMillis(),
                    TimeUnit.MILLISECONDS);
            BenchDaemon.within(LIMIT).until(() -> placed.get() == PACED || placing.isDone());
            if (placed.get() < PACED) {
                placing.get(); // it ended early: throws why
            }
        } finally {
            timer.shutdownNow();
        }
        await(PACED);
    }

    private void placeOne() {
        try {
            partners.place(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while placing an order", e);
        }
    }

    private void await(int orders) {
        completed += orders;
        try {
            BenchDaemon.within(LIMIT).until(() -> daemon.ledger().counts().getOrDefault("COMPLETED", 0L) >= completed);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("not completed within " + LIMIT.toSeconds() + " s: " + states(), e);
        }
    }

    /**
     * Until the echoes of the last orders are worked off, so that they do not count as part of what follows; and quiet for a
     * second, because the ledger tells the changes since a moment: the last ones must lie before it.
     */
    private void awaitQuiet(Report report) {
        try {
            BenchDaemon.within(LIMIT).during(Duration.ofSeconds(1)).until(() -> daemon.broker().queues().stream()
                    .allMatch(queue -> daemon.broker().depth(queue) == 0));
        } catch (ConditionTimeoutException e) {
            report.note("not quiet within " + LIMIT.toSeconds() + " s, what follows includes the rest. " + states());
        }
    }

    private String states() {
        StringBuilder text = new StringBuilder("Ledger:");
        daemon.ledger().counts().forEach((state, n) -> {
            if (n > 0) {
                text.append(' ')
                        .append(state.toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(n);
            }
        });
        daemon.broker().queues().forEach(queue -> {
            if (daemon.broker().depth(queue) > 0) {
                text.append(", ")
                        .append(queue)
                        .append(' ')
                        .append(daemon.broker().depth(queue));
            }
        });
        return text.toString();
    }

    private void awaitWebhooks() {
        try {
            BenchDaemon.within(Duration.ofSeconds(20)).until(() -> partners.store("GET", "/__sandbox/webhooks", "")
                    .matches(".*\"pings\":[3-9].*"));
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("the daemon has not registered its webhooks within 20 s", e);
        }
    }
}
