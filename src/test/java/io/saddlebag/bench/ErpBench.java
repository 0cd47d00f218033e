package io.saddlebag.bench;

import io.saddlebag.wiring.Daemon;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Orders posted to an ERP that answers each call after 150 ms: a backlog waits, then the route is started. The
 * floor is the same daemon with a call for each order and the usual four consumers. What comes after the posting stands still
 * meanwhile, so that it is the posting that is measured.
 */
final class ErpBench {

    private static final Pattern CALLS =
            Pattern.compile("(?m)^saddlebag_partner_call_seconds_count\\{.*partner=\"erp\\.odoo\".*} (\\S+)$");
    private static final String POSTING = "orders-to-odoo";
    private static final int MILLIS = 150;
    private static final int FLOOR_ORDERS = 40;
    private static final int SERIAL_ORDERS = 8;
    private static final int ORDERS = 1_200;
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private final Report report;
    private final Path work;

    private ErpBench(Report report, Path work) {
        this.report = report;
        this.work = work;
    }

    static void run(Report report, Path work) throws Exception {
        ErpBench bench = new ErpBench(report, work);
        double serial = bench.rate(
                SERIAL_ORDERS,
                Map.of(
                        "saddlebag.erp.odoo.batch.size", "1",
                        "saddlebag.consumers.erp", "1",
                        "saddlebag.consumers.orders-to-erp", "1"));
        double floor = bench.rate(
                FLOOR_ORDERS, Map.of("saddlebag.erp.odoo.batch.size", "1", "saddlebag.consumers.orders-to-erp", "4"));
        double product = bench.rate(ORDERS, Map.of());
        report.line(
                "orders posted to an ERP of " + MILLIS + " ms a call, a backlog of " + ORDERS
                        + "; floor: a call for each order, 4 at once"
                        + String.format(Locale.ROOT, " (1 at once: %.1f/s)", serial),
                String.format(Locale.ROOT, "%.1f orders/s", floor),
                String.format(Locale.ROOT, "%.1f orders/s", product),
                String.format(Locale.ROOT, "%.1fx", product / floor),
                ">= 8x",
                product >= 8 * floor);
    }

    private double rate(int orders, Map<String, String> more) throws Exception {
        int intake = BenchDaemon.freePort();
        try (BenchPartners partners = BenchPartners.start(work, intake, 0)) {
            Map<String, String> settings = new TreeMap<>(partners.settings());
            settings.put("saddlebag.poll.orders", "0/2 * * * * ?");
            settings.putAll(more);
            try (Daemon daemon = BenchDaemon.start(BenchDaemon.empty(work.resolve("erp")), intake, settings)) {
                for (String route : List.of("release-orders", "orders-to-main")) {
                    daemon.camel().getRouteController().stopRoute(route);
                }
                return measure(daemon, partners, orders);
            }
        }
    }

    private double measure(Daemon daemon, BenchPartners partners, int orders) throws Exception {
        int warmUp = Math.min(100, orders);
        partners.place(warmUp);
        BenchDaemon.await(daemon, "POSTED", warmUp, LIMIT);
        daemon.camel().getRouteController().stopRoute(POSTING);
        partners.place(orders);
        BenchDaemon.await(daemon, "CAPTURED", orders, LIMIT);
        partners.erpFault("{\"kind\":\"latency\",\"millis\":" + MILLIS + "}");
        double calls = calls(daemon, partners);
        long cpu = Machine.cpu();
        long begin = System.nanoTime();
        daemon.camel().getRouteController().startRoute(POSTING);
        BenchDaemon.await(daemon, "POSTED", warmUp + orders, LIMIT);
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.note(String.format(
                Locale.ROOT,
                "%d orders posted in %.1f s: %.2f calls and %.1f ms of processor time of the daemon each; load %s",
                orders,
                seconds,
                (calls(daemon, partners) - calls) / orders,
                (Machine.cpu() - cpu) / 1e6 / orders,
                Machine.load()));
        return orders / seconds;
    }

    /** Calls of the ERP so far, from the daemon's own metrics. */
    private double calls(Daemon daemon, BenchPartners partners) throws IOException, InterruptedException {
        String page = partners.send("GET", "http://127.0.0.1:" + daemon.operationsPort() + "/observe/metrics", "");
        return CALLS.matcher(page)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }
}
