package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.aCapture;
import static io.saddlebag.ledger.LedgerFixtures.aFlag;
import static io.saddlebag.ledger.LedgerFixtures.aParked;
import static io.saddlebag.ledger.LedgerFixtures.aShipment;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Figures.Day;
import io.saddlebag.ledger.Figures.Figure;
import io.saddlebag.ledger.Figures.Share;
import io.saddlebag.ledger.Figures.Sum;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.order.OrderState;
import io.saddlebag.testing.MovableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: key figures by day. */
abstract class FiguresContract {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");

    private MovableClock clock;
    private Ledger ledger;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        ledger = LedgerFactory.open(settings().withClock(clock));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anOrdersWayIsMeasuredWhereItComesForTheFirstTime() {
        ledger.record(aCapture(key(1)));
        after(10, OrderState.POSTED);
        after(5, OrderState.RELEASED);
        after(60, OrderState.SHIPPED);
        after(25, OrderState.COMPLETED);

        assertThat(count(Figure.DUE)).isEqualTo(1);
        assertAbout(Figure.POSTING, 10);
        assertAbout(Figure.ACKNOWLEDGEMENT, 5);
        assertAbout(Figure.SHIPPING, 75);
        assertAbout(Figure.COMPLETION, 100);
    }

    @Test
    void aRepeatedStepCountsOnce() {
        ledger.record(aCapture(key(1)));
        ledger.record(aCapture(key(1)));
        after(10, OrderState.POSTED);
        after(10, OrderState.POSTED);

        assertThat(count(Figure.DUE)).isEqualTo(1);
        assertThat(count(Figure.POSTING)).isEqualTo(1);
    }

    @Test
    void percentilesAreOfTheWholeDayAndDaysStandApart() {
        for (int id = 1; id <= 100; id++) {
            ledger.record(aCapture(key(id)));
        }
        for (int id = 1; id <= 100; id++) {
            clock.forward(Duration.ofSeconds(1));
            ledger.record(Step.of(key(id)).moveTo(OrderState.POSTED));
        }
        ledger.record(aCapture(key(101)));
        clock.forward(Duration.ofDays(1));
        ledger.record(Step.of(key(101)).moveTo(OrderState.POSTED));

        List<Day> days = ledger.figures().days(Figure.POSTING, Optional.of("shop"), TODAY, TODAY.plusDays(1));
        assertThat(days).extracting(Day::day).containsExactly(TODAY, TODAY.plusDays(1));
        assertThat(days).extracting(Day::count).containsExactly(100L, 1L);
        assertThat(days.get(0).spread().p50()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(54));
        assertThat(days.get(0).spread().p95()).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(102));
        assertThat(days.get(0).spread().p99()).isBetween(Duration.ofSeconds(99), Duration.ofSeconds(106));
        assertThat(ledger.figures().days(Figure.POSTING, Optional.of("other"), TODAY, TODAY))
                .isEmpty();
    }

    @Test
    void aShipmentIsMeasuredFromItsReportToTheStore() {
        ledger.record(aCapture(key(1)));
        ledger.record(Step.of(key(1)).shipment(aShipment("shipped", 0)));
        clock.forward(Duration.ofSeconds(30));
        ledger.record(Step.of(key(1)).shipment(aFlag(Optional.of(true), Optional.empty())));
        ledger.record(Step.of(key(1)).shipment(aFlag(Optional.empty(), Optional.of(true))));
        ledger.record(Step.of(key(1)).shipment(aFlag(Optional.empty(), Optional.of(true))));

        assertThat(count(Figure.PROPAGATION)).isEqualTo(1);
        assertAbout(Figure.PROPAGATION, 30);
    }

    @Test
    void aDifferenceIsMeasuredWhenItIsGoneOrAccepted() {
        Reconciliations reconciliations = ledger.reconciliations();
        begin("a");
        reconciliations.found("a", List.of(found("x"), found("y"), found("z")));
        clock.forward(Duration.ofSeconds(50));
        reconciliations.accept("x", new Actor("ann", ""), "a gift");
        begin("b");
        reconciliations.found("b", List.of(found("z")));
        reconciliations.closeUnseen("b");
        reconciliations.closeUnseen("b");

        assertThat(ledger.figures().days(Figure.DIFFERENCE, Optional.of("not-captured"), TODAY, TODAY))
                .singleElement()
                .satisfies(day -> {
                    assertThat(day.count()).isEqualTo(2);
                    assertThat(day.spread().p50()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(54));
                });
    }

    private void begin(String run) {
        Instant now = clock.instant();
        ledger.reconciliations()
                .ask(Run.asked(run, "shop", T0.minus(Duration.ofDays(1)), T0.plus(Duration.ofDays(1)), "ann", now));
        ledger.reconciliations().begin(run, Duration.ofMinutes(10));
    }

    private static Found found(String id) {
        return new Found(
                id,
                "not-captured",
                "shop",
                Optional.empty(),
                "shop",
                id,
                BigDecimal.TEN,
                "EUR",
                "what it is",
                "",
                Optional.empty(),
                T0);
    }

    @Test
    void levelsReadAgainMakeTheInventorysAccuracy() {
        ledger.publications().readAgain("shop", 40, 1);
        ledger.publications().readAgain("shop", 10, 0);

        assertThat(count(Figure.CHECKED)).isEqualTo(50);
        assertThat(count(Figure.DEVIATING)).isEqualTo(1);
        assertThat(Share.ACCURACY.percent(1, 50)).isEqualTo(98);
        assertThat(Share.FAILURE.percent(1, 50)).isEqualTo(2);
    }

    @Test
    void whatIsParkedIsCountedByCategoryAndMeasuredWhenAPersonDecides() {
        ledger.record(aCapture(key(1)));
        ledger.park(aParked("p1", Optional.of(key(1)), "order.to-erp", 0));
        ledger.park(aParked("p1", Optional.of(key(1)), "order.to-erp", 0)); // the same message, tried again
        ledger.park(aParked("p2", Optional.of(key(1)), "order.to-erp", 0));
        clock.forward(Duration.ofMinutes(10));
        ledger.parkedMessages().skip("p1", "bought by mistake", "ann", Optional.empty());
        clock.forward(Duration.ofMinutes(10));
        ledger.close(key(1), "order.to-erp", "the order got past this step");

        assertThat(ledger.figures().sums(Figure.PARKED, TODAY, TODAY))
                .extracting(Sum::subject, Sum::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("business", 2L));
        Sum repaired = ledger.figures().sums(Figure.REPAIR, TODAY, TODAY).get(0);
        assertThat(repaired.count()).isEqualTo(2);
        assertThat(repaired.spread().mean()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
    }

    private void after(int seconds, OrderState state) {
        clock.forward(Duration.ofSeconds(seconds));
        ledger.record(Step.of(key(1)).moveTo(state));
    }

    private long count(Figure figure) {
        return ledger.figures().sums(figure, TODAY, TODAY).stream()
                .mapToLong(Sum::count)
                .sum();
    }

    private void assertAbout(Figure figure, long seconds) {
        assertThat(ledger.figures().sums(figure, TODAY, TODAY)).singleElement().satisfies(sum -> {
            assertThat(sum.subject()).isEqualTo("shop");
            assertThat(sum.count()).isEqualTo(1);
            assertThat(sum.spread().p50()).isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1_075));
        });
    }
}
