package io.saddlebag.connector.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.delivery.HandedOver;
import io.saddlebag.message.StockAdjustment;
import io.saddlebag.sandbox.shipbob.Centre;
import io.saddlebag.sandbox.shipbob.ShipBobOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ShipBob's people counted, found or wrote off, over real HTTP. */
class AdjustmentSweepTest {

    private static final Centre CENTRE = ShipBobOptions.defaults().centres().get(0);

    private final Instant begin = Instant.now();
    private final HandedOver seen = new HandedOver();
    private ShipBobLab lab;

    @BeforeEach
    void start() {
        lab = new ShipBobLab();
        lab.values.put("mirror-to", "odoo");
        lab.values.put("mirror." + CENTRE.id(), "WH2");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void tellsAdjustmentsOfTheMirroredCentreAndNoOtherMovement() {
        ShipBobLab.create(lab.connector(), "1");
        lab.sandbox.ship(lab.sandbox.orders().get(0).reference());
        String sku = Requests.aRequest("1").lines().get(0).sku();
        lab.sandbox.arrive(lab.sandbox.announce(sku, CENTRE.id(), 25, begin));
        lab.sandbox.adjust(sku, CENTRE.id(), -3);
        lab.sandbox.adjust("FOUND", CENTRE.id(), 2);
        lab.sandbox.adjust(sku, ShipBobOptions.defaults().centres().get(1).id(), 5);

        List<StockAdjustment> read = read(lab.connector().adjustments(seen, begin, begin));

        assertThat(read)
                .extracting(StockAdjustment::sku, StockAdjustment::delta, StockAdjustment::place)
                .containsExactly(tuple(sku, -3L, "WH2"), tuple("FOUND", 2L, "WH2"));
        assertThat(read).allSatisfy(adjustment -> {
            assertThat(adjustment.source()).isEqualTo("warehouse.north");
            assertThat(adjustment.erp()).isEqualTo("odoo");
            assertThat(adjustment.location()).isEqualTo(String.valueOf(CENTRE.id()));
        });
    }

    @Test
    void readsPageAfterPageAndLeavesOutWhatItHandedOverBefore() {
        for (int i = 1; i <= 250; i++) {
            lab.sandbox.adjust("MUG", CENTRE.id(), i);
        }

        AdjustmentSweep first = lab.connector().adjustments(seen, begin, begin);
        List<StockAdjustment> all = read(first);
        Instant end = first.end();
        lab.sandbox.adjust("MUG", CENTRE.id(), 7);
        List<StockAdjustment> overlap = read(lab.connector().adjustments(seen, end, begin));
        List<StockAdjustment> afterARestart = read(lab.connector().adjustments(new HandedOver(), end, begin));

        assertThat(all).hasSize(250).extracting(StockAdjustment::event).doesNotHaveDuplicates();
        assertThat(overlap).extracting(StockAdjustment::delta).containsExactly(7L);
        assertThat(afterARestart).hasSize(251);
    }

    @Test
    void whatHappenedBeforeItBeganIsNotItsBusiness() {
        lab.sandbox.adjust("MUG", CENTRE.id(), 7);
        Instant later = Instant.now().plusMillis(5);

        assertThat(read(lab.connector().adjustments(seen, later, later))).isEmpty();
    }

    private static List<StockAdjustment> read(AdjustmentSweep sweep) {
        List<StockAdjustment> found = new ArrayList<>();
        sweep.forEachRemaining(found::add);
        return found;
    }
}
