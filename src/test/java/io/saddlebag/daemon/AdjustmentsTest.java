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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the warehouse counts, finds and writes off, and the ERP's warehouse that mirrors it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdjustmentsTest {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final int CENTRE = ShipBobOptions.defaults().centres().stream()
            .map(Centre::id)
            .findFirst()
            .orElseThrow();

    private RunningDaemon running;

    @BeforeAll
    void start(@TempDir Path data) {
        running = start(data, 19, mirrored());
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void adjustmentsOfOneSkuAreFollowedOnceEachThoughAnAnswerIsLostAndThePollsOverlap() {
        followsOnceEach(
                running,
                Fault.of(Fault.Kind.RESET_AFTER_COMMIT)
                        .on("stock.quant/action_apply_inventory")
                        .times(1));
    }

    static void followsOnceEach(RunningDaemon running, Fault lost) {
        SandboxOdoo odoo = running.partners().odoo();
        odoo.faults().add(lost);

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

    @Test
    void aLargeAdjustmentWaitsForAPersonAndIsFollowedByReplay() {
        running.partners().shipBob().adjust("CRATE", CENTRE, 500);

        await().atMost(PATIENCE).until(() -> !held(running).isEmpty());
        Ledger.Parked parked = held(running).get(0);
        assertThat(parked.code()).isEqualTo("large-adjustment");
        assertThat(parked.cause()).contains("CRATE").contains("500").contains("has 10 in WH2");
        assertThat(running.partners().odoo().stock("CRATE", "WH2")).isEqualByComparingTo("10");

        assertThat(running.call("POST", "/api/v1/parked/" + parked.id() + "/replay", "{\"by\":\"ann\"}")
                        .statusCode())
                .isEqualTo(202);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(audit(running, "CRATE")).hasSize(1));
        assertThat(running.partners().odoo().stock("CRATE", "WH2")).isEqualByComparingTo("510");
        await().atMost(PATIENCE).until(() -> held(running).isEmpty());
    }

    @Test
    void shipmentsAndReceiptsAreNoAdjustments() {
        List<String> before = subjects();
        long order = running.partners().store().place(1).get(0);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.order(order))
                .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(OrderState.COMPLETED)));
        running.partners().shipBob().adjust("JUG", CENTRE, 1);
        running.partners().shipBob().arrive(running.partners().shipBob().announce("JUG", CENTRE, 20, Instant.now()));
        running.partners().shipBob().adjust("LAST", CENTRE, 1);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(audit(running, "LAST")).hasSize(1));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(audit(running, "JUG")).hasSize(1));
        assertThat(running.partners().odoo().stock("JUG", "WH2")).isEqualByComparingTo("11");
        List<String> here = subjects();
        before.forEach(here::remove);
        assertThat(here).containsExactlyInAnyOrder("JUG@WH2", "LAST@WH2");
    }

    @Test
    void aCountInTheErpIsToldAndNotPretendedToBeAtTheWarehouse() {
        SandboxOdoo odoo = running.partners().odoo();
        running.partners().shipBob().adjust("DRUM", CENTRE, 0);
        running.partners().shipBob().stock("DRUM", CENTRE, 10);

        odoo.addStock("DRUM", "WH2", new BigDecimal("3"));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(drifts(running, false)).singleElement().satisfies(drift -> {
                            assertThat(drift.store()).isEqualTo("warehouse.shipbob");
                            assertThat(drift.expected()).isEqualTo("10 at " + CENTRE);
                            assertThat(drift.found()).isEqualTo("13 in erp.odoo WH2");
                        }));
        assertThat(odoo.stock("DRUM", "WH2")).isEqualByComparingTo("13");

        odoo.addStock("DRUM", "WH2", new BigDecimal("-3"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drifts(running, false)).isEmpty());
        assertThat(drifts(running, true)).hasSize(1);
    }

    private static List<Drifts.Drift> drifts(RunningDaemon running, boolean closedToo) {
        return running.ledger()
                .drifts()
                .list(new Drifts.Filter(Optional.empty(), Optional.empty(), Optional.of("DRUM@WH2"), closedToo, 10));
    }

    static RunningDaemon start(Path data, int odoo, Map<String, String> mirror) {
        Map<String, String> settings = new TreeMap<>(mirror);
        settings.put("saddlebag.poll.adjustments", "* * * * * ?");
        return RunningDaemon.start(data, SandboxPartners.Plan.instant().odoo(odoo), settings, (partners, loaded) -> {
            for (String sku : List.of("KETTLE", "LATER", "CRATE", "JUG", "LAST", "DRUM")) {
                partners.odoo().addProduct(SandboxOdoo.Product.storable(sku, BigDecimal.TEN));
                partners.odoo().addStock(sku, "WH2", BigDecimal.TEN);
            }
        });
    }

    static Map<String, String> mirrored() {
        return Map.of(
                "saddlebag.warehouse.shipbob.mirror-to",
                "odoo",
                "saddlebag.warehouse.shipbob.mirror." + CENTRE,
                "WH2",
                "saddlebag.warehouse.shipbob.mirror-since",
                Instant.now().minusSeconds(5).toString(),
                "saddlebag.erp.odoo.stock",
                "true",
                "saddlebag.warehouse.shipbob.stock",
                "true",
                "saddlebag.poll.levels",
                "* * * * * ?",
                "saddlebag.poll.levels-warehouses",
                "* * * * * ?",
                "saddlebag.stock.compare",
                "* * * * * ?",
                "saddlebag.stock.compare-patience",
                "2s");
    }

    private List<String> subjects() {
        return running.ledger().audit().find("", Optional.empty(), 100).stream()
                .map(entry -> entry.entry().subject())
                .collect(Collectors.toCollection(ArrayList::new));
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
