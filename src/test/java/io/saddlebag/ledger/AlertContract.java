package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.aCapture;
import static io.saddlebag.ledger.LedgerFixtures.aParked;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.saddlebag.ledger.AlertFacts.Late;
import io.saddlebag.ledger.AlertFacts.ParkedKind;
import io.saddlebag.ledger.AlertLedger.Alert;
import io.saddlebag.ledger.AlertLedger.Change;
import io.saddlebag.ledger.AlertLedger.Channel;
import io.saddlebag.ledger.AlertLedger.Delivery;
import io.saddlebag.ledger.Ledger.Notice;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderState;
import io.saddlebag.testing.MovableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: alerts, their outbox, and what alert rules ask. */
abstract class AlertContract {

    private MovableClock clock;
    private Ledger ledger;
    private AlertLedger alerts;
    private AlertFacts facts;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        ledger = LedgerFactory.open(settings().withClock(clock));
        alerts = ledger.alerts();
        facts = ledger.alertFacts();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void keepsAnAlertWithAllItTells() {
        Alert alert = anAlert("a1", "parked", "business no-item", Optional.of(T0));

        alerts.write(List.of(new Change(alert, false, List.of())));

        assertThat(alerts.unresolved()).containsExactly(written(alert, 1));
        assertThat(alerts.find("a1")).contains(written(alert, 1));
        assertThat(alerts.startingWith("a")).containsExactly("a1");
        assertThat(alerts.open(10)).hasSize(1);
    }

    @Test
    void hasOneUnresolvedAlertOfARuleAndSubjectAndLeavesOutTheMessagesOfASecond() {
        Alert first = anAlert("a1", "parked", "x", Optional.of(T0));
        alerts.write(List.of(new Change(first, false, List.of(aDelivery("a1", "opened", "mail")))));

        alerts.write(List.of(new Change(
                anAlert("a2", "parked", "x", Optional.of(T0)), false, List.of(aDelivery("a2", "opened", "mail")))));
        alerts.write(List.of(new Change(resolved(first, 1), false, List.of())));
        alerts.write(List.of(new Change(anAlert("a3", "parked", "x", Optional.of(T0)), false, List.of())));

        assertThat(alerts.unresolved()).extracting(Alert::id).containsExactly("a3");
        assertThat(alerts.all(10)).extracting(Alert::id).containsExactlyInAnyOrder("a1", "a3");
        assertThat(claimed("mail")).containsExactly("a1.opened.mail");
    }

    @Test
    void leavesOutAChangeOfAnAlertThatAnotherDaemonHasChanged() {
        Alert alert = anAlert("a1", "parked", "x", Optional.of(T0));
        alerts.write(List.of(new Change(alert, false, List.of())));
        alerts.write(List.of(new Change(written(alert, 1), false, List.of())));

        alerts.write(List.of(new Change(resolved(alert, 1), false, List.of(aDelivery("a1", "resolved", "mail")))));

        assertThat(alerts.unresolved()).singleElement().satisfies(found -> {
            assertThat(found.version()).isEqualTo(2);
            assertThat(found.isOpen()).isTrue();
        });
        assertThat(alerts.due()).isEmpty();
    }

    @Test
    void dropsAPendingAlertButNeverAnOpenOne() {
        Alert pending = anAlert("a1", "parked", "x", Optional.empty());
        Alert open = anAlert("a2", "parked", "y", Optional.of(T0));
        alerts.write(List.of(new Change(pending, false, List.of()), new Change(open, false, List.of())));

        alerts.write(List.of(
                new Change(written(pending, 1), true, List.of()), new Change(written(open, 1), true, List.of())));

        assertThat(alerts.unresolved()).extracting(Alert::id).containsExactly("a2");
    }

    @Test
    void anAcknowledgementIsKeptByTheNextLookAndHappensOnce() {
        Alert alert = anAlert("a1", "parked", "x", Optional.of(T0));
        alerts.write(List.of(new Change(alert, false, List.of())));

        assertThat(alerts.acknowledge("a1", "ann")).isTrue();

        alerts.write(List.of(new Change(written(alert, 1), false, List.of())));
        assertThat(alerts.acknowledge("a1", "ben")).isFalse();
        assertThat(alerts.acknowledge("a9", "ben")).isFalse();
        assertThat(alerts.find("a1").orElseThrow().acknowledgedBy()).isEqualTo("ann");
        assertThat(alerts.find("a1").orElseThrow().acknowledgedAt()).contains(T0);
    }

    @Test
    void handsOutTheMessagesOfAnAlertOneAfterTheOtherAndOfOthersBeside() {
        write("a1", "x", aDelivery("a1", "opened", "mail"), aDelivery("a1", "opened", "ops"));
        write("a2", "y", aDelivery("a2", "opened", "mail"));
        Alert a1 = alerts.find("a1").orElseThrow();
        alerts.write(List.of(new Change(resolved(a1, 1), false, List.of(aDelivery("a1", "resolved", "mail")))));

        assertThat(alerts.due()).containsExactly("mail", "ops");
        List<Delivery> first = alerts.claim("mail", T0.plusSeconds(60), 10);

        assertThat(first).extracting(Delivery::id).containsExactly("a1.opened.mail", "a2.opened.mail");
        assertThat(first.get(0).attempts()).isEqualTo(1);
        assertThat(claimed("mail"))
                .as("they are taken, and the resolution waits for its opening")
                .isEmpty();
        alerts.delivered(first.get(0));
        assertThat(claimed("mail")).containsExactly("a1.resolved.mail");
    }

