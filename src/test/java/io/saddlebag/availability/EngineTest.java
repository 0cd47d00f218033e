package io.saddlebag.availability;

import static io.saddlebag.availability.Stocks.NOON;
import static io.saddlebag.availability.Stocks.captured;
import static io.saddlebag.availability.Stocks.engine;
import static io.saddlebag.availability.Stocks.level;
import static io.saddlebag.availability.Stocks.posted;
import static io.saddlebag.availability.Stocks.rules;
import static io.saddlebag.availability.Stocks.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.availability.Engine.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Numbers a retailer can compute by hand. */
class EngineTest {

    private static final String ONE_STORE =
            """
            nodes: {shop: {source: erp.odoo, location: WH}, shipbob: warehouse.shipbob}
            channels: {main: }
            """;

    @Test
    void keepsSafetyStockInEachNodeAndAThresholdBeforeUnroutedOrders() {
        Engine engine = engine(
                """
                defaults: {safety-stock: 5, threshold: 10}
                nodes:
                  a: {source: erp.odoo, location: A}
                  b: {source: erp.odoo, location: B}
                  c: {source: erp.odoo, location: C}
                  d: {source: erp.odoo, location: D}
                channels: {main: }
                """,
                level("erp.odoo", "A", "MUG", 40),
                level("erp.odoo", "B", "MUG", 30),
                level("erp.odoo", "C", "MUG", 20),
                level("erp.odoo", "D", "MUG", 10));

        engine.demand("main:1", List.of(captured("main:1", "MUG", 50)));

        assertThat(quantity(engine, "MUG")).isEqualTo(20);
    }

    @Test
    void keepsSafetyStockOfTwoNodesAndSubtractsUnroutedOrders() {
        Engine engine = engine(
                "defaults: {safety-stock: 4}\n" + ONE_STORE,
                level("erp.odoo", "WH", "MUG", 60),
                level("warehouse.shipbob", "Cicero (IL)", "MUG", 40));

        engine.demand("main:1", List.of(captured("main:1", "MUG", 5)));

        assertThat(quantity(engine, "MUG")).isEqualTo(87);
    }

    @Test
    void p30ReservedAndHeldPiecesAreNotSold() {
        Engine engine = engine(ONE_STORE, level("erp.odoo", "WH", "MUG", 10, 6, 3));

        assertThat(quantity(engine, "MUG")).isEqualTo(1);
    }

    @Test
    void p31OrdersNewerThanTheErpsSnapshotAreSubtractedUntilASnapshotContainsThem() {
        Engine engine = engine(ONE_STORE, level("erp.odoo", "WH", "MUG", 10));

        engine.demand("main:1", List.of(captured("main:1", "MUG", 3)));
        assertThat(quantity(engine, "MUG")).isEqualTo(7);
        engine.demand("main:1", List.of(posted("main:1", "MUG", 3, NOON.plusSeconds(5))));
        assertThat(quantity(engine, "MUG")).isEqualTo(7);
        engine.feed(new Feed("erp.odoo", NOON.plusSeconds(5)));
        assertThat(quantity(engine, "MUG")).as("posted when the read began").isEqualTo(7);

        engine.levels(List.of(level("erp.odoo", "WH", "MUG", 10, 3, 0)));
        assertThat(quantity(engine, "MUG"))
                .as("for a moment counted twice, never too little")
                .isEqualTo(4);
        assertThat(engine.feed(new Feed("erp.odoo", NOON.plusSeconds(6)))).containsExactly(new Key("main", "MUG"));
        assertThat(quantity(engine, "MUG")).isEqualTo(7);
    }

    @Test
    void p31OrdersSentToAWarehouseAreSubtractedUntilThatWarehousesSnapshotContainsThem() {
        Engine engine = engine(
                ONE_STORE, level("erp.odoo", "WH", "MUG", 10), level("warehouse.shipbob", "Cicero (IL)", "MUG", 10));
        engine.demand(
                "main:1", List.of(sent("main:1", "MUG", 3, "shipbob", NOON.minusSeconds(60), NOON.plusSeconds(5))));

        assertThat(quantity(engine, "MUG")).isEqualTo(17);
        assertThat(engine.feed(new Feed("erp.odoo", NOON.plusSeconds(60)))).isEmpty();
        assertThat(engine.feed(new Feed("warehouse.shipbob", NOON.plusSeconds(60))))
                .containsExactly(new Key("main", "MUG"));
        assertThat(quantity(engine, "MUG")).isEqualTo(20);
    }

