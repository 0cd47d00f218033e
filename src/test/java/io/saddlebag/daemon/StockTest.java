package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.StockLedger;
import io.saddlebag.ledger.StockLedger.DemandRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock that partners have, and what orders need of it, as the daemon keeps both. */
class StockTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> READ = Map.of(
            "saddlebag.erp.odoo.stock", "true",
            "saddlebag.warehouse.shipbob.stock", "true",
            "saddlebag.poll.levels", "* * * * * ?",
            "saddlebag.poll.levels-warehouses", "* * * * * ?");

    @TempDir
    private Path data;

    @Test
    void aReceiptInTheErpIsInTheLedgerWithTheNextPoll() {
        try (RunningDaemon running =
                RunningDaemon.start(data, SandboxPartners.Plan.instant(), READ, (partners, settings) -> partners.odoo()
                        .addProduct(SandboxOdoo.Product.storable("KETTLE", BigDecimal.TEN)))) {
            StockLedger stock = running.ledger().stock();
            await().atMost(PATIENCE).until(() -> stock.feeds().size() == 2);
            Instant before = asOf(stock);

            running.partners().odoo().addStock("KETTLE", "WH", new BigDecimal("12"));

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(stock.levels("KETTLE"))
                    .anySatisfy(level -> assertThat(level.row().onHand()).isEqualTo(12)));
            await().atMost(PATIENCE).until(() -> asOf(stock).isAfter(before));
        }
    }

    @Test
    void anOrderOnHoldNeedsStockAndReleasesItWhenItIsCancelled() {
        try (RunningDaemon running = RunningDaemon.start(data)) {
            StockLedger stock = running.ledger().stock();
            long held = running.partners().store().place(1, "on-hold").get(0);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(demand(stock, held)).hasValueSatisfying(demand -> {
                        assertThat(demand.lines()).isNotEmpty();
                        assertThat(demand.postedAt()).isEmpty();
                    }));
            running.partners().store().cancel(held);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(demand(stock, held))
                    .hasValueSatisfying(demand -> assertThat(demand.lines()).isEmpty()));
        }
    }

    @Test
    void anOrderNeedsStockOnItsWholeWay() {
        try (RunningDaemon running = RunningDaemon.start(data)) {
            StockLedger stock = running.ledger().stock();
            long placed = running.partners().store().place(1).get(0);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(demand(stock, placed)).hasValueSatisfying(demand -> {
                        assertThat(demand.postedAt()).isPresent();
                        assertThat(demand.warehouse()).contains("shipbob");
                        assertThat(demand.releasedAt()).isPresent();
                    }));
        }
    }

    private static Optional<DemandRow> demand(StockLedger stock, long order) {
        return stock.demand(new OrderKey("main", String.valueOf(order)));
    }

    private static Instant asOf(StockLedger stock) {
        return stock.feeds().stream()
                .filter(feed -> feed.source().equals("erp.odoo"))
                .findFirst()
                .orElseThrow()
                .asOf();
    }
}
