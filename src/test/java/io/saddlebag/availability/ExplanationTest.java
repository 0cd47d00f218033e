package io.saddlebag.availability;

import static io.saddlebag.availability.Stocks.NOON;
import static io.saddlebag.availability.Stocks.captured;
import static io.saddlebag.availability.Stocks.engine;
import static io.saddlebag.availability.Stocks.level;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a retailer reads when he asks why. */
class ExplanationTest {

    @Test
    void showsEveryInputEveryRuleAndTheArithmetic() {
        Engine engine = engine(
                """
                defaults:
                  threshold: 10
                nodes:
                  shop:
                    source: erp.odoo
                    location: WH
                    safety-stock: 5 %
                  shipbob: warehouse.shipbob
                channels:
                  main: {share: 60 %, ring-fence: 2}
                  outlet: {share: 40 %}
                """,
                level("erp.odoo", "WH", "MUG-BLUE", 40, 3, 1),
                level("erp.odoo", "WH2", "MUG-BLUE", 60),
                level("warehouse.shipbob", "Cicero (IL)", "MUG-BLUE", 60));
        engine.demand("main:17", List.of(captured("main:17", "MUG-BLUE", 4)));

        assertThat(engine.explain("main", "MUG-BLUE").lines())
                .containsExactly(
                        """
                        MUG-BLUE in channel main at 2026-11-30T12:00:00Z
                          node shop
                            on hand in WH                                 +40      40  erp.odoo, 2026-11-30T12:00:00Z, 0 s ago
                            held or damaged                                -1      39  erp.odoo, 2026-11-30T12:00:00Z, 0 s ago
                            reserved for orders                            -3      36  erp.odoo, 2026-11-30T12:00:00Z, 0 s ago
                            safety stock 5 % of on hand                    -2      34  availability.yaml:7
                          node shipbob
                            on hand in Cicero (IL)                        +60      94  warehouse.shipbob, 2026-11-30T12:00:00Z, 0 s ago
                          elsewhere
                            not counted: 60 in WH2, no node has it                     erp.odoo, 2026-11-30T12:00:00Z, 0 s ago
                          orders
                            sold, in no source's numbers yet: main:17      -4      90  erp.odoo, 2026-11-30T12:00:00Z, 0 s ago
                          pool
                            threshold                                     -10      80  availability.yaml:2
                          channel
                            ring-fenced for channels that share            -2      78
                            not this channel's: its share is 60 %         -32      46  availability.yaml:10
                            ring-fenced for this channel                   +2      48  availability.yaml:10
                            backorders: no                                             default
                            can be sold                                            48
                        """
                                .split("\n"));
    }

    @Test
    void refusesStepsThatDoNotAddUp() {
        Sellable four = new Sellable("main", "MUG", 4, Backorders.NO, false);
        Explanation.Step three = new Explanation.Step("pool", "on hand", 3, 3, "", Optional.empty(), false);

        assertThatThrownBy(() -> new Explanation(four, NOON, List.of(three), List.of()))
                .hasMessageContaining("add up to 3");
    }

    @Test
    void tellsAPiecesNumbersBelowTheKits() {
        Engine engine = engine(
                """
                nodes: {shop: erp.odoo}
                channels: {main: }
                kits: {SET: {MUG: 2}}
                """,
                level("erp.odoo", "WH", "MUG", 5));

        Explanation explanation = engine.explain("main", "SET");

        assertThat(explanation.sellable().quantity()).isEqualTo(2);
        assertThat(explanation.parts())
                .singleElement()
                .satisfies(piece -> assertThat(piece.sellable().quantity()).isEqualTo(5));
        assertThat(explanation.lines())
                .contains("  kit")
                .anyMatch(line -> line.contains("2 in each kit: enough for 2"));
    }

    @Test
    void saysHowOldASourceIs() {
        Engine engine = engine("nodes: {shop: erp.odoo}\nchannels: {main: }\n", level("erp.odoo", "WH", "MUG", 5));
        Instant later = NOON.plusSeconds(3 * 3600);
        engine.time(later);

        assertThat(engine.explain("main", "MUG").lines())
                .anyMatch(line -> line.contains("STALE"))
                .anyMatch(line -> line.contains("not read for more than 120 min: the last numbers are kept")
                        && line.contains("2026-11-30T12:00:00Z, 3 h ago"));
    }
}
