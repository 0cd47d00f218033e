package io.saddlebag.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.availability.Engine.Key;
import io.saddlebag.availability.RulesFile;
import io.saddlebag.availability.RulesFile.Known;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.ledger.StockLedger.DemandLine;
import io.saddlebag.ledger.StockLedger.LevelRow;
import io.saddlebag.ledger.StockLedger.Page;
import io.saddlebag.ledger.StockLedger.Reading;
import io.saddlebag.ledger.StockLedger.Sold;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.stock.SellableStock.Changed;
import io.saddlebag.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine keeps up with the ledger, and nothing that changed is forgotten before it was dealt with. */
class SellableStockTest {

    private static final Instant T0 = Instant.parse("2026-11-30T12:00:00Z");
    private static final Key MUG = new Key("main", "MUG");
    private static final OrderKey ORDER = new OrderKey("main", "17");

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(T0);
    private Ledger ledger;
    private SellableStock sellable;
    private int readings;

    @BeforeEach
    void open() {
        ledger = LedgerFactory.open(
                LedgerSettings.sqlite(folder.resolve("ledger.db")).withClock(clock));
        sellable = new SellableStock(
                ledger.stock(),
                RulesFile.parse("availability.yaml", "nodes: {shop: erp.odoo}\nchannels:\n  main:\n", Known.anything()),
                clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatChangesAgainBeforeItWasSettledStaysChanged() {
        read(40);
        Changed first = sellable.changed();
        read(39);
        sellable.changed();

        sellable.settle(first);

        assertThat(sellable.changed().notes()).containsKey(MUG);
        assertThat(sellable.sellable(MUG).quantity()).isEqualTo(39);
    }

    @Test
    void anOrderThatChangesNoNumberIsNewsUntilItIsSettled() {
        read(40);
        place("MUG");
        sellable.settle(sellable.changed());
        assertThat(sellable.news()).isEmpty();

        ledger.record(Step.of(ORDER).moveTo(OrderState.POSTED));

        assertThat(sellable.news()).isPresent();
        Changed changed = sellable.changed();
        assertThat(changed.notes()).isEmpty();
        sellable.settle(changed);
        assertThat(sellable.news()).isEmpty();
        assertThat(ledger.stock().known(Map.of(ORDER, T0), changed.upTo())).containsExactly(ORDER);
    }

    @Test
    void p31AnOrderIsSubtractedUntilTheErpWasReadAfterItHadIt() {
        read(40);
        place("MUG");
        assertThat(quantity()).isEqualTo(38);
        ledger.record(Step.of(ORDER).moveTo(OrderState.POSTED));
        assertThat(quantity()).isEqualTo(38);

        clock.forward(Duration.ofSeconds(5));
        read(38);

        assertThat(quantity()).isEqualTo(38);
    }

    @Test
    void p31WhatIsAddedToAnOrderThatTheErpHasStaysSubtracted() {
        read(40);
        place("MUG");
        ledger.record(Step.of(ORDER).moveTo(OrderState.POSTED));
        clock.forward(Duration.ofSeconds(5));
        ledger.record(placed("h2", T0.plusSeconds(9), new DemandLine("11", "", "MUG", 5)));
        assertThat(quantity()).isEqualTo(35);

        clock.forward(Duration.ofSeconds(60));
        read(38); // the ERP knows of the two it was told

        assertThat(quantity()).isEqualTo(35);
    }

    @Test
    void anOrderFindsItsItemThoughTheStoreSpellsItOtherwise() {
        place("mug");
        sellable.changed();

        read(40);

        assertThat(quantity()).isEqualTo(38);
        assertThat(sellable.explain("main", "Mug").sellable().sku()).isEqualTo("MUG");
    }

    @Test
    void aSourceThatWasNeverReadAsAWholeIsNamed() {
        assertThat(sellable.unread("main")).containsExactly("erp.odoo");

        read(40);
        sellable.changed();

        assertThat(sellable.unread("main")).isEmpty();
    }

    private long quantity() {
        sellable.changed();
        return sellable.sellable(MUG).quantity();
    }

    private void read(long onHand) {
        Reading reading = new Reading("erp.odoo", "r" + ++readings, clock.instant(), true);
        ledger.stock()
                .report(
                        new Page(reading, 1),
                        List.of(new LevelRow("WH", "MUG", onHand, 0, 0, List.of(), clock.instant())));
        ledger.stock().finish(reading, 1);
        clock.forward(Duration.ofSeconds(1));
    }

    private void place(String sku) {
        ledger.record(placed("h1", T0, new DemandLine("11", "", sku, 2)).moveTo(OrderState.CAPTURED));
    }

    private static Step placed(String hash, Instant at, DemandLine line) {
        return Step.of(ORDER)
                .seen(new Step.Seen(
                        new OrderVersion(at, hash), "17", "processing", "EUR", "20.00", "a@example.com", T0, "{}"))
                .sold(new Sold(true, List.of(line)));
    }
}
