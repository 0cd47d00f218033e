package io.saddlebag.bench;

import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.Shown;
import io.saddlebag.ledger.Publications.Wish;
import io.saddlebag.publishing.PublishingSteps;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.saddlebag.sandbox.woocommerce.SeedProduct;
import io.saddlebag.wiring.Daemon;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** 100,000 items of which 2,000 change at once, and then one after the other, published to a store that answers at once. */
final class PublishBench {

    private static final int ITEMS = 100_000;
    private static final int CHANGED = 2_000;
    private static final int SINGLE = 200;

    private PublishBench() {}

    static void run(Report report, Path work) throws Exception {
        Vertx vertx = Vertx.vertx();
        List<SeedProduct> products = IntStream.range(0, CHANGED)
                .mapToObj(i -> SeedProduct.simple("SKU-" + i, "Item " + i, "10.00", 100))
                .toList();
        try (SandboxStore shop = SandboxStore.start(
                        vertx, 0, SandboxStore.Options.defaults().with(o -> o.products(products)));
                Daemon daemon = BenchDaemon.start(
                        BenchDaemon.empty(work.resolve("publish")), BenchDaemon.freePort(), settings(shop))) {
            Publications publications = daemon.ledger().publications();
            PublishingSteps steps =
                    daemon.camel().getRegistry().lookupByNameAndType("publishing.main", PublishingSteps.class);
            publications.wish(
                    IntStream.range(0, ITEMS).mapToObj(i -> wish(i, 100)).toList());
            publications.shown(IntStream.range(0, ITEMS)
                    .mapToObj(i -> new Shown(
                            "main", "SKU-" + i, Aspect.STOCK, wish(i, 100).value()))
                    .toList());
            BenchDaemon.within(Duration.ofMinutes(2))
                    .until(() -> daemon.ledger().storeItems().count("main") >= CHANGED);

            long begin = System.nanoTime();
            publications.wish(
                    IntStream.range(0, CHANGED).mapToObj(i -> wish(i, 50)).toList());
            steps.wake();
            BenchDaemon.within(Duration.ofMinutes(3))
                    .until(() -> publications.progress("main").due() == 0);
            double seconds = (System.nanoTime() - begin) / 1e9;
            report.line(
                    "2,000 changed of 100,000 items published to an instant store",
                    "–",
                    String.format(Locale.ROOT, "%.1f s, %.0f items/s", seconds, CHANGED / seconds),
                    "–",
                    "–",
                    true);

            Latencies latencies = new Latencies();
            for (int i = 0; i < SINGLE; i++) {
                int item = i;
                long from = System.nanoTime();
                publications.wish(List.of(wish(item, 7)));
                steps.wake();
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> shop.stock("SKU-" + item).orElse(0) == 7);
                latencies.add(System.nanoTime() - from);
            }
            report.line(
                    "one changed item: wish to the store's new stock, p50 / p99",
                    "–",
                    String.format(Locale.ROOT, "%.0f / %.0f ms", latencies.percentile(0.5), latencies.percentile(0.99)),
                    "–",
                    "p99 < 1 s",
                    latencies.percentile(0.99) < 1000);
        } finally {
            vertx.close();
        }
    }

    private static Map<String, String> settings(SandboxStore shop) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "saddlebag.store.main.url", shop.url(),
                "saddlebag.store.main.auth", "basic",
                "saddlebag.store.main.consumer-key", "ck_sandbox",
                "saddlebag.store.main.consumer-secret", "cs_sandbox",
                "saddlebag.store.main.erp", "odoo",
                "saddlebag.store.main.warehouse", "shipbob",
                "saddlebag.store.main.publish", "stock"));
        settings.putAll(Map.of(
                "saddlebag.erp.odoo.url", "http://127.0.0.1:1",
                "saddlebag.erp.odoo.database", "none",
                "saddlebag.erp.odoo.login", "none",
                "saddlebag.erp.odoo.api-key", "none",
                "saddlebag.warehouse.shipbob.url", "http://127.0.0.1:1",
                "saddlebag.warehouse.shipbob.token", "none",
                "saddlebag.warehouse.shipbob.channel-id", "1"));
        return settings;
    }

    private static Wish wish(int item, int quantity) {
        return new Wish(
                "main",
                "SKU-" + item,
                Aspect.STOCK,
                "{\"quantity\":" + quantity + ",\"backorders\":\"no\"}",
                quantity < 50 ? 1 : 5,
                "bench");
    }
}
