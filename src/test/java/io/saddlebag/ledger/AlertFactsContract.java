package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.aCapture;
import static io.saddlebag.ledger.LedgerFixtures.aParked;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.saddlebag.ledger.AlertFacts.Late;
import io.saddlebag.ledger.AlertFacts.ParkedKind;
import io.saddlebag.ledger.Ledger.Notice;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.testing.MovableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: what alert rules ask. */
abstract class AlertFactsContract {

    private MovableClock clock;
    private Ledger ledger;
    private AlertFacts facts;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        ledger = LedgerFactory.open(settings().withClock(clock));
        facts = ledger.alertFacts();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void groupsWhatIsParkedByCodeWithOrdersAndTheirValue() {
        ledger.record(aCapture(key(1)));
        ledger.record(aCapture(key(2)));
        ledger.park(aParked("p1", Optional.of(key(1)), "post-order", 5));
        ledger.park(aParked("p2", Optional.of(key(2)), "post-order", 3));
        ledger.park(aParked("p3", Optional.of(key(2)), "ship", 9));
        ledger.park(aParked("p4", Optional.empty(), "feed", 10));

        assertThat(facts.parked())
                .containsExactly(new ParkedKind(
                        "business",
                        "no-item",
                        4,
                        T0.plusSeconds(3),
                        "create it",
                        List.of(key(2), key(1)),
                        Map.of("EUR", new BigDecimal("20.00"))));
        ledger.close(key(1), "post-order", "done");
        ledger.close(key(2), "post-order", "done");
        ledger.close(key(2), "ship", "done");
        assertThat(facts.parked()).singleElement().satisfies(kind -> assertThat(kind.orders())
                .isEmpty());
    }

    @Test
    void findsOrdersThatAreLateButNotThoseThatAreParked() {
        ledger.record(aCapture(key(1)));
        ledger.record(aCapture(key(2)));
        ledger.record(aCapture(key(3)).moveTo(OrderState.WAITING));
        ledger.park(aParked("p", Optional.of(key(2)), "post-order", 1));
        clock.forward(Duration.ofMinutes(10));

        assertThat(facts.unposted("shop", T0)).isEmpty();
        assertThat(facts.unposted("other", T0.plusSeconds(1))).isEmpty();
        assertThat(facts.unposted("shop", T0.plusSeconds(1)))
                .contains(new Late(1, T0, List.of(key(1)), Map.of("EUR", new BigDecimal("10.00"))));
        assertThat(facts.unpostedOrders("shop", T0.plusSeconds(1), 10))
                .extracting(Ledger.OrderRow::key)
                .containsExactly(key(1));
        assertThat(facts.unpostedOrders("shop", T0.plusSeconds(1), 0)).isEmpty();

        ledger.record(Step.of(key(1)).moveTo(OrderState.POSTED));
        clock.forward(Duration.ofMinutes(10));

        assertThat(facts.unposted("shop", clock.instant())).isEmpty();
        assertThat(facts.unreleased("shop", clock.instant()).orElseThrow().orders())
                .containsExactly(key(1));
        ledger.record(Step.of(key(1)).moveTo(OrderState.RELEASED));
        assertThat(facts.unreleased("shop", clock.instant())).isEmpty();
    }

    @Test
    void findsStepsThatWaitUntilTheyGoOn() {
        ledger.record(aCapture(key(1)));
        ledger.record(waits(key(1), "wait", "waiting", 10));
        ledger.record(waits(key(1), "wait", "waiting", 40));

        assertThat(facts.waiting(T0)).singleElement().satisfies(waiting -> {
            assertThat(waiting.partner()).isEqualTo("odoo");
            assertThat(waiting.orders()).containsExactly(key(1));
        });
        assertThat(facts.waiting(T0.plusSeconds(41))).isEmpty();

        ledger.record(waits(key(1), "goes-on", "done", 50));
        assertThat(facts.waiting(T0)).isEmpty();

        ledger.record(waits(key(1), "wait", "waiting", 60));
        assertThat(facts.waiting(T0)).hasSize(1);
    }

    @Test
    void countsByTheMinuteAndForgets() {
        facts.count("bad-signature", "main", 2);
        clock.forward(Duration.ofMinutes(5));
        facts.count("bad-signature", "main", 3);
        facts.count("bad-signature", "outlet", 1);
        facts.count("throttled", "erp.odoo", 7);

        assertThat(facts.counted("bad-signature", T0)).containsOnly(entry("main", 5L), entry("outlet", 1L));
        assertThat(facts.counted("bad-signature", T0.plusSeconds(120)))
                .containsOnly(entry("main", 3L), entry("outlet", 1L));
        facts.forgetCounts(T0.plusSeconds(120));
        assertThat(facts.counted("bad-signature", T0)).containsEntry("main", 3L);
    }

    @Test
    void remembersWhenSomethingWasSeenLastAndBeginsWithNow() {
        assertThat(facts.marked("feed/x")).isEmpty();
        assertThat(facts.markOrBegin("feed/x")).isEqualTo(T0);
        clock.forward(Duration.ofHours(1));
        assertThat(facts.markOrBegin("feed/x")).isEqualTo(T0);

        facts.mark("feed/x", T0.plusSeconds(9));
        facts.mark("feed/x", T0.plusSeconds(3));

        assertThat(facts.markOrBegin("feed/x")).isEqualTo(T0.plusSeconds(9));
        assertThat(facts.marked("feed/x")).hasValue(T0.plusSeconds(9));
    }

    @Test
    void tellsNoticesThatSomebodyShouldLookAt() {
        ledger.note(Notice.now("store.main webhooks", "warn", "one was disabled", T0));
        ledger.note(Notice.now("store.main webhooks", "info", "all were registered", T0));

        assertThat(facts.notices(T0)).extracting(Notice::what).containsExactly("one was disabled");
        assertThat(facts.notices(T0.plusSeconds(1))).isEmpty();
    }

    private static Step waits(OrderKey order, String step, String outcome, int second) {
        return Step.of(order)
                .event(T0.plusSeconds(second), step, "orders-to-odoo", "odoo", outcome, Duration.ZERO, "", "down");
    }
}