    @Test
    void p31OrdersOfAWarehouseThatIsNoNodeWaitForTheErp() {
        Engine engine = engine(ONE_STORE, level("erp.odoo", "WH", "MUG", 10));
        engine.demand(
                "main:1", List.of(sent("main:1", "MUG", 3, "other", NOON.minusSeconds(60), NOON.minusSeconds(5))));

        assertThat(quantity(engine, "MUG")).isEqualTo(10);
    }

    @Test
    void anOrderOfAStoreTheRulesDoNotNameIsSubtractedEverywhere() {
        Engine engine = engine(ONE_STORE, level("erp.odoo", "WH", "MUG", 10));
        engine.demand(
                "till:1",
                List.of(new Demand("till:1", "till", "MUG", 4, Optional.empty(), Optional.empty(), Optional.empty())));

        assertThat(quantity(engine, "MUG")).isEqualTo(6);
        assertThat(engine.demand("till:1", List.of())).containsExactly(new Key("main", "MUG"));
        assertThat(quantity(engine, "MUG")).isEqualTo(10);
    }

    @Test
    void whatIsPromisedBeyondANodesStockIsMissingElsewhereSafetyStockIsNot() {
        Engine engine = engine(
                "defaults: {safety-stock: 5}\n" + ONE_STORE,
                level("erp.odoo", "WH", "MUG", 2, 4, 0),
                level("warehouse.shipbob", "Cicero (IL)", "MUG", 20),
                level("erp.odoo", "WH", "TEE", 2),
                level("warehouse.shipbob", "Cicero (IL)", "TEE", 20));

        assertThat(quantity(engine, "MUG")).isEqualTo(20 - 5 - 2);
        assertThat(quantity(engine, "TEE")).isEqualTo(20 - 5);
    }

    @Test
    void booksBelowZeroCountAsNothing() {
        Engine engine = engine(
                ONE_STORE,
                level("erp.odoo", "WH", "MUG", -5, 0, 3),
                level("warehouse.shipbob", "Cicero (IL)", "MUG", 20));

        assertThat(quantity(engine, "MUG")).isEqualTo(20);
    }

    @Test
    void piecesOnTheirWayCountFromTheHorizonUntilTheyAreADayLate() {
        Engine engine = engine(
                "defaults: {in-transit: 2d, stale-after: 99d}\n" + ONE_STORE,
                level("erp.odoo", "WH", "MUG", 1, 0, 0, new Incoming(7, NOON.plus(Duration.ofDays(3)), "WH/IN/00004")));

        assertThat(quantity(engine, "MUG")).isEqualTo(1);
        assertThat(engine.time(NOON.plus(Duration.ofHours(23)))).isEmpty();
        assertThat(engine.time(NOON.plus(Duration.ofDays(1)))).containsExactly(new Key("main", "MUG"));
        assertThat(quantity(engine, "MUG")).isEqualTo(8);
        assertThat(engine.time(NOON.plus(Duration.ofDays(4)))).isEmpty();
        assertThat(engine.time(NOON.plus(Duration.ofDays(4)).plusSeconds(1))).containsExactly(new Key("main", "MUG"));
        assertThat(quantity(engine, "MUG")).isEqualTo(1);
    }

    @Test
    void aSourceThatWasNeverReadCountsAsNothing() {
        Engine engine = new Engine(rules(ONE_STORE), NOON);
        engine.levels(List.of(level("erp.odoo", "WH", "MUG", 10)));
        engine.feed(new Feed("warehouse.shipbob", NOON));

        assertThat(engine.sellable("main", "MUG")).isEqualTo(new Sellable("main", "MUG", 0, Backorders.NO, true));
        assertThat(engine.explain("main", "MUG").lines()).anyMatch(line -> line.contains("erp.odoo was never read"));

        assertThat(engine.feed(new Feed("erp.odoo", NOON))).containsExactly(new Key("main", "MUG"));
        assertThat(engine.sellable("main", "MUG")).isEqualTo(new Sellable("main", "MUG", 10, Backorders.NO, false));
    }

