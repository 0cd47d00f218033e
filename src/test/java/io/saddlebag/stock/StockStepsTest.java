package io.saddlebag.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.availability.RulesFile;
import io.saddlebag.availability.RulesFile.Known;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.StockLedger.Reading;
import io.saddlebag.testing.MovableClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockStepsTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-30T12:00:00Z"));

    @TempDir
    private Path folder;

    /** Its orders would count as known, and an old wish be written as if it contained them. */
    @Test
    void nothingCountsAsDecidedForAStoreWhoseSourcesHaveNotBeenRead() throws Exception {
        try (Ledger ledger = LedgerFactory.open(
                        LedgerSettings.sqlite(folder.resolve("ledger.db")).withClock(clock));
                DefaultCamelContext camel = new DefaultCamelContext()) {
            SellableStock sellable = new SellableStock(
                    ledger.stock(),
                    RulesFile.parse(
                            "availability.yaml",
                            """
                            nodes: {shop: erp.odoo, depot: warehouse.shipbob}
                            channels:
                              main: {nodes: [shop]}
                              outlet: {nodes: [depot]}
                            """,
                            Known.anything()),
                    clock);
            Wishes wishes = new Wishes(sellable, ledger.publications(), ledger.storeItems(), Set.of("main", "outlet"));
            StockSteps steps = new StockSteps(sellable, wishes, ledger, store -> {}, clock);
            ledger.stock().finish(new Reading("erp.odoo", "r1", clock.instant(), true), 0);

            steps.decide(new DefaultExchange(camel));

            assertThat(ledger.cursor(StockSteps.decided("main"))).isPresent();
            assertThat(ledger.cursor(StockSteps.decided("outlet"))).isEmpty();
        }
    }
}
