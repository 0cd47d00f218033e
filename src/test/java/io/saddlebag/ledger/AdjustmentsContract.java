package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Adjustments.Adjustment;
import io.saddlebag.ledger.Adjustments.Row;
import io.saddlebag.ledger.Adjustments.State;
import io.saddlebag.testing.MovableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: corrections of stock that another partner follows. */
abstract class AdjustmentsContract {

    private static final String SOURCE = "warehouse.shipbob";
    private static final BigDecimal TEN = new BigDecimal("10");
    private static final BigDecimal EIGHT = new BigDecimal("8.0");

    private MovableClock clock;
    private Ledger ledger;
    private Adjustments adjustments;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        ledger = LedgerFactory.open(settings().withClock(clock));
        adjustments = ledger.adjustments();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anEventThatComesAgainIsTheSameRowAsFarAsItIs() {
        assertThat(adjustments.isKnown(SOURCE, "17")).isFalse();
        assertThat(adjustments.begin(adjustment("17")))
                .isEqualTo(new Row(adjustment("17"), State.BEGUN, Optional.empty(), Optional.empty()));
        adjustments.stage(SOURCE, "17", TEN, EIGHT);

        assertThat(adjustments.begin(adjustment("17")))
                .isEqualTo(new Row(adjustment("17"), State.STAGED, Optional.of(TEN), Optional.of(EIGHT)));
        assertThat(adjustments.isKnown(SOURCE, "17")).isTrue();
        assertThat(adjustments.isKnown("warehouse.other", "17")).isFalse();
        assertThat(adjustments.of("MUG", 10)).hasSize(1);
    }

    @Test
    void whatIsAppliedStaysSoAndIsInTheAuditTrailOnce() {
        adjustments.begin(adjustment("17"));
        adjustments.stage(SOURCE, "17", TEN, EIGHT);

        assertThat(adjustments.apply(SOURCE, "17", TEN, EIGHT, entry())).isTrue();
        assertThat(adjustments.apply(SOURCE, "17", TEN, EIGHT, entry())).isFalse();
        adjustments.stage(SOURCE, "17", EIGHT, TEN);
        adjustments.hold(SOURCE, "17");

        assertThat(adjustments.begin(adjustment("17")).state()).isEqualTo(State.APPLIED);
        assertThat(adjustments.begin(adjustment("17")).after()).contains(EIGHT);
        assertThat(ledger.audit().find("MUG@WH2", Optional.empty(), 10))
                .singleElement()
                .satisfies(chained -> assertThat(chained.entry()).isEqualTo(entry()));
        assertThat(ledger.audit().verify().broken()).isEmpty();
    }

    @Test
    void aHeldOneGoesOnWhenItIsStaged() {
        adjustments.begin(adjustment("17"));
        adjustments.hold(SOURCE, "17");

        assertThat(adjustments.begin(adjustment("17")).state()).isEqualTo(State.HELD);
        adjustments.stage(SOURCE, "17", TEN, EIGHT);
        adjustments.hold(SOURCE, "17");

        assertThat(adjustments.begin(adjustment("17")).state()).isEqualTo(State.STAGED);
    }

    @Test
    void forgetsWhatIsAppliedAndOldAndNothingElse() {
        adjustments.begin(adjustment("17"));
        adjustments.begin(adjustment("18"));
        adjustments.apply(SOURCE, "17", TEN, EIGHT, entry());
        clock.forward(Duration.ofDays(10));
        adjustments.begin(adjustment("19"));
        adjustments.apply(SOURCE, "19", TEN, EIGHT, entry());

        assertThat(adjustments.forget(clock.instant().minus(Duration.ofDays(5)), 100))
                .isEqualTo(1);

        assertThat(adjustments.of("MUG", 10))
                .extracting(row -> row.adjustment().event())
                .containsExactly("19", "18");
    }

    private static Adjustment adjustment(String event) {
        return new Adjustment(SOURCE, event, "103", "erp.odoo", "WH2", "MUG", -2, T0);
    }

    private static Audit.Entry entry() {
        return new Audit.Entry(SOURCE, "adjusted", "MUG@WH2", "10", "8.0", "adjustment 17", "");
    }
}
