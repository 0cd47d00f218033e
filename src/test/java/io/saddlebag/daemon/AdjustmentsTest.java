package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.Centre;
import io.saddlebag.sandbox.shipbob.ShipBobOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the warehouse counts, finds and writes off, and the ERP's warehouse that mirrors it. */
class AdjustmentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CENTRE = ShipBobOptions.defaults().centres().stream()
            .map(Centre::id)
            .findFirst()
            .orElseThrow();

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void adjustmentsOfOneSkuAreFollowedOnceEachThoughAnAnswerIsLostAndThePollsOverlap(int version) {
        try (RunningDaemon running = start(SandboxPartners.Plan.instant().odoo(version), mirrored())) {
            SandboxOdoo odoo = running.partners().odoo();
            odoo.faults()
                    .add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT)
                            .on(version == 19 ? "stock.quant/action_apply_inventory" : "jsonrpc")
                            .times(version == 19 ? 1 : 3));

            running.partners().shipBob().adjust("KETTLE", CENTRE, -2);
            running.partners().shipBob().adjust("KETTLE", CENTRE, 5);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(audit(running, "KETTLE")).hasSize(2));
            running.partners().shipBob().adjust("LATER", CENTRE, 1); // comes with a later poll that brings all again
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(audit(running, "LATER")).hasSize(1));
            assertThat(odoo.stock("KETTLE", "WH2")).isEqualByComparingTo("13");
            assertThat(odoo.stock("KETTLE", "WH")).isEqualByComparingTo("0");
            assertThat(odoo.faults().list()).isEmpty();
            assertThat(audit(running, "KETTLE"))
                    .extracting(Audit.Entry::who, Audit.Entry::before, Audit.Entry::after)
                    .containsExactly(tuple("warehouse.shipbob", "8", "13"), tuple("warehouse.shipbob", "10", "8"));
            assertThat(running.ledger().audit().verify().broken()).isEmpty();
        }
    }

    @Test
    void aLargeAdjustmentWaitsForAPersonAndIsFollowedByReplay() {
        try (RunningDaemon running = start(SandboxPartners.Plan.instant(), mirrored())) {
            running.partners().shipBob().adjust("KETTLE", CENTRE, 500);

            await().atMost(PATIENCE).until(() -> !held(running).isEmpty());
            Ledger.Parked parked = held(running).get(0);
            assertThat(parked.code()).isEqualTo("large-adjustment");
            assertThat(parked.cause()).contains("KETTLE").contains("500").contains("has 10 in WH2");
            assertThat(running.partners().odoo().stock("KETTLE", "WH2")).isEqualByComparingTo("10");

            assertThat(running.call("POST", "/api/v1/parked/" + parked.id() + "/replay", "{\"by\":\"ann\"}")
                            .statusCode())
                    .isEqualTo(202);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(audit(running, "KETTLE")).hasSize(1));
            assertThat(running.partners().odoo().stock("KETTLE", "WH2")).isEqualByComparingTo("510");
            await().atMost(PATIENCE).until(() -> held(running).isEmpty());
        }
    }

    @Test
    void shipmentsAndReceiptsAreNoAdjustments() {
        try (RunningDaemon running = start(SandboxPartners.Plan.instant(), mirrored())) {
            long order = running.partners().store().place(1).get(0);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.order(order))
                    .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(OrderState.COMPLETED)));
            running.partners().shipBob().adjust("KETTLE", CENTRE, 1);
            running.partners()
                    .shipBob()
                    .arrive(running.partners().shipBob().announce("KETTLE", CENTRE, 20, Instant.now()));
            running.partners().shipBob().adjust("LATER", CENTRE, 1);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(audit(running, "LATER")).hasSize(1));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(audit(running, "KETTLE")).hasSize(1));
            assertThat(running.partners().odoo().stock("KETTLE", "WH2")).isEqualByComparingTo("11");
            assertThat(running.ledger().audit().find("", Optional.empty(), 100))
                    .extracting(entry -> entry.entry().subject())
                    .containsExactlyInAnyOrder("KETTLE@WH2", "LATER@WH2");
        }
    }

    @Test
    void aCountInTheErpIsToldAndNotPretendedToBeAtTheWarehouse() {
        Map<String, String> settings = new TreeMap<>(mirrored());
        settings.putAll(Map.of(
                "saddlebag.erp.odoo.stock", "true",
                "saddlebag.warehouse.shipbob.stock", "true",
                "saddlebag.poll.levels", "0/2 * * * * ?",
                "saddlebag.poll.levels-warehouses", "1/2 * * * * ?",
                "saddlebag.stock.compare", "0/1 * * * * ?",
                "saddlebag.stock.compare-patience", "2s"));
        try (RunningDaemon running = start(SandboxPartners.Plan.instant(), settings)) {
            SandboxOdoo odoo = running.partners().odoo();
            running.partners().shipBob().adjust("LATER", CENTRE, 0);
            running.partners().shipBob().stock("LATER", CENTRE, 10);

            odoo.addStock("LATER", "WH2", new BigDecimal("3"));

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(drifts(running, false))
                    .singleElement()
                    .satisfies(drift -> {
                        assertThat(drift.store()).isEqualTo("warehouse.shipbob");
                        assertThat(drift.expected()).isEqualTo("10 at " + CENTRE);
                        assertThat(drift.found()).isEqualTo("13 in erp.odoo WH2");
                    }));
            assertThat(odoo.stock("LATER", "WH2")).isEqualByComparingTo("13");

            odoo.addStock("LATER", "WH2", new BigDecimal("-3"));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(drifts(running, false)).isEmpty());
            assertThat(drifts(running, true)).hasSize(1);
        }
    }

    private static List<Drifts.Drift> drifts(RunningDaemon running, boolean closedToo) {
        return running.ledger()
                .drifts()
                .list(new Drifts.Filter(Optional.empty(), Optional.empty(), Optional.of("LATER@WH2"), closedToo, 10));
    }

    @Test
    void nothingIsReadWhereNobodyFollows() {
        try (RunningDaemon running = start(SandboxPartners.Plan.instant(), Map.of())) {
            running.partners().shipBob().adjust("KETTLE", CENTRE, 1);
            long order = running.partners().store().place(1).get(0);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.order(order))
                    .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(OrderState.COMPLETED)));

            assertThat(running.ledger().cursor("adjustments-of-shipbob")).isEmpty();
            assertThat(running.ledger().adjustments().of("KETTLE", 10)).isEmpty();
        }
    }

    private RunningDaemon start(SandboxPartners.Plan plan, Map<String, String> mirror) {
        Map<String, String> settings = new TreeMap<>(mirror);
        settings.put("saddlebag.poll.adjustments", "0/2 * * * * ?");
        return RunningDaemon.start(data, plan, settings, (partners, loaded) -> {
            for (String sku : List.of("KETTLE", "LATER")) {
                partners.odoo().addProduct(SandboxOdoo.Product.storable(sku, BigDecimal.TEN));
                partners.odoo().addStock(sku, "WH2", BigDecimal.TEN);
            }
        });
    }

    private static Map<String, String> mirrored() {
        return Map.of(
                "saddlebag.warehouse.shipbob.mirror-to",
                "odoo",
                "saddlebag.warehouse.shipbob.mirror." + CENTRE,
                "WH2",
                "saddlebag.warehouse.shipbob.mirror-since",
                Instant.now().minusSeconds(5).toString());
    }

    private static List<Ledger.Parked> held(RunningDaemon running) {
        return running.ledger().parked(Optional.empty(), 10);
    }

    private static List<Audit.Entry> audit(RunningDaemon running, String sku) {
        return running.ledger().audit().find(sku + "@WH2", Optional.empty(), 100).stream()
                .map(Audit.Chained::entry)
                .toList();
    }
}
