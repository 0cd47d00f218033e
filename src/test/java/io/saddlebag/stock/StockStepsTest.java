package io.saddlebag.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.availability.RulesFile;
import io.saddlebag.availability.RulesFile.Known;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Turn;
import io.saddlebag.ledger.StockLedger.LevelRow;
import io.saddlebag.ledger.StockLedger.Page;
import io.saddlebag.ledger.StockLedger.Reading;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.ledger.StoreItems.Stocking;
import io.saddlebag.stock.SellableStock.Changed;
import io.saddlebag.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /** Only one daemon decides; the other's reading of the catalogue must not wait for the next change of the SKU. */
    @Test
    void whatAnotherDaemonReadsOfACatalogueIsWishedSoon() throws Exception {
        try (Ledger ledger = open();
                Ledger other = open();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            Host active = new Host(ledger);
            read(ledger, 40);
            active.steps.decide(new DefaultExchange(camel));
            assertThat(wished(ledger)).as("the store does not have it yet").isEmpty();

            other.storeItems().seen(List.of(item("mug")));
            DefaultExchange look = new DefaultExchange(camel);
            active.steps.look(look);
            active.steps.decide(new DefaultExchange(camel));

            assertThat(look.getVariable("changed", Boolean.class)).isTrue();
            assertThat(wished(ledger)).contains("{\"quantity\":40,\"backorders\":\"no\"}");
        }
    }

    @Test
    void aDaemonThatWasThoughtDeadUndoesNothingOfWhatAnotherDecided() throws Exception {
        try (Ledger ledger = open();
                Ledger other = open();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            Host late = new Host(ledger);
            Host active = new Host(other);
            ledger.storeItems().seen(List.of(item("MUG")));
            read(ledger, 40);
            Turn turn = late.wishes.turn();
            Changed seen = late.sellable.changed();
            read(ledger, 38);
            active.steps.decide(new DefaultExchange(camel));

            assertThat(late.wishes.keep(turn, seen)).isEmpty();

            assertThat(wished(ledger)).contains("{\"quantity\":38,\"backorders\":\"no\"}");
            late.steps.decide(new DefaultExchange(camel));
            assertThat(wished(ledger)).contains("{\"quantity\":38,\"backorders\":\"no\"}");
        }
    }

    /** The engine and the steps of one daemon. */
    private final class Host {

        private final SellableStock sellable;
        private final Wishes wishes;
        private final StockSteps steps;

        Host(Ledger ledger) {
            sellable = new SellableStock(
                    ledger.stock(),
                    RulesFile.parse(
                            "availability.yaml", "nodes: {shop: erp.odoo}\nchannels:\n  main:\n", Known.anything()),
                    clock);
            wishes = new Wishes(sellable, ledger.publications(), ledger.storeItems(), Set.of("main"));
            steps = new StockSteps(sellable, wishes, ledger, store -> {}, clock);
        }
    }

    private Ledger open() {
        return LedgerFactory.open(
                LedgerSettings.sqlite(folder.resolve("ledger.db")).withClock(clock));
    }

    private void read(Ledger ledger, long onHand) {
        clock.forward(Duration.ofSeconds(1));
        Reading reading = new Reading("erp.odoo", "r" + onHand, clock.instant(), true);
        ledger.stock()
                .report(
                        new Page(reading, 1),
                        List.of(new LevelRow("WH", "MUG", onHand, 0, 0, List.of(), clock.instant())));
        ledger.stock().finish(reading, 1);
    }

    private static Optional<String> wished(Ledger ledger) {
        return ledger.publications().find("main", "MUG", Aspect.STOCK).map(PublicationRow::wished);
    }

    private Item item(String sku) {
        return new Item(
                "main",
                "17",
                "",
                sku,
                true,
                "simple",
                "publish",
                Stocking.OWN,
                Optional.of(0L),
                "no",
                "19.90",
                "",
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                clock.instant());
    }
}
