package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Finance.Day;
import io.saddlebag.ledger.Finance.Placed;
import io.saddlebag.ledger.Finance.Sum;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Step.Seen;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
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

/** What every database must keep to: what finance asks of the orders. */
abstract class FinanceContract {

    private static final Instant DAY = Instant.parse("2026-02-01T00:00:00Z");

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
    void ordersThatAreDueAndNotInTheErpAreToldTheLongestFirst() {
        place(1, DAY, "10.00", "EUR", OrderState.CAPTURED);
        clock.forward(Duration.ofMinutes(10));
        place(2, DAY, "10.00", "EUR", OrderState.CAPTURED);
        place(3, DAY, "10.00", "EUR", OrderState.POSTED);
        place(4, DAY, "10.00", "EUR", OrderState.CAPTURED);
        ledger.park(LedgerFixtures.aParked("p", Optional.of(key(4)), "order.to-erp", 0));

        assertThat(ledger.finance().unposted("shop", T0.plusSeconds(1), 10))
                .extracting(row -> row.key().id())
                .containsExactly("1");
        assertThat(ledger.finance().unposted("shop", T0.plusSeconds(3600), 10))
                .extracting(row -> row.key().id())
                .containsExactly("1", "2");
        assertThat(ledger.finance().unposted("other", T0.plusSeconds(3600), 10)).isEmpty();
        assertThat(ledger.finance().parkedBeforePosting(10))
                .extracting(row -> row.key().id())
                .containsExactly("4");
    }

    @Test
    void aParkedOrderThatTheErpHasIsNotStuckBeforePosting() {
        place(1, DAY, "10.00", "EUR", OrderState.POSTED);
        ledger.park(LedgerFixtures.aParked("p", Optional.of(key(1)), "shipment.to-erp", 0));

        assertThat(ledger.finance().parkedBeforePosting(10)).isEmpty();
    }

    @Test
    void daysAreSummedByCurrencyToTheLastCentWhatIsNotDueAndWhatWasCancelledApart() {
        place(1, DAY.plusSeconds(1), "0.10", "EUR", OrderState.CAPTURED);
        place(2, DAY.plusSeconds(2), "0.20", "EUR", OrderState.POSTED);
        place(3, DAY.plusSeconds(86_399), "5.00", "USD", OrderState.POSTED);
        place(4, DAY.plusSeconds(3), "7.00", "EUR", OrderState.CANCELLED);
        place(5, DAY.plusSeconds(86_400), "1.00", "EUR", OrderState.CAPTURED);
        place(6, DAY.minusSeconds(1), "9.00", "EUR", OrderState.CAPTURED);
        place(7, DAY.plusSeconds(4), "11.00", "EUR", OrderState.WAITING);

        Finance.Days days = ledger.finance().days("shop", DAY, DAY.plus(Duration.ofDays(2)), 100);

        LocalDate first = LocalDate.parse("2026-02-01");
        assertThat(days.cutAt()).isEmpty();
        assertThat(days.days())
                .containsExactly(
                        day(first.plusDays(1), "EUR", 1, "1.00", 0, "0", 0, "0"),
                        day(first, "EUR", 2, "0.30", 1, "11.00", 1, "7.00"),
                        day(first, "USD", 1, "5.00", 0, "0", 0, "0"));
    }

    @Test
    void aDayThatCannotBeSummedWholeIsLeftOutAndNamed() {
        place(1, DAY.plusSeconds(1), "1.00", "EUR", OrderState.CAPTURED);
        place(2, DAY.plusSeconds(2), "1.00", "EUR", OrderState.CAPTURED);
        place(3, DAY.plusSeconds(86_400), "1.00", "EUR", OrderState.CAPTURED);

        Finance.Days days = ledger.finance().days("shop", DAY, DAY.plus(Duration.ofDays(2)), 2);

        assertThat(days.cutAt()).contains(LocalDate.parse("2026-02-01"));
        assertThat(days.days()).extracting(Day::day).containsExactly(LocalDate.parse("2026-02-02"));
    }

    @Test
    void ordersOfAWindowComeWithTheirDocumentsInTheirOrder() {
        place(2, DAY.plusSeconds(2), "1.00", "EUR", OrderState.CAPTURED);
        place(1, DAY.plusSeconds(1), "1.00", "EUR", OrderState.CAPTURED);
        place(3, DAY.plusSeconds(60), "1.00", "EUR", OrderState.CAPTURED);

        assertThat(ledger.finance().placed("shop", DAY, DAY.plusSeconds(60), Optional.empty(), 10))
                .extracting(Placed::document)
                .containsExactly("{\"of\":1}", "{\"of\":2}");
        assertThat(ledger.finance().placed("shop", DAY, DAY.plusSeconds(61), Optional.empty(), 1))
                .extracting(Placed::row)
                .extracting(OrderRow::total)
                .containsExactly("1.00");
    }

    @Test
    void whatWasPlacedOnADayIsReadPageByPageAlsoWhereManyWerePlacedInOneMoment() {
        for (int id = 1; id <= 5; id++) {
            place(id, DAY.plusSeconds(id < 5 ? 1 : 2), "1.00", "EUR", OrderState.CAPTURED);
        }

        List<Placed> first = ledger.finance().placed("shop", DAY, DAY.plusSeconds(60), Optional.empty(), 2);
        List<Placed> second = ledger.finance().placed("shop", DAY, DAY.plusSeconds(60), last(first), 2);
        List<Placed> third = ledger.finance().placed("shop", DAY, DAY.plusSeconds(60), last(second), 2);

        assertThat(List.of(first, second, third))
                .flatExtracting(page -> page)
                .extracting(Placed::document)
                .containsExactly("{\"of\":1}", "{\"of\":2}", "{\"of\":3}", "{\"of\":4}", "{\"of\":5}");
        assertThat(ledger.finance().placed("shop", DAY, DAY.plusSeconds(60), last(third), 2))
                .isEmpty();
    }

    private static Optional<OrderRow> last(List<Placed> page) {
        return Optional.of(page.get(page.size() - 1).row());
    }

    private static Day day(
            LocalDate day,
            String currency,
            long orders,
            String sales,
            long notDue,
            String waiting,
            long cancelled,
            String gone) {
        return new Day(day, "shop", currency, sum(orders, sales), sum(notDue, waiting), sum(cancelled, gone));
    }

    private static Sum sum(long orders, String value) {
        return new Sum(orders, new BigDecimal(value));
    }

    private static OrderKey key(int id) {
        return LedgerFixtures.key(id);
    }

    private void place(int id, Instant at, String total, String currency, OrderState state) {
        ledger.record(Step.of(key(id))
                .seen(new Seen(
                        new OrderVersion(at, "h" + id),
                        "N" + id,
                        "processing",
                        currency,
                        total,
                        "ann@example.org",
                        at,
                        "{\"of\":" + id + "}"))
                .moveTo(state == OrderState.WAITING ? state : OrderState.CAPTURED));
        if (state != OrderState.CAPTURED && state != OrderState.WAITING) {
            ledger.record(Step.of(key(id)).moveTo(state));
        }
    }
}
