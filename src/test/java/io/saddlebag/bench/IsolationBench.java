package io.saddlebag.bench;

import io.saddlebag.testing.PartnerFiles;
import io.saddlebag.wiring.Daemon;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One daemon, two stores, each with an ERP and a warehouse of its own. The whole orders a second of one store are measured
 * while the other's ERP is well and idle, and while it is down with orders waiting for it, in turns.
 */
final class IsolationBench {

    private static final int WARM_UP = 600;
    private static final int WAITING = 300;
    private static final int ORDERS = 300;
    private static final int ROUNDS = 5;
    private static final double SHARE = 0.05;
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private final Daemon daemon;
    private final BenchPartners well;
    private final BenchPartners ill;
    private long completed;

    private IsolationBench(Daemon daemon, BenchPartners well, BenchPartners ill) {
        this.daemon = daemon;
        this.well = well;
        this.ill = ill;
    }

    static void run(Report report, Path work) throws Exception {
        int intake = BenchDaemon.freePort();
        PartnerFiles files = PartnerFiles.copiedTo(BenchDaemon.empty(work.resolve("isolation-routes")))
                .add("main", "outlet")
                .add("odoo", "second")
                .add("shipbob", "annex");
        try (BenchPartners well = BenchPartners.start(work, intake, 0);
                BenchPartners ill = BenchPartners.start(work, intake, 1)) {
            Map<String, String> settings = new TreeMap<>(well.settings());
            ill.settings().forEach((key, value) -> settings.put(renamed(key), value));
            settings.put("saddlebag.store.outlet.erp", "second");
            settings.put("saddlebag.store.outlet.warehouse", "annex");
            settings.put(
                    "saddlebag.routes", Path.of(files.folder()).toAbsolutePath().toString());
            settings.put("saddlebag.poll.orders", "0/2 * * * * ?");
            Path data = BenchDaemon.empty(work.resolve("isolation"));
            try (Daemon daemon = BenchDaemon.start(data, intake, settings)) {
                new IsolationBench(daemon, well, ill).measure(report);
            }
        }
    }

    private static String renamed(String key) {
        return key.replace("saddlebag.store.main.", "saddlebag.store.outlet.")
                .replace("saddlebag.erp.odoo.", "saddlebag.erp.second.")
                .replace("saddlebag.warehouse.shipbob.", "saddlebag.warehouse.annex.");
    }

    private void measure(Report report) throws Exception {
        flood(well, WARM_UP);
        flood(ill, WARM_UP / 2);
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            alone.add(flood(well, ORDERS));
            ill.erpFault("{\"kind\":\"down\"}");
            ill.place(WAITING);
            BenchDaemon.await(daemon, "CAPTURED", WAITING, LIMIT);
            beside.add(flood(well, ORDERS));
            ill.mendErp();
            BenchDaemon.await(daemon, "COMPLETED", completed += WAITING, LIMIT);
            quiet();
        }
        double ratio = median(beside) / median(alone);
        report.line(
                "whole orders of a store while another's ERP is down and " + WAITING
                        + " orders wait for it; floor: the other idle (medians of " + ROUNDS + ")",
                String.format(Locale.ROOT, "%.1f orders/s", median(alone)),
                String.format(Locale.ROOT, "%.1f orders/s", median(beside)),
                String.format(Locale.ROOT, "%.0f %%", 100 * ratio),
                "95 to 105 %",
                ratio >= 1 - SHARE);
        report.note("isolation, orders/s in turns: idle " + text(alone) + "; down " + text(beside));
    }

    /** Orders a second from placed to completed. */
    private double flood(BenchPartners partners, int orders) throws Exception {
        quiet();
        long begin = System.nanoTime();
        partners.place(orders);
        BenchDaemon.await(daemon, "COMPLETED", completed += orders, LIMIT);
        return orders / ((System.nanoTime() - begin) / 1e9);
    }

    /** Nothing is left to do but for the partner that is down: echoes of the last orders would count as part of the next. */
    private void quiet() {
        BenchDaemon.within(LIMIT).during(Duration.ofSeconds(1)).until(() -> daemon.broker().queues().stream()
                .filter(queue -> !queue.endsWith(".second"))
                .allMatch(queue -> daemon.broker().depth(queue) == 0));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static String text(List<Double> values) {
        return values.stream()
                .map(value -> String.format(Locale.ROOT, "%.1f", value))
                .toList()
                .toString();
    }
}
