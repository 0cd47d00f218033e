package io.saddlebag.connector.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.message.LevelReport;
import io.saddlebag.message.LevelReport.Level;
import io.saddlebag.sandbox.shipbob.Centre;
import io.saddlebag.sandbox.shipbob.ShipBobOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ShipBob's stock, over real HTTP. */
class StockSweepTest {

    private static final Instant TUESDAY = Instant.parse("2026-12-01T09:00:00Z");

    @Test
    void tellsWhatLiesWhereAndWhatIsOnItsWay() {
        try (ShipBobLab lab = new ShipBobLab()) {
            Centre centre = ShipBobOptions.defaults().centres().get(0);
            String sku = known(lab);
            lab.sandbox.stock(sku, centre.id(), 40);
            long receipt = lab.sandbox.announce(sku, centre.id(), 25, TUESDAY);

            List<LevelReport> before = read(lab.connector());
            lab.sandbox.arrive(receipt);
            List<LevelReport> after = read(lab.connector());

            assertThat(levels(before, sku, centre)).singleElement().satisfies(level -> {
                assertThat(level.onHand()).isEqualTo(40);
                assertThat(level.incoming())
                        .containsExactly(new LevelReport.Incoming(25, TUESDAY, String.valueOf(receipt)));
            });
            assertThat(levels(after, sku, centre))
                    .extracting(Level::onHand, level -> level.incoming().size())
                    .containsExactly(tuple(65L, 0));
            assertThat(before).last().satisfies(end -> {
                assertThat(end.complete()).isTrue();
                assertThat(end.pages()).contains(before.size() - 1);
            });
        }
    }

    @Test
    void whatAnOrderHasTakenIsPromisedUntilItShipsAndGoneThen() {
        try (ShipBobLab lab = new ShipBobLab()) {
            String sku = known(lab);
            long onHand = sum(read(lab.connector()), sku, false);
            ShipBobLab.create(lab.connector(), "2");

            long reserved = sum(read(lab.connector()), sku, true);
            lab.sandbox.ship(lab.sandbox.orders().get(1).reference());
            List<LevelReport> shipped = read(lab.connector());

            assertThat(reserved).isPositive();
            assertThat(sum(shipped, sku, true)).isZero();
            assertThat(sum(shipped, sku, false)).isEqualTo(onHand - reserved);
        }
    }

    /** A SKU ShipBob knows, from an order that has been sent. */
    private static String known(ShipBobLab lab) {
        ShipBobLab.create(lab.connector(), "1");
        lab.sandbox.ship(lab.sandbox.orders().get(0).reference());
        return Requests.aRequest("1").lines().get(0).sku();
    }

    private static List<LevelReport> read(ShipBob shipBob) {
        List<LevelReport> reports = new ArrayList<>();
        shipBob.levels().reports().forEachRemaining(reports::add);
        return reports;
    }

    private static List<Level> levels(List<LevelReport> reports, String sku, Centre centre) {
        return reports.stream()
                .flatMap(report -> report.levels().stream())
                .filter(level -> level.sku().equals(sku) && level.location().equals(String.valueOf(centre.id())))
                .toList();
    }

    private static long sum(List<LevelReport> reports, String sku, boolean reserved) {
        return reports.stream()
                .flatMap(report -> report.levels().stream())
                .filter(level -> level.sku().equals(sku))
                .mapToLong(level -> reserved ? level.reserved() : level.onHand())
                .sum();
    }
}
