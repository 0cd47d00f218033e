package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.aCapture;
import static io.saddlebag.ledger.LedgerFixtures.aParked;
import static io.saddlebag.ledger.LedgerFixtures.aVersion;
import static io.saddlebag.ledger.LedgerFixtures.anEvent;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.StepResult;
import io.saddlebag.ledger.Step.Field;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every database must keep to: steps, and what is parked, listed, counted and measured. */
abstract class LedgerContract extends StepContract {

    @Test
    void countsAParkedOrderAsParkedUntilItsMessagesAreClosed() {
        ledger.record(aCapture(ORDER));
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 1));
        ledger.park(aParked("b", Optional.of(ORDER), "ship", 0));
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 9));

        assertThat(ledger.counts()).contains(entry("PARKED", 1L), entry("CAPTURED", 0L));
        assertThat(ledger.order(ORDER).orElseThrow().parked()).isEqualTo(2);
        assertThat(ledger.parked(Optional.of(ORDER), 10))
                .extracting(Ledger.Parked::id, Ledger.Parked::attempts, Ledger.Parked::parkedAt)
                .containsExactly(tuple("b", 1, T0), tuple("a", 2, T0.plusSeconds(1)));

        StepResult past = ledger.record(Step.of(ORDER).moveTo(OrderState.POSTED).closes("post-order"));
        int closed = ledger.close(ORDER, "ship", "skipped by hand");

        assertThat(past.row().parked()).isEqualTo(1);
        assertThat(closed).isEqualTo(1);
        assertThat(ledger.parked(Optional.empty(), 10)).isEmpty();
        assertThat(ledger.counts()).contains(entry("PARKED", 0L), entry("POSTED", 1L));
    }

    @Test
    void aClosedMessageParkedAgainOpensAgain() {
        ledger.record(aCapture(ORDER));
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 1));
        ledger.close(ORDER, "post-order", "replayed");

        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 5));

        assertThat(ledger.parked(Optional.empty(), 10)).singleElement().satisfies(parked -> {
            assertThat(parked.attempts()).isEqualTo(2);
            assertThat(parked.parkedAt()).isEqualTo(T0.plusSeconds(5));
            assertThat(parked.closedBecause()).isEmpty();
        });
        assertThat(ledger.order(ORDER).orElseThrow().parked()).isEqualTo(1);
    }

    @Test
    void parksWhatBelongsToNoOrderOrToOneNotYetSeen() {
        ledger.park(aParked("loose", Optional.empty(), "intake", 0));
        ledger.park(aParked("early", Optional.of(ORDER), "capture", 1));

        OrderRow row = ledger.record(aCapture(ORDER)).row();

        assertThat(row.parked()).isEqualTo(1);
        assertThat(ledger.counts()).contains(entry("PARKED", 1L), entry("CAPTURED", 0L));
        assertThat(ledger.parked(Optional.empty(), 1))
                .extracting(Ledger.Parked::id)
                .containsExactly("loose");
    }

    @Test
    void movesACursor() {
        ledger.moveCursor("poll", "1");
        ledger.moveCursor("poll", "2");

        assertThat(ledger.cursor("poll")).contains("2");
        assertThat(ledger.cursor("other")).isEmpty();
    }

    @Test
    void listsOrdersNewestFirstByEachFilter() {
        ledger.record(aCapture(key(10)).set(Field.ERP_NUMBER, "S00042"));
        clock.forward(Duration.ofSeconds(1));
        ledger.record(Step.of(key(11)).seen(aVersion(0, "x9")));
        clock.forward(Duration.ofSeconds(1));
        ledger.record(aCapture(new OrderKey("other", "77")).set(Field.INVOICE_NUMBER, "INV/7"));
        ledger.park(aParked("p", Optional.of(key(11)), "capture", 0));

        assertThat(found(OrderFilter.all(2))).containsExactly("other:77", "shop:11");
        assertThat(found(filter("other", null, null, null))).containsExactly("other:77");
        assertThat(found(filter(null, OrderState.WAITING, null, null))).containsExactly("shop:11");
        assertThat(found(filter(null, null, true, null))).containsExactly("shop:11");
        assertThat(found(filter(null, null, false, null))).containsExactly("other:77", "shop:10");
        assertThat(found(filter(null, null, null, "77"))).containsExactly("other:77");
        assertThat(found(filter(null, null, null, "NX"))).containsExactly("shop:11");
        assertThat(found(filter(null, null, null, "s0004"))).containsExactly("shop:10");
        assertThat(found(filter(null, null, null, "inv/7"))).containsExactly("other:77");
        assertThat(found(filter(null, null, null, " ANN@example"))).hasSize(3);
        assertThat(found(filter(null, null, null, "%"))).isEmpty();
        OrderFilter before = new OrderFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(T0.plusSeconds(1)),
                9);
        assertThat(found(before)).containsExactly("shop:10");
    }

    @Test
    void measuresPartnerCallsAndLegs() {
        ledger.record(aCapture(ORDER));
        clock.forward(Duration.ofSeconds(3));
        ledger.record(anEvent(ORDER, "done", 2, "S1").moveTo(OrderState.POSTED));
        clock.forward(Duration.ofSeconds(4));
        ledger.record(Step.of(ORDER).moveTo(OrderState.SHIPPED));
        clock.forward(Duration.ofSeconds(9));
        ledger.record(Step.of(ORDER).moveTo(OrderState.POSTED));

        assertThat(ledger.latencies(Instant.EPOCH))
                .containsExactly(entry("post-order odoo", latency(Duration.ofMillis(2))));
        assertThat(ledger.legs(Instant.EPOCH))
                .containsExactly(
                        entry("seen to due", latency(Duration.ZERO)),
                        entry("due to posted", latency(Duration.ofSeconds(3))),
                        entry("due to shipped", latency(Duration.ofSeconds(7))));
        assertThat(ledger.legs(T0.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void keepsTextThatIsOddButLegal() {
        String odd = "nul \0 quote ' emoji 🐎 backslash \\ percent %";

        ledger.record(aCapture(ORDER).event(T0, "odd", odd, "odoo", "done", Duration.ZERO, odd, odd));

        assertThat(ledger.trace(ORDER)).singleElement().satisfies(event -> assertThat(event.detail())
                .isEqualTo(odd.replace('\0', '\uFFFD')));
    }

    private List<String> found(OrderFilter filter) {
        return ledger.orders(filter).stream().map(row -> row.key().toString()).toList();
    }

    private static OrderFilter filter(String store, OrderState state, Boolean parked, String text) {
        return new OrderFilter(
                Optional.ofNullable(store),
                Optional.ofNullable(state),
                Optional.ofNullable(parked),
                Optional.ofNullable(text),
                Optional.empty(),
                10);
    }

    private static Ledger.Latency latency(Duration only) {
        return new Ledger.Latency(1, only, only, only);
    }

    @Test
    void countsTheSameNoticeInOneRowAndShowsTheLatestFirst() {
        Instant first = Instant.parse("2026-11-24T08:00:00Z");

        ledger.note(Ledger.Notice.now("store.main webhooks", "warn", "order.updated was disabled", first));
        ledger.note(Ledger.Notice.now("orders-of-main", "warn", "no connection", first.plusSeconds(5)));
        ledger.note(
                Ledger.Notice.now("store.main webhooks", "warn", "order.updated was disabled", first.plusSeconds(9)));

        assertThat(ledger.notices(10))
                .extracting(Ledger.Notice::what, Ledger.Notice::times, Ledger.Notice::firstAt)
                .containsExactly(
                        tuple("order.updated was disabled", 2, first), tuple("no connection", 1, first.plusSeconds(5)));
    }
}
