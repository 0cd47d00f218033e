package io.saddlebag.daemon;

import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.woocommerce.WebhookFaults;
import io.saddlebag.testing.PartnerFiles;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Problems retailers report, from the checkout to the ERP, over the running daemon: a store with webhooks and one without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FieldProblems {

    static final Duration LONG = Duration.ofSeconds(40);

    private final Vertx vertx = Vertx.vertx();
    final QuietStore quiet = new QuietStore(vertx);
    RunningDaemon running;

    @BeforeAll
    void start(@TempDir Path folder) {
        Map<String, String> more = new HashMap<>(quiet.settings());
        more.put(
                "saddlebag.routes",
                PartnerFiles.copiedTo(folder.resolve("routes"))
                        .add("main", QuietStore.NAME)
                        .folder());
        more.put("saddlebag.poll.reread", "0/2 * * * * ?");
        more.putAll(settings());
        running = RunningDaemon.start(
                folder.resolve("data"),
                SandboxPartners.Plan.instant(),
                more,
                (partners, settings) -> stock(partners, "BULK-030"));
    }

    /** Further settings of a test. */
    Map<String, String> settings() {
        return Map.of();
    }

    static void stock(SandboxPartners partners, String sku) {
        partners.odoo().addProduct(SandboxOdoo.Product.storable(sku, BigDecimal.ONE));
        partners.odoo().addStock(sku, "WH", new BigDecimal("10000"));
    }

    @AfterEach
    void mendWebhooks() {
        running.partners().store().webhookFaults(WebhookFaults.none());
    }

    @AfterAll
    void stop() {
        running.close();
        quiet.close();
        vertx.close();
    }

    List<SandboxOdoo.SoldOrder> inOdoo(String store, long id) {
        return running.partners().odoo().orders().stream()
                .filter(order -> order.externalId().endsWith("." + store + "_order_" + id))
                .toList();
    }

    static Optional<OrderKey> key(String store, long id) {
        return Optional.of(new OrderKey(store, String.valueOf(id)));
    }

    OrderState state(String store, long id) {
        return running.ledger()
                .order(key(store, id).orElseThrow())
                .map(OrderRow::state)
                .orElseThrow(() -> new AssertionError("the ledger does not know " + store + ":" + id));
    }

    List<String> parkedCodes(String store, long id) {
        return running.ledger().parked(key(store, id), 10).stream()
                .map(Ledger.Parked::code)
                .toList();
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
    }
}
