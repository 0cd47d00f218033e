package io.saddlebag.bench;

import io.saddlebag.availability.Demand;
import io.saddlebag.availability.Engine;
import io.saddlebag.availability.Feed;
import io.saddlebag.availability.Incoming;
import io.saddlebag.availability.Level;
import io.saddlebag.availability.Place;
import io.saddlebag.availability.Rules;
import io.saddlebag.availability.RulesFile;
import io.saddlebag.availability.RulesFile.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Sellable stock of 100,000 SKUs in 5 nodes and 3 channels: how long it takes to load and to compute everything, how much
 * memory it holds, and how long one change takes. No floor: nothing else does the same.
 */
final class AvailabilityBench {

    private static final int SKUS = 100_000;
    private static final int NODES = 5;
    private static final int OPEN_ORDERS = 5_000;
    private static final int CHANGES = 100_000;
    private static final int ROUNDS = 7;
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final String NODE =
            """
              n%1$d: {source: %2$s, location: L%1$d, safety-stock: %3$s}
            """;
    private static final String REST =
            """
            channels:
              main: {share: 50 %, ring-fence: 2}
              outlet: {share: 30 %, cap: 500}
              b2b: {share: 20 %, stale: 50 %}
            exceptions:
              - {sku: SKU-1*, threshold: 3}
              - {sku: [SKU-7, SKU-77, SKU-777], safety-stock: 9}
              - {sku: SKU-2*, channel: main, ring-fence: 4}
            kits:
            """;

    private AvailabilityBench() {}

    static void run(Report report) {
        Rules rules = rules();
        double[] load = new double[ROUNDS];
        double[] full = new double[ROUNDS];
        double[] cpuTime = new double[ROUNDS];
        double[] memory = new double[ROUNDS];
        Latencies changes = new Latencies();
        for (int round = -2; round < ROUNDS; round++) {
            List<Level> levels = levels();
            long begin = System.nanoTime();
            Engine engine = loaded(rules, levels);
            double loaded = (System.nanoTime() - begin) / 1e6;
            levels = List.of();
            double megabytes = used() / 1e6;
            begin = System.nanoTime();
            long cpu = Machine.threadCpu();
            engine.rules(rules);
            double computed = (System.nanoTime() - begin) / 1e6;
            double processor = (Machine.threadCpu() - cpu) / 1e6;
            Latencies latencies = round < 0 ? new Latencies() : changes;
            change(engine, latencies);
            System.out.printf(
                    Locale.ROOT,
                    "availability, round %d: load %.0f ms, full %.0f ms (processor %.0f ms), heap %.0f MB, change p99 %.4f ms%n",
                    round,
                    loaded,
                    computed,
                    processor,
                    megabytes,
                    latencies.percentile(0.99));
            if (round >= 0) {
                load[round] = loaded;
                full[round] = computed;
                cpuTime[round] = processor;
                memory[round] = megabytes;
            }
            if (engine.skus().size() < SKUS) {
                throw new IllegalStateException("lost SKUs");
            }
        }
        report.line(
                "sellable stock of 100,000 SKUs, 5 nodes, 3 channels: all of it computed anew",
                "",
                format(
                        "%.0f ms of the processor, %.0f ms by the clock; loaded and computed from nothing %.0f ms",
                        median(cpuTime), median(full), median(load)),
                "",
                "< 1 s of the processor",
                median(cpuTime) < 1_000);
        report.line(
                "heap in use with it after a collection",
                "",
                format("%.0f MB", median(memory)),
                "",
                "< 300 MB",
                median(memory) < 300);
        report.line(
                "one changed level, order or minute",
                "",
                format("p50 %.4f ms, p99 %.4f ms", changes.percentile(0.5), changes.percentile(0.99)),
                "",
                "p99 < 1 ms",
                changes.percentile(0.99) < 1);
    }

    private static Rules rules() {
        StringBuilder text = new StringBuilder("defaults: {in-transit: 7d, threshold: 1, stale-after: 30m}\nnodes:\n");
        for (int node = 0; node < NODES; node++) {
            text.append(NODE.formatted(node, source(node), node % 2 == 0 ? "5 %" : "3"));
        }
        text.append(REST);
        for (int kit = 0; kit < 1_000; kit++) {
            text.append("  KIT-%d: {SKU-%d: 1, SKU-%d: 2}\n".formatted(kit, kit * 3, kit * 3 + 50_000));
        }
        return RulesFile.parse("bench.yaml", text.toString(), Known.anything());
    }

    private static String source(int node) {
        return node < 3 ? "erp.odoo" : "warehouse.shipbob";
    }

    private static List<Level> levels() {
        Random random = new Random(7);
        List<Level> levels = new ArrayList<>(SKUS * NODES);
        for (int sku = 0; sku < SKUS; sku++) {
            for (int node = 0; node < NODES; node++) {
                levels.add(level(random, sku, node));
            }
        }
        return levels;
    }

    /** One in twenty has pieces on their way. */
    private static Level level(Random random, int sku, int node) {
        return new Level(
                new Place(source(node), "L" + node),
                "SKU-" + sku,
                random.nextInt(200),
                random.nextInt(20),
                random.nextInt(3),
                random.nextInt(20) == 0
                        ? List.of(new Incoming(40, NOON.plusSeconds(random.nextInt(2_000_000)), "WH/IN/" + sku))
                        : List.of(),
                NOON);
    }

    /** As the daemon loads: pages of levels, then the reads, then the open orders. */
    private static Engine loaded(Rules rules, List<Level> levels) {
        Engine engine = new Engine(rules, NOON);
        engine.feed(new Feed("erp.odoo", NOON));
        engine.feed(new Feed("warehouse.shipbob", NOON));
        for (int from = 0; from < levels.size(); from += 1_000) {
            engine.levels(levels.subList(from, Math.min(levels.size(), from + 1_000)));
        }
        Random random = new Random(8);
        for (int order = 0; order < OPEN_ORDERS; order++) {
            engine.demand("main:" + order, List.of(need(random, order), need(random, order)));
        }
        return engine;
    }

    private static Demand need(Random random, int order) {
        return new Demand(
                "main:" + order,
                "main",
                "SKU-" + random.nextInt(SKUS),
                1 + random.nextInt(3),
                Optional.empty(),
                Optional.of(NOON.plusSeconds(random.nextInt(600))),
                Optional.empty());
    }

    private static void change(Engine engine, Latencies latencies) {
        Random random = new Random(9);
        for (int i = 0; i < CHANGES; i++) {
            Level level = level(random, random.nextInt(SKUS), random.nextInt(NODES));
            int order = random.nextInt(OPEN_ORDERS);
            List<Demand> rows = List.of(need(random, order), need(random, order));
            long begin = System.nanoTime();
            if (i % 100 == 0) {
                engine.time(NOON.plusSeconds(i / 100));
            } else if (i % 2 == 0) {
                engine.levels(List.of(level));
            } else {
                engine.demand("main:" + order, rows);
            }
            latencies.add(System.nanoTime() - begin);
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