    @Test
    void aStaleSourceCountsAsItsChannelsSay() {
        Engine engine = engine(
                """
                defaults: {stale-after: 30m}
                nodes: {shop: erp.odoo}
                channels:
                  main: {share: 20 %}
                  careful: {share: 20 %, stale: 50 %}
                  strict: {share: 20 %, stale: zero}
                """,
                level("erp.odoo", "WH", "MUG", 101));

        assertThat(engine.time(NOON.plus(Duration.ofMinutes(30)))).isEmpty();
        assertThat(engine.time(NOON.plus(Duration.ofMinutes(31)))).hasSize(3);

        assertThat(engine.sellable("main", "MUG")).isEqualTo(new Sellable("main", "MUG", 20, Backorders.NO, true));
        assertThat(engine.sellable("careful", "MUG"))
                .isEqualTo(new Sellable("careful", "MUG", 10, Backorders.NO, true));
        assertThat(engine.sellable("strict", "MUG")).isEqualTo(new Sellable("strict", "MUG", 0, Backorders.NO, true));
    }

    @Test
    void ringFencesComeFirstThenSharesOfTheRestThenCaps() {
        Engine engine = engine(
                """
                nodes: {shop: erp.odoo}
                channels:
                  main: {share: 60 %, ring-fence: 10}
                  outlet: {share: 33.5 %, ring-fence: 5, cap: 30}
                """,
                level("erp.odoo", "WH", "MUG", 100), level("erp.odoo", "WH", "TEE", 12));

        assertThat(quantity(engine, "MUG")).isEqualTo(10 + 51);
        assertThat(engine.sellable("outlet", "MUG").quantity())
                .as("5 + 28, capped")
                .isEqualTo(30);
        assertThat(quantity(engine, "TEE")).isEqualTo(10);
        assertThat(engine.sellable("outlet", "TEE").quantity()).isEqualTo(2);
    }

    @Test
    void aKitIsAsManyAsItsScarcestPieceAndItsOrdersNeedThePieces() {
        Engine engine = engine(
                ONE_STORE + "kits: {SET: {MUG: 1, TEE: 2}, PAIR: {TEE: 2}}\n",
                level("erp.odoo", "WH", "MUG", 10),
                level("erp.odoo", "WH", "TEE", 7));
        assertThat(quantity(engine, "SET")).isEqualTo(3);

        assertThat(engine.demand("main:1", List.of(captured("main:1", "SET", 2))))
                .containsExactlyInAnyOrder(
                        new Key("main", "SET"),
                        new Key("main", "MUG"),
                        new Key("main", "TEE"),
                        new Key("main", "PAIR"));

        assertThat(quantity(engine, "SET")).isEqualTo(1);
        assertThat(quantity(engine, "MUG")).isEqualTo(8);
        assertThat(quantity(engine, "TEE")).isEqualTo(3);
        assertThat(quantity(engine, "PAIR")).isEqualTo(1);
    }

    @Test
    void aKitIsBackorderedOnlyIfAllItsPiecesAre() {
        Engine engine = engine(
                ONE_STORE
                        + """
                exceptions:
                  - {sku: [SET, TEE], backorders: yes}
                  - {sku: MUG, backorders: notify}
                kits: {SET: {MUG: 1, TEE: 2}}
                """);

        assertThat(engine.sellable("main", "SET").backorders()).isEqualTo(Backorders.NO);
        engine.levels(List.of(level("erp.odoo", "WH", "MUG", 0), level("erp.odoo", "WH", "TEE", 0)));
        assertThat(engine.sellable("main", "SET").backorders()).isEqualTo(Backorders.NOTIFY);
    }

    @Test
    void aSupplierHasAFixedNumberOrAlwaysThatMany() {
        Engine engine = engine(
                """
                nodes:
                  shop: erp.odoo
                  fixed: {drop-ship: fixed, quantity: 20, sku: SADDLE}
                  always: {drop-ship: always, quantity: 5, sku: BOOT*}
                channels: {main: }
                """,
                level("erp.odoo", "WH", "BOOT-40", 2));
        engine.demand("main:1", List.of(captured("main:1", "SADDLE", 4), captured("main:1", "BOOT-40", 4)));

        assertThat(quantity(engine, "SADDLE")).isEqualTo(16);
        assertThat(quantity(engine, "BOOT-40")).isEqualTo(5);
        assertThat(quantity(engine, "BOOT-99")).as("nobody knows it").isZero();
    }

