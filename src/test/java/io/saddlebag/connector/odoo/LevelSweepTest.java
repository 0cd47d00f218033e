package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.message.LevelReport;
import io.saddlebag.message.LevelReport.Item;
import io.saddlebag.message.LevelReport.Level;
import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.testing.MovableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock levels of Odoo 17 and 19: all of them, and what changed. */
class LevelSweepTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    private final MovableClock clock = new MovableClock(NOW);

    private OdooLab lab(int version, Map<String, String> more) {
        return new OdooLab(OdooOptions.odoo(version), more, clock);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void readsAllStockPageByPageAndSaysHowManyPagesThereWere(int version) {
        try (OdooLab lab = lab(version, Map.of())) {
            for (int i = 0; i < 450; i++) {
                lab.sandbox.addProduct(SandboxOdoo.Product.storable("P" + i, BigDecimal.TEN));
            }
            lab.sandbox.addStock("P449", "WH", new BigDecimal("7.9"));

            List<LevelReport> reports = read(complete(lab));

            assertThat(reports).hasSize(4).last().satisfies(end -> assertThat(end.pages())
                    .contains(3));
            assertThat(reports).extracting(LevelReport::page).containsExactly(1, 2, 3, 0);
            assertThat(levels(reports, "P449"))
                    .extracting(Level::location, Level::onHand)
                    .contains(tuple("WH", 7L));
            assertThat(reports.stream().flatMap(one -> one.items().stream()))
                    .hasSize(455)
                    .extracting(Item::category, Item::active)
                    .contains(tuple("All", true));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void aChangedQuantityBringsTheWholeProductWithAllPlacesOfTheWarehouse(int version) {
        try (OdooLab lab = lab(version, Map.of())) {
            int shelf = lab.sandbox.addLocation("WH", "Shelf");
            count(lab, "MUG", shelf, 5);
            LevelSweep all = complete(lab);
            read(all);
            LevelSweep first = changed(lab, all);
            read(first); // what was written shortly before the complete reading
            clock.forward(Duration.ofHours(1));

            count(lab, "MUG", shelf, 8);
            LevelSweep second = changed(lab, first);
            List<LevelReport> reports = read(second);

            assertThat(levels(reports, "MUG"))
                    .filteredOn(level -> level.location().equals("WH"))
                    .extracting(Level::onHand)
                    .containsExactly(1_008L);
            assertThat(levels(reports, "CAP")).isEmpty();
            assertThat(read(changed(lab, second)))
                    .as("the overlap brings it again, but it is known")
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p31AQuantityWrittenByALongTransactionIsNotMissed(int version) {
        try (OdooLab lab = lab(version, Map.of())) {
            LevelSweep first = complete(lab);
            read(first);
            clock.forward(Duration.ofMinutes(30));
            lab.sandbox.addStock("CAP", "WH", BigDecimal.ONE);
            LevelSweep second = changed(lab, first);
            read(second);

            clock.set(clock.instant().minus(Duration.ofMinutes(8))); // began before, and is committed only now
            lab.sandbox.addStock("MUG", "WH", new BigDecimal("-3"));
            List<LevelReport> reports = read(changed(lab, second));

            assertThat(levels(reports, "MUG"))
                    .filteredOn(level -> level.location().equals("WH"))
                    .extracting(Level::onHand)
                    .containsExactly(997L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p30TellsWhatIsPromisedAndWhatIsNotForSale(int version) {
        try (OdooLab lab = lab(version, Map.of("stock.held-locations", "WH/Stock/Quarantine"))) {
            count(lab, "MUG", lab.sandbox.addLocation("WH", "Quarantine"), 4);
            lab.post(OdooLab.order(
                    "1", new BigDecimal("18.00"), BigDecimal.ZERO, OdooLab.line("11", "MUG", "2", "18.00", "0.00")));

            assertThat(levels(read(complete(lab)), "MUG"))
                    .filteredOn(level -> level.location().equals("WH"))
                    .extracting(Level::onHand, Level::reserved, Level::held)
                    .containsExactly(tuple(1_004L, 2L, 4L));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void aSkuOfTwoActiveProductsIsNamedAndLeftOut(int version) {
        try (OdooLab lab = lab(version, Map.of())) {
            lab.sandbox.addProduct(SandboxOdoo.Product.storable("MUG", BigDecimal.TEN));

            LevelSweep sweep = complete(lab);
            List<LevelReport> reports = read(sweep);

            assertThat(levels(reports, "MUG")).isEmpty();
            assertThat(levels(reports, "CAP")).isNotEmpty();
            assertThat(sweep.notices()).singleElement().asString().contains("duplicate SKU 'MUG'");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void aConfirmedPurchaseIsOnItsWayUntilItIsReceived(int version) {
        try (OdooLab lab = lab(version, Map.of())) {
            LevelSweep first = complete(lab);
            read(first);
            clock.forward(Duration.ofMinutes(30));

            long purchase = lab.raw.create("purchase.order", purchase(lab, "MUG", 20), object());
            lab.raw.ask(OdooCall.records("purchase.order", "button_confirm", List.of(purchase)));
            LevelSweep second = changed(lab, first);
            List<LevelReport> ordered = read(second);
            clock.forward(Duration.ofMinutes(30));
            lab.raw.ask(OdooCall.records("stock.picking", "button_validate", List.of(receipt(lab))));
            List<LevelReport> received = read(changed(lab, second));

            assertThat(levels(ordered, "MUG"))
                    .filteredOn(level -> level.location().equals("WH"))
                    .singleElement()
                    .satisfies(level -> assertThat(level.incoming())
                            .extracting(LevelReport.Incoming::quantity)
                            .containsExactly(20L));
            assertThat(levels(received, "MUG"))
                    .filteredOn(level -> level.location().equals("WH"))
                    .extracting(Level::onHand, level -> level.incoming().size())
                    .contains(tuple(1_020L, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void whatIsNotCountedHasNoLevelRatherThanNone(int version) {
        try (OdooLab lab = lab(version, Map.of())) {
            lab.sandbox.addProduct(SandboxOdoo.Product.service("ENGRAVING"));
            lab.sandbox.addProduct(new SandboxOdoo.Product(
                    "WRAPPING", "Wrapping", BigDecimal.ONE, SandboxOdoo.Kind.CONSUMABLE, false));

            List<LevelReport> reports = read(complete(lab));

            assertThat(levels(reports, "ENGRAVING")).isEmpty();
            assertThat(levels(reports, "WRAPPING")).isEmpty();
            assertThat(levels(reports, "MUG")).isNotEmpty();
            assertThat(reports.stream().flatMap(one -> one.items().stream()).map(Item::sku))
                    .contains("ENGRAVING", "WRAPPING");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void aQuantityThatCameToNothingAndWasDeletedIsNotMissed(int version) {
        try (OdooLab lab = lab(version, Map.of())) {
            long purchase = lab.raw.create("purchase.order", purchase(lab, "CAP", 1), object());
            lab.raw.ask(OdooCall.records("purchase.order", "button_confirm", List.of(purchase)));
            LevelSweep first = complete(lab);
            read(first);
            clock.forward(Duration.ofMinutes(30));
            lab.post(OdooLab.order(
                    "1",
                    new BigDecimal("9000.00"),
                    BigDecimal.ZERO,
                    OdooLab.line("11", "MUG", "1000", "9000.00", "0.00")));
            LevelSweep second = changed(lab, first);
            read(second);
            clock.forward(Duration.ofMinutes(30));

            lab.raw.ask(OdooCall.records("stock.picking", "button_validate", List.of(delivery(lab))));
            lab.sandbox.tidyQuantities();
            List<LevelReport> reports = read(changed(lab, second));

            assertThat(levels(reports, "MUG"))
                    .filteredOn(level -> level.location().equals("WH"))
                    .extracting(Level::onHand)
                    .containsExactly(0L);
        }
    }

    private LevelSweep complete(OdooLab lab) {
        return new LevelSweep("main", lab.odoo, lab.odoo.allLevels().orThrow("main", "test"), true, clock.instant());
    }

    private LevelSweep changed(OdooLab lab, LevelSweep before) {
        return new LevelSweep("main", lab.odoo, before.cursor(), false, clock.instant());
    }

    private static List<LevelReport> read(LevelSweep sweep) {
        List<LevelReport> reports = new ArrayList<>();
        sweep.reports().forEachRemaining(reports::add);
        return reports;
    }

    private static List<Level> levels(List<LevelReport> reports, String sku) {
        return reports.stream()
                .flatMap(report -> report.levels().stream())
                .filter(level -> level.sku().equals(sku))
                .toList();
    }

    /** An absolute count, as captured in fixtures/erp/odoo19/116 and 117. */
    private static void count(OdooLab lab, String sku, int location, int pieces) {
        long quant = lab.raw.create(
                "stock.quant",
                object().put("product_id", product(lab, sku))
                        .put("location_id", location)
                        .put("inventory_quantity", pieces),
                object().put("inventory_mode", true));
        lab.raw.ask(OdooCall.records("stock.quant", "action_apply_inventory", List.of(quant)));
    }

    /** As captured in fixtures/erp/odoo19/033. */
    private static ObjectNode purchase(OdooLab lab, String sku, int pieces) {
        ObjectNode purchase = object().put("partner_id", 1);
        purchase.putArray("order_line")
                .addArray()
                .add(0)
                .add(0)
                .addObject()
                .put("product_id", product(lab, sku))
                .put("product_qty", pieces)
                .put("price_unit", 4.0);
        return purchase;
    }

    private static long receipt(OdooLab lab) {
        return picking(lab, "incoming");
    }

    private static long delivery(OdooLab lab) {
        return picking(lab, "outgoing");
    }

    private static long picking(OdooLab lab, String code) {
        return lab.raw
                .rows(OdooCall.searchRead(
                                "stock.picking",
                                Domain.all().is("picking_type_id.code", code).terms(),
                                List.of("name"))
                        .order("id desc"))
                .get(0)
                .id();
    }

    private static long product(OdooLab lab, String sku) {
        return lab.raw
                .rows(OdooCall.searchRead(
                        "product.product", Domain.all().is("default_code", sku).terms(), List.of("name")))
                .get(0)
                .id();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
