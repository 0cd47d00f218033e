package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.aCapture;
import static io.saddlebag.ledger.LedgerFixtures.aParked;
import static io.saddlebag.ledger.LedgerFixtures.aShipment;
import static io.saddlebag.ledger.LedgerFixtures.aVersion;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.DifferenceState;
import io.saddlebag.ledger.Reconciliations.Filter;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.OpenParked;
import io.saddlebag.ledger.Reconciliations.Remark;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.ledger.Reconciliations.RunState;
import io.saddlebag.ledger.Reconciliations.Surveyed;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.testing.MovableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: runs, differences, and the survey of orders they need. */
abstract class ReconciliationContract {

    private static final Duration DEAD = Duration.ofMinutes(10);
    private static final Actor ANN = new Actor("ann", "10.0.0.7");

    private MovableClock clock;
    private Ledger ledger;
    private Reconciliations reconciliations;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        ledger = LedgerFactory.open(settings().withClock(clock));
        reconciliations = ledger.reconciliations();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void surveysAWindowInPagesEachOrderOnceWithAllThatIsBesideIt() {
        for (int id = 1; id <= 7; id++) {
            place(id, T0.plusSeconds(id / 3)); // several within one second
        }
        place(8, T0.plusSeconds(60));
        ledger.record(Step.of(key(2)).shipment(aShipment("shipped", 5)).reference("east", "fulfilment", "700/1"));
        ledger.park(aParked("p", Optional.of(key(2)), "order.to-erp.odoo", 1));

        List<Surveyed> all = new ArrayList<>();
        Optional<OrderRow> last = Optional.empty();
        List<Surveyed> page;
        do {
            page = reconciliations.placed("shop", T0, T0.plusSeconds(60), last, 3);
            all.addAll(page);
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1).row());
        } while (!page.isEmpty());

        assertThat(all).extracting(one -> one.row().key().id()).containsExactly("1", "2", "3", "4", "5", "6", "7");
        Surveyed second = all.get(1);
        assertThat(second.document()).isEqualTo("{\"hash\":\"h2\"}");
        assertThat(second.shipments()).hasSize(1);
        assertThat(second.references())
                .extracting(Ledger.CrossReference::externalId)
                .containsExactly("700/1");
        assertThat(second.parked()).extracting(OpenParked::id, OpenParked::code).containsExactly(tuple("p", "no-item"));
        assertThat(all.get(0).parked()).isEmpty();
        assertThat(reconciliations.placed("other", T0, T0.plusSeconds(60), Optional.empty(), 3))
                .isEmpty();
        assertThat(reconciliations.of(List.of(key(8), key(99)))).hasSize(1);
        assertThat(reconciliations.of(List.of())).isEmpty();
        assertThat(reconciliations.known(List.of(key(8), key(99)))).containsExactly(key(8));
        assertThat(reconciliations.firstSeen("shop")).contains(T0);
        assertThat(reconciliations.firstSeen("other")).isEmpty();
    }

    @Test
    void oneRunAtATimeAndADeadOneStandsInNobodysWay() {
        reconciliations.ask(run("a", T0));
        reconciliations.ask(run("b", T0));

        assertThat(reconciliations.begin("a", DEAD)).isTrue();
        assertThat(reconciliations.begin("b", DEAD)).isFalse();
        assertThat(reconciliations.begin("a", DEAD)).as("again after a crash").isTrue();
        clock.forward(Duration.ofMinutes(9));
        reconciliations.progress("a", 500);
        clock.forward(Duration.ofMinutes(9));
        assertThat(reconciliations.begin("b", DEAD)).as("a is alive").isFalse();
        assertThat(reconciliations.run("a").orElseThrow().compared()).isEqualTo(500);
        clock.forward(Duration.ofMinutes(2));
        assertThat(reconciliations.begin("b", DEAD)).as("a is dead").isTrue();
        reconciliations.end("b", RunState.INCOMPLETE, "the ERP is down", 7);

        assertThat(reconciliations.begin("b", DEAD)).as("it is over").isFalse();
        Run ended = reconciliations.run("b").orElseThrow();
        assertThat(ended.state()).isEqualTo(RunState.INCOMPLETE);
        assertThat(ended.reason()).isEqualTo("the ERP is down");
        assertThat(reconciliations.lastEnded("shop", false)).contains(ended);
        assertThat(reconciliations.lastEnded("shop", true)).isEmpty();
        assertThat(reconciliations.runs(Optional.of("shop"), 10)).hasSize(2);
        assertThat(reconciliations.runs(Optional.of("other"), 10)).isEmpty();
        assertThat(reconciliations.begin("unknown", DEAD)).isFalse();
    }

    @Test
    void aDifferenceFoundAgainStaysOneAndIsClosedByTheRunThatDoesNotFindItAnyMore() {
        begin("a");
        reconciliations.found(
                "a", List.of(difference("x", "10.00", T0), difference("late", "5.00", T0.plusSeconds(60))));
        reconciliations.end("a", RunState.COMPLETE, "", 2);
        clock.forward(Duration.ofDays(1));
        begin("b");
        reconciliations.found("b", List.of(difference("x", "12.50", T0)));
        assertThat(reconciliations.closeUnseen("b"))
                .as("the other one is of another window")
                .isZero();
        reconciliations.end("b", RunState.COMPLETE, "", 1);

        Difference again = reconciliations.difference("x").orElseThrow();
        assertThat(again.firstSeen()).isEqualTo(T0);
        assertThat(again.lastSeen()).isEqualTo(T0.plus(Duration.ofDays(1)));
        assertThat(again.found().amount()).isEqualByComparingTo("12.50");
        assertThat(again.history()).extracting(Remark::action).containsExactly("found");
        assertThat(reconciliations.run("b").orElseThrow())
                .satisfies(run -> assertThat(run.found()).isEqualTo(1))
                .satisfies(run -> assertThat(run.opened()).isZero());
        assertThat(reconciliations.open()).singleElement().satisfies(open -> {
            assertThat(open.count()).isEqualTo(2);
            assertThat(open.value()).isEqualByComparingTo("17.50");
            assertThat(open.oldest()).isEqualTo(T0);
        });

        begin("c");
        assertThat(reconciliations.closeUnseen("c")).isEqualTo(1);
        reconciliations.end("c", RunState.COMPLETE, "", 0);

        Difference closed = reconciliations.difference("x").orElseThrow();
        assertThat(closed.state()).isEqualTo(DifferenceState.CLOSED);
        assertThat(closed.closedBecause()).contains("gone");
        assertThat(reconciliations.repaired("x", ANN, "sent")).isFalse();
        assertThat(reconciliations.run("c").orElseThrow().closed()).isEqualTo(1);

        clock.forward(Duration.ofDays(1));
        begin("d");
        reconciliations.found("d", List.of(difference("x", "12.50", T0)));
        Difference reopened = reconciliations.difference("x").orElseThrow();
        assertThat(reopened.state()).isEqualTo(DifferenceState.OPEN);
        assertThat(reopened.firstSeen()).as("it is young again").isEqualTo(T0.plus(Duration.ofDays(2)));
        assertThat(reopened.history()).extracting(Remark::action).containsExactly("found", "closed", "found again");
    }

    @Test
    void aRunClosesNeitherWhatItPassedOverNorWhatItWasNotToldToLookFor() {
        begin("a");
        reconciliations.found("a", List.of(of("one", 1), of("two", 2), of("three", 3)));
        begin("b");

        reconciliations.passedOver("b", List.of(key(1)));
        assertThat(reconciliations.closeUnseen("b", List.of(key(1), key(2)))).isEqualTo(1);

        assertThat(reconciliations.differences(Filter.open(10)))
                .extracting(one -> one.found().id())
                .containsExactly("one", "three");
        assertThat(reconciliations.closeUnseen("b"))
                .as("the window of the run holds the third")
                .isEqualTo(1);
        reconciliations.passedOver("b", List.of());
    }

    private static Found of(String id, int order) {
        Found like = difference(id, "1.00", T0);
        return new Found(
                id,
                like.kind(),
                like.store(),
                Optional.of(key(order)),
                like.system(),
                like.subject(),
                like.amount(),
                like.currency(),
                like.detail(),
                like.repair(),
                like.parked(),
                like.aboutAt());
    }

    @Test
    void aRepairIsRememberedWithWhoAskedForItAndWhatCameOfIt() {
        begin("a");
        reconciliations.found("a", List.of(difference("x", "10.00", T0)));
        reconciliations.end("a", RunState.COMPLETE, "", 1);

        assertThat(reconciliations.repaired("x", ANN, "sent to store.event")).isTrue();

        Difference repaired = reconciliations.difference("x").orElseThrow();
        assertThat(repaired.state()).as("until a run sees that it is gone").isEqualTo(DifferenceState.OPEN);
        assertThat(repaired.repairedBy()).contains("ann");
        assertThat(repaired.repairResult()).contains("sent to store.event");
        begin("b");
        reconciliations.closeUnseen("b");
        assertThat(reconciliations.difference("x").orElseThrow().closedBecause())
                .contains("gone after the repair asked for by ann");
        assertThat(reconciliations.repaired("unknown", ANN, "x")).isFalse();
        assertThat(trail())
                .containsExactly(new Audit.Entry(
                        "ann", "repair-asked", "difference/x", "", "", "sent to store.event", "10.0.0.7"));
    }

    @Test
    void whatAPersonAcceptsCountsNoMoreUntilItsValueChanges() {
        begin("a");
        reconciliations.found("a", List.of(difference("x", "10.00", T0)));
        assertThat(reconciliations.accept("x", ANN, "a gift")).isTrue();
        assertThat(reconciliations.accept("x", ANN, "a gift")).isFalse();

        reconciliations.found("a", List.of(difference("x", "10.00", T0)));
        assertThat(reconciliations.open()).isEmpty();
        assertThat(reconciliations.difference("x").orElseThrow().closedBecause())
                .contains("accepted by ann: a gift");
        assertThat(trail())
                .containsExactly(new Audit.Entry("ann", "accepted", "difference/x", "", "", "a gift", "10.0.0.7"));
        reconciliations.found("a", List.of(difference("x", "11.00", T0)));

        assertThat(reconciliations.open()).hasSize(1);
        assertThat(reconciliations.difference("x").orElseThrow().closedBecause())
                .isEmpty();
    }

    @Test
    void listsByEachFilterInPages() {
        begin("a");
        for (int i = 0; i < 5; i++) {
            reconciliations.found("a", List.of(difference("x" + i, "1.00", T0.plusSeconds(i))));
        }
        Filter open = Filter.open(2);

        List<Difference> first = reconciliations.differences(open);
        List<Difference> second = reconciliations.differences(open.behind(first.get(1)));

        assertThat(first).extracting(one -> one.found().id()).containsExactly("x0", "x1");
        assertThat(second).extracting(one -> one.found().id()).containsExactly("x2", "x3");
        assertThat(list(Optional.of("other"), Optional.empty(), Optional.empty(), Optional.empty()))
                .isEmpty();
        assertThat(list(Optional.of("shop"), Optional.of("not-captured"), Optional.empty(), Optional.empty()))
                .hasSize(5);
        assertThat(list(Optional.empty(), Optional.of("other"), Optional.empty(), Optional.empty()))
                .isEmpty();
        assertThat(list(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(T0.plusSeconds(1)),
                        Optional.of(T0.plusSeconds(3))))
                .extracting(one -> one.found().id())
                .containsExactly("x1", "x2");
        assertThat(reconciliations.startingWith("x")).hasSize(5);
    }

    @Test
    void whatWasClosedLongAgoIsForgottenAndWhatIsOpenIsNot() {
        begin("a");
        reconciliations.found("a", List.of(difference("x", "1.00", T0), difference("y", "1.00", T0)));
        reconciliations.accept("y", ANN, "as it is");
        reconciliations.end("a", RunState.COMPLETE, "", 2);
        begin("b");
        reconciliations.found("b", List.of(difference("y", "1.00", T0)));
        reconciliations.closeUnseen("b");
        reconciliations.end("b", RunState.COMPLETE, "", 1);

        assertThat(reconciliations.forget(T0, 10)).isZero();
        clock.forward(Duration.ofDays(1));
        assertThat(reconciliations.forget(clock.instant(), 10))
                .as("x and two runs")
                .isEqualTo(3);

        assertThat(reconciliations.difference("x")).isEmpty();
        assertThat(reconciliations.difference("y")).isPresent();
    }

    private List<Difference> list(
            Optional<String> store, Optional<String> kind, Optional<Instant> from, Optional<Instant> to) {
        return reconciliations.differences(new Filter(
                store, kind, Optional.empty(), Optional.of(DifferenceState.OPEN), from, to, Optional.empty(), 10));
    }

    private void begin(String id) {
        reconciliations.ask(run(id, clock.instant()));
        assertThat(reconciliations.begin(id, Duration.ZERO)).isTrue();
    }

    private static Run run(String id, Instant asked) {
        return Run.asked(id, "shop", T0, T0.plusSeconds(60), "ann", asked);
    }

    private static Found difference(String id, String amount, Instant about) {
        return new Found(
                id,
                "not-captured",
                "shop",
                Optional.of(key(1)),
                "shop",
                "",
                new BigDecimal(amount),
                "EUR",
                "what it is",
                "capture-again",
                Optional.empty(),
                about);
    }

    private List<Audit.Entry> trail() {
        return ledger.audit().find("difference/", Optional.empty(), 10).stream()
                .map(Audit.Chained::entry)
                .toList();
    }

    private void place(int id, Instant at) {
        Step.Seen seen = aVersion(0, "h" + id);
        OrderKey key = key(id);
        ledger.record(aCapture(key)
                .seen(new Step.Seen(
                        new OrderVersion(T0.plusSeconds(1), "h" + id),
                        seen.number(),
                        seen.storeStatus(),
                        seen.currency(),
                        seen.total(),
                        seen.email(),
                        at,
                        seen.document())));
    }
}