    @Test
    void handsOutWhatAKilledDaemonHadTakenWhenItsTimeIsOver() {
        write("a1", "x", aDelivery("a1", "opened", "mail"));
        alerts.claim("mail", T0.plusSeconds(60), 10);

        clock.forward(Duration.ofSeconds(59));
        assertThat(alerts.due()).isEmpty();
        clock.forward(Duration.ofSeconds(1));

        assertThat(alerts.claim("mail", T0.plusSeconds(200), 10))
                .singleElement()
                .satisfies(again -> {
                    assertThat(again.id()).isEqualTo("a1.opened.mail");
                    assertThat(again.attempts()).isEqualTo(2);
                });
    }

    @Test
    void aTurnThatTookTooLongHasLostItsMessageToTheNext() {
        write("a1", "x", aDelivery("a1", "opened", "mail"));
        Delivery slow = alerts.claim("mail", T0.plusSeconds(60), 10).get(0);
        assertThat(alerts.renew(slow, T0.plusSeconds(90))).isTrue();
        clock.forward(Duration.ofSeconds(90));
        Delivery next = alerts.claim("mail", T0.plusSeconds(200), 10).get(0);

        assertThat(alerts.renew(slow, T0.plusSeconds(300))).isFalse();
        alerts.failed(slow, "too late", T0.plusSeconds(900));

        assertThat(alerts.renew(next, T0.plusSeconds(300))).isTrue();
        assertThat(alerts.channels().get(0).failing()).isZero();
    }

    @Test
    void tellsWhichChannelFailsAndTriesTheRestAtOnceWhenItTakesOne() {
        write("a1", "x", aDelivery("a1", "opened", "mail"));
        write("a2", "y", aDelivery("a2", "opened", "mail"));
        List<Delivery> taken = alerts.claim("mail", T0.plusSeconds(60), 10);
        taken.forEach(delivery -> alerts.failed(delivery, "550 no", T0.plusSeconds(300)));

        assertThat(alerts.channels()).containsExactly(new Channel("mail", 2, 2, T0, "550 no"));
        assertThat(alerts.due()).isEmpty();
        alerts.hasten("other");
        assertThat(alerts.due()).isEmpty();

        alerts.delivered(taken.get(0));

        assertThat(claimed("mail")).containsExactly("a2.opened.mail");
        assertThat(alerts.channels()).singleElement().satisfies(channel -> assertThat(channel.waiting())
                .isEqualTo(1));
    }

    @Test
    void sendsNoReminderOfWhatHasNotBeenDelivered() {
        write("a1", "x", aDelivery("a1", "opened", "mail"));
        Alert alert = alerts.find("a1").orElseThrow();

        alerts.write(List.of(new Change(alert, false, List.of(aDelivery("a1", "reminded", "mail")))));

        assertThat(alerts.channels().get(0).waiting()).isEqualTo(1);
    }

    @Test
    void forgetsResolvedAlertsWithTheirMessages() {
        write("a1", "x", aDelivery("a1", "opened", "mail"));
        write("a2", "y");
        alerts.write(List.of(new Change(resolved(alerts.find("a1").orElseThrow(), 1), false, List.of())));

        assertThat(alerts.forget(T0, 10)).isZero();
        assertThat(alerts.forget(T0.plusMillis(1), 10)).isEqualTo(1);

        assertThat(alerts.all(10)).extracting(Alert::id).containsExactly("a2");
        assertThat(alerts.channels()).isEmpty();
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
                .extracting(OrderRow::key)
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

    private void write(String id, String subject, Delivery... deliveries) {
        alerts.write(List.of(new Change(anAlert(id, "parked", subject, Optional.of(T0)), false, List.of(deliveries))));
    }

    private List<String> claimed(String channel) {
        return alerts.claim(channel, T0.plusSeconds(60), 10).stream()
                .map(Delivery::id)
                .toList();
    }

    private static Step waits(io.saddlebag.order.OrderKey order, String step, String outcome, int second) {
        return Step.of(order)
                .event(T0.plusSeconds(second), step, "orders-to-odoo", "odoo", outcome, Duration.ZERO, "", "down");
    }

    private static Delivery aDelivery(String alert, String kind, String channel) {
        return new Delivery(alert + "." + kind + "." + channel, alert, channel, kind, "{}", T0, 0, "");
    }

    private static Alert anAlert(String id, String rule, String subject, Optional<Instant> opened) {
        return new Alert(
                id,
                rule,
                subject,
                "warning",
                T0,
                T0,
                T0,
                1,
                3,
                "three are parked",
                "look",
                "parked",
                List.of("shop:1", "shop:2"),
                Map.of("EUR", new BigDecimal("12.50"), "USD", new BigDecimal("3.00")),
                opened,
                Optional.empty(),
                opened,
                0,
                Optional.empty(),
                "",
                Optional.empty(),
                "",
                0);
    }

    private static Alert written(Alert alert, int version) {
        return copy(alert, alert.resolvedAt(), version);
    }

    private static Alert resolved(Alert alert, int version) {
        return copy(alert, Optional.of(T0), version);
    }

    private static Alert copy(Alert alert, Optional<Instant> resolved, int version) {
        return new Alert(
                alert.id(),
                alert.rule(),
                alert.subject(),
                alert.severity(),
                alert.since(),
                alert.firstSeen(),
                alert.lastSeen(),
                alert.times(),
                alert.size(),
                alert.what(),
                alert.action(),
                alert.command(),
                alert.orders(),
                alert.held(),
                alert.openedAt(),
                alert.goneAt(),
                alert.toldAt(),
                alert.reminders(),
                alert.acknowledgedAt(),
                alert.acknowledgedBy(),
                resolved,
                resolved.isPresent() ? "gone" : "",
                version);
    }
}
