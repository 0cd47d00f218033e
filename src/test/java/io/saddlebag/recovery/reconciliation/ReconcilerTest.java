package io.saddlebag.recovery.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.contract.Contracts;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Reconciliations;
import io.saddlebag.ledger.Reconciliations.DifferenceState;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.ledger.Reconciliations.RunState;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.order.StatusPolicy;
import io.saddlebag.recovery.ParkedDesk;
import io.saddlebag.recovery.QueueContracts;
import io.saddlebag.testing.MovableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run looks at, passes over and closes, in time; store and partners are lists of the test. */
class ReconcilerTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final OrderKey OLD = new OrderKey("main", "1");
    private static final OrderKey OTHER = new OrderKey("main", "2");

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(T0);
    private final List<StoreOrder> inStore = new ArrayList<>();
    private Optional<Instant> since = Optional.empty();
    private Ledger ledger;
    private Reconciliations reconciliations;

    @BeforeEach
    void open() {
        ledger = LedgerFactory.open(
                LedgerSettings.sqlite(folder.resolve("ledger.db")).withClock(clock));
        reconciliations = ledger.reconciliations();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void p37TheNightlyRunClosesAnOldDifferenceOnceItsCauseIsGone() {
        since = Optional.of(T0);
        inStore.add(order(OLD, "10.00"));
        inStore.add(order(OTHER, "20.00"));
        clock.forward(Duration.ofHours(2));
        run("a", "ann", T0.minusSeconds(60), T0.plusSeconds(60));
        assertThat(differing()).containsExactlyInAnyOrder("main:1", "main:2");
        clock.forward(Duration.ofDays(60));
        inStore.remove(0);

        run("b", "ann", clock.instant().minus(Duration.ofDays(14)), clock.instant());
        assertThat(differing()).as("a person asked for another window").hasSize(2);
        run("c", "saddlebag", clock.instant().minus(Duration.ofDays(14)), clock.instant());

        assertThat(differing()).containsExactly("main:2");
    }

    @Test
    void whatIsOnItsWayIsNeitherFoundNorClosed() {
        inStore.add(order(OLD, "10.00"));
        Run young = run("a", "ann", T0.minusSeconds(60), T0.plusSeconds(60));
        assertThat(differing()).as("placed within the grace").isEmpty();
        assertThat(young.reason())
                .isEqualTo("1 order changed within the last 1h (saddlebag.reconcile.grace), not judged yet");
        clock.forward(Duration.ofHours(2));
        run("b", "ann", T0.minusSeconds(60), T0.plusSeconds(60));
        assertThat(differing()).containsExactly("main:1");
        capture(OLD);

        Run again = run("c", "ann", T0.minusSeconds(60), T0.plusSeconds(60));

        assertThat(again.reason()).startsWith("1 order changed within the last 1h");
        assertThat(differing()).as("captured a moment ago: nobody knows yet").containsExactly("main:1");
        clock.forward(Duration.ofHours(2));
        run("d", "ann", T0.minusSeconds(60), T0.plusSeconds(60));
        assertThat(kinds()).containsExactly("missing-in-erp");
        assertThat(reconciliations.run("d").orElseThrow().reason()).isEmpty();
    }

    @Test
    void ordersFromBeforeTheFirstPollAreNotExpectedInTheLedger() {
        capture(OTHER);
        inStore.add(order(OLD, "10.00"));
        clock.forward(Duration.ofDays(3));
        StoreOrder early = inStore.get(0);
        inStore.set(
                0,
                new StoreOrder(
                        OLD,
                        "processing",
                        "EUR",
                        early.total(),
                        Optional.of(T0.minus(Duration.ofDays(2))),
                        Optional.of(T0.minus(Duration.ofDays(2))),
                        Map.of()));

        Run run = run("a", "ann", T0.minus(Duration.ofDays(3)), T0.minus(Duration.ofDays(1)));

        assertThat(differing()).isEmpty();
        assertThat(run.reason())
                .startsWith("1 order(s) of the store placed before ")
                .contains("reconcile.since");
    }

    @Test
    void aSecondRunWaitsAndAStoppedOneBeginsAgain() {
        reconciliations.ask(asked("a", "ann", T0, T0.plusSeconds(60)));
        reconciliations.ask(asked("b", "ann", T0, T0.plusSeconds(60)));
        reconciliations.begin("a", Duration.ofMinutes(10));
        inStore.add(order(OLD, "10.00"));

        assertThatThrownBy(() -> reconciler().run("b", () -> false)).isInstanceOf(DeliveryFailure.Waiting.class);
        assertThatThrownBy(() -> reconciler().run("a", () -> true)).isInstanceOf(RejectedExecutionException.class);
        assertThat(reconciliations.run("a").orElseThrow().state()).isEqualTo(RunState.RUNNING);
        reconciler().run("a", () -> false);
        reconciler().run("a", () -> false);
        reconciler().run("unknown", () -> false);

        assertThat(reconciliations.run("a").orElseThrow().state()).isEqualTo(RunState.COMPLETE);
        reconciler().run("b", () -> false);
        assertThat(reconciliations.run("b").orElseThrow().state()).isEqualTo(RunState.COMPLETE);
    }

    private List<String> differing() {
        return reconciliations.differences(Reconciliations.Filter.open(100)).stream()
                .map(one -> one.found().order().orElseThrow().toString())
                .toList();
    }

    private List<String> kinds() {
        return reconciliations.differences(Reconciliations.Filter.open(100)).stream()
                .filter(one -> one.state() == DifferenceState.OPEN)
                .map(one -> one.found().kind())
                .toList();
    }

    private void capture(OrderKey key) {
        ledger.record(Step.of(key)
                .seen(new Step.Seen(
                        new OrderVersion(T0, "h"), key.id(), "processing", "EUR", "10.00", "", T0, "{\"refunds\":[]}"))
                .moveTo(OrderState.CAPTURED));
    }

    private Run run(String id, String by, Instant from, Instant to) {
        reconciliations.ask(asked(id, by, from, to));
        reconciler().run(id, () -> false);
        Run run = reconciliations.run(id).orElseThrow();
        assertThat(run.state()).as(run.reason()).isEqualTo(RunState.COMPLETE);
        return run;
    }

    private Run asked(String id, String by, Instant from, Instant to) {
        return Run.asked(id, "main", from, to, by, clock.instant());
    }

    private Reconciler reconciler() {
        Rules rules = new Rules(
                "main",
                "odoo",
                Set.of(),
                new StatusPolicy(Set.of("processing"), Set.of("pending"), Set.of(), Set.of("cancelled"), Duration.ZERO),
                "completed",
                true,
                false);
        ReconciliationSettings settings = new ReconciliationSettings(
                Duration.ofDays(14), Duration.ofHours(1), Duration.ZERO, Duration.ofDays(90), Set.of(), since);
        Partners partners = new Lists();
        Repairs repairs = new Repairs(
                ledger,
                partners,
                new ParkedDesk(
                        ledger,
                        Contracts.load(Path.of("mappings/contracts")),
                        new QueueContracts(Map.of(), Map.of()),
                        Set.of(),
                        new ParkedDesk.Replaying() {
                            @Override
                            public boolean isRepeatable(Ledger.Parked message) {
                                return true;
                            }

                            @Override
                            public String remedy(Ledger.Parked message, boolean edited) {
                                return message.remedy();
                            }

                            @Override
                            public boolean isSending() {
                                return true;
                            }
                        },
                        clock),
                (queue, order, headers, body) -> {},
                new RepairQueues("", "", "", "", "", "", "", ""),
                Map.of("main", rules),
                clock);
        return new Reconciler(ledger, partners, Map.of("main", rules), settings, repairs, clock);
    }

    private static StoreOrder order(OrderKey key, String total) {
        return new StoreOrder(
                key, "processing", "EUR", new BigDecimal(total), Optional.of(T0), Optional.of(T0), Map.of());
    }

    /** A store of the test's orders, an empty ERP, no warehouse. */
    private final class Lists implements Partners {

        @Override
        public boolean speaksWith(String partner) {
            return partner.equals("odoo");
        }

        @Override
        public void placed(String store, Instant from, Instant to, Consumer<List<StoreOrder>> pages) {
            pages.accept(inStore.stream()
                    .filter(order -> !order.createdAt().orElseThrow().isBefore(from)
                            && order.createdAt().orElseThrow().isBefore(to))
                    .toList());
        }

        @Override
        public Again again(String store, Collection<OrderKey> keys) {
            List<StoreOrder> there =
                    inStore.stream().filter(order -> keys.contains(order.key())).toList();
            List<OrderKey> found = there.stream().map(StoreOrder::key).toList();
            return new Again(
                    there,
                    Set.copyOf(keys.stream().filter(key -> !found.contains(key)).toList()));
        }

        @Override
        public void dated(String erp, String store, Instant from, Instant to, Consumer<List<ErpOrder>> pages) {
            pages.accept(List.of());
        }

        @Override
        public List<ErpOrder> inErp(String erp, Collection<Wanted> wanted) {
            return List.of();
        }

        @Override
        public List<Invoice> invoices(String erp, Collection<String> erpIds) {
            return List.of();
        }

        @Override
        public void inserted(
                String warehouse, String store, Instant from, Instant to, Consumer<List<HeldOrder>> pages) {
            pages.accept(List.of());
        }

        @Override
        public List<HeldOrder> atWarehouse(String warehouse, Collection<String> references) {
            return List.of();
        }
    }
}