    @Test
    void rulesByCategoryApplyWhenTheItemMasterTellsItAndInactiveItemsAreNotSold() {
        Engine engine = engine(
                ONE_STORE
                        + """
                exceptions:
                  - {category: All / Boots*, safety-stock: 10 %, node: shop}
                  - {category: All / Boots*, threshold: 3}
                """,
                level("erp.odoo", "WH", "B-40", 41));
        assertThat(quantity(engine, "B-40")).isEqualTo(41);

        engine.items(List.of(new ItemFacts("B-40", "All / Boots / Winter", true)));
        assertThat(quantity(engine, "B-40")).isEqualTo(41 - 5 - 3);
        engine.items(List.of(new ItemFacts("B-40", "All / Boots / Winter", false)));
        assertThat(quantity(engine, "B-40")).isZero();
    }

    @Test
    void theFirstExceptionThatSaysSomethingCounts() {
        Engine engine = engine(
                ONE_STORE
                        + """
                exceptions:
                  - {sku: TEE-S, cap: 3}
                  - {sku: TEE-*, cap: 5, threshold: 1}
                  - {sku: TEE-S, threshold: 2, cap: 9}
                """,
                level("erp.odoo", "WH", "TEE-S", 4),
                level("erp.odoo", "WH", "TEE-M", 9));

        assertThat(quantity(engine, "TEE-S")).isEqualTo(3);
        assertThat(quantity(engine, "TEE-M")).isEqualTo(5);
    }

    @Test
    void whatNobodyKnowsIsNotSoldAndSaysSo() {
        Engine engine = engine(ONE_STORE);

        assertThat(engine.sellable("main", "GHOST")).isEqualTo(new Sellable("main", "GHOST", 0, Backorders.NO, false));
        assertThat(engine.explain("main", "GHOST").lines())
                .anyMatch(line -> line.contains("no source and no rule knows this SKU"));
        assertThat(engine.explain("nowhere", "GHOST").lines())
                .anyMatch(line -> line.contains("the rules name no such channel"));
        assertThat(engine.skus()).isEmpty();
    }

    @Test
    void tellsOfASkuThatBecomesKnownWithNothingToSell() {
        Engine engine = engine(ONE_STORE);

        assertThat(engine.levels(List.of(level("erp.odoo", "WH", "MUG", 0)))).containsExactly(new Key("main", "MUG"));
        assertThat(engine.levels(List.of(level("erp.odoo", "WH", "MUG", 0)))).isEmpty();
        assertThat(engine.skus()).containsExactly("MUG");
    }

    @Test
    void newRulesTellWhatTheyChangeAndAllOfANewChannel() {
        Engine engine = engine(ONE_STORE, level("erp.odoo", "WH", "MUG", 9), level("erp.odoo", "WH", "TEE", 0));

        assertThat(engine.rules(rules(ONE_STORE + "exceptions: [{sku: MUG, threshold: 2}]\n")))
                .containsExactly(new Key("main", "MUG"));
        assertThat(
                        engine.rules(
                                rules(
                                        """
                        nodes: {shop: {source: erp.odoo, location: WH}}
                        channels: {outlet: {share: 0 %}, main: {share: 100 %}}
                        """)))
                .containsExactlyInAnyOrder(new Key("main", "MUG"), new Key("outlet", "MUG"), new Key("outlet", "TEE"));
    }

    @Test
    void hostileNumbersNeitherOverflowNorGoBelowZero() {
        Engine engine = engine(
                ONE_STORE + "kits: {SET: {MUG: 999999}}\n",
                level("erp.odoo", "WH", "MUG", Long.MAX_VALUE),
                level("warehouse.shipbob", "A", "MUG", Long.MAX_VALUE),
                level("warehouse.shipbob", "B", "TEE", Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
                level("warehouse.shipbob", "B", "HAT", 5, Long.MIN_VALUE, Long.MIN_VALUE));
        assertThat(quantity(engine, "MUG")).isEqualTo(2 * Pieces.MOST);
        assertThat(quantity(engine, "TEE")).isZero();
        assertThat(quantity(engine, "HAT")).isEqualTo(5);

        engine.demand(
                "main:1",
                List.of(captured("main:1", "SET", Long.MAX_VALUE), captured("main:1", "HAT", Long.MIN_VALUE)));

        assertThat(quantity(engine, "MUG")).isEqualTo(Pieces.MOST);
        assertThat(quantity(engine, "HAT")).isEqualTo(5);
    }

    @Test
    void refusesRowsOfAnotherOrder() {
        Engine engine = engine(ONE_STORE);

        assertThatThrownBy(() -> engine.demand("main:1", List.of(captured("main:2", "MUG", 1))))
                .hasMessageContaining("main:2");
    }

    private static long quantity(Engine engine, String sku) {
        return engine.sellable("main", sku).quantity();
    }
}
