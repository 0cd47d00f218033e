package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.aVersion;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.ledger.StockLedger.Change;
import io.saddlebag.ledger.StockLedger.DemandLine;
import io.saddlebag.ledger.StockLedger.DemandRow;
import io.saddlebag.ledger.StockLedger.FeedRow;
import io.saddlebag.ledger.StockLedger.IncomingRow;
import io.saddlebag.ledger.StockLedger.ItemRow;
import io.saddlebag.ledger.StockLedger.LevelRow;
import io.saddlebag.ledger.StockLedger.Page;
import io.saddlebag.ledger.StockLedger.Reading;
import io.saddlebag.ledger.StockLedger.Sold;
import io.saddlebag.ledger.StockLedger.Undemanded;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: levels, feeds, items and demand, and the one sequence of their changes. */
abstract class StockContract {

    private static final String ODOO = "erp.odoo";
    private static final OrderKey ORDER = key(1);
    private static final List<DemandLine> TWO_MUGS = List.of(new DemandLine("11", "", "MUG", 2));

    private MovableClock clock;
    private LedgerSettings place;
    private Ledger ledger;
    private StockLedger stock;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        place = settings().withClock(clock);
        ledger = LedgerFactory.open(place);
        stock = ledger.stock();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void keepsALevelWithAllItsParts() {
        LevelRow level = new LevelRow(
                "WH", "MUG", 12, 3, 1, List.of(new IncomingRow(40, T0.plusSeconds(86_400), "WH/IN/00007")), T0);

        int changed = stock.report(page("r1", 1, 0, false), List.of(level));

        assertThat(changed).isOne();
        assertThat(stock.levels("MUG")).containsExactly(new StockLedger.Level(ODOO, level));
    }

    @Test
    void writesOnlyWhatChangedAndNothingForWhatWasNeverThere() {
        stock.report(page("r1", 1, 0, false), List.of(level("WH", "MUG", 5, 0), level("WH", "CUP", 7, 0)));
        long before = last();

        int changed = stock.report(
                page("r2", 1, 10, false),
                List.of(level("WH", "MUG", 5, 10), level("WH", "CUP", 6, 10), level("B", "MUG", 0, 10)));

        assertThat(changed).isOne();
        assertThat(stock.changes(before, 100))
                .singleElement()
                .isInstanceOfSatisfying(Change.OfLevel.class, change -> assertThat(change.level())
                        .isEqualTo(level("WH", "CUP", 6, 10)));
        assertThat(stock.levels("MUG")).hasSize(1);
    }

    @Test
    void aPageThatWasReadEarlierButCameLaterChangesNothing() {
        stock.report(page("r2", 1, 10, false), List.of(level("WH", "MUG", 4, 12)));

        stock.report(page("r1", 1, 0, true), List.of(level("WH", "MUG", 9, 5)));

        assertThat(onHand("MUG")).isEqualTo(4);
    }

    @Test
    void aCompleteReadingZeroesWhatItDidNotNameAndRetiresItems() {
        stock.report(
                page("r1", 1, 0, false),
                List.of(level("WH", "MUG", 5, 0), level("WH", "GONE", 3, 0), level("B", "MUG", 2, 0)));
        stock.items(page("r1", 2, 0, false), List.of(item("MUG", "Mugs", 0), item("GONE", "Mugs", 0)));
        stock.report(new Page(new Reading("warehouse.x", "r", T0, false), 1), List.of(level("1", "GONE", 8, 0)));

        stock.report(page("r2", 1, 10, true), List.of(level("WH", "MUG", 5, 10)));
        stock.items(page("r2", 2, 10, true), List.of(item("MUG", "Mugs", 10)));
        stock.report(page("r3", 1, 15, false), List.of(level("WH", "NEW", 1, 15)));
        boolean ended = stock.finish(reading("r2", 10, true), 2);

        assertThat(ended).isTrue();
        assertThat(stock.levels("GONE"))
                .extracting(StockLedger.Level::source, one -> one.row().onHand())
                .containsExactly(tuple(ODOO, 0L), tuple("warehouse.x", 8L));
        assertThat(stock.levels("MUG"))
                .extracting(one -> one.row().location(), one -> one.row().onHand())
                .containsExactly(tuple("B", 0L), tuple("WH", 5L));
        assertThat(onHand("NEW")).as("read after the complete reading began").isOne();
        assertThat(state().items()).containsEntry("GONE", false).containsEntry("MUG", true);
    }

    @Test
    void aReadingOfWhichAPageIsMissingEndsNothing() {
        stock.report(page("r1", 1, 0, true), List.of(level("WH", "MUG", 5, 0)));
        stock.finish(reading("r1", 0, true), 1);

        stock.report(page("r2", 2, 10, true), List.of(level("WH", "CUP", 5, 10)));
        boolean ended = stock.finish(reading("r2", 10, true), 2);

        assertThat(ended).isFalse();
        assertThat(onHand("MUG")).isEqualTo(5);
        assertThat(stock.feeds()).containsExactly(new FeedRow(ODOO, T0, Optional.of(T0)));
    }

    @Test
    void aFeedOnlyMovesForwardAndRepeatsChangeNothing() {
        stock.finish(reading("r1", 20, false), 0);
        stock.finish(reading("r0", 10, true), 0);
        long before = last();

        stock.finish(reading("r1", 20, false), 0);

        assertThat(stock.feeds())
                .containsExactly(new FeedRow(ODOO, T0.plusSeconds(20), Optional.of(T0.plusSeconds(10))));
        assertThat(stock.changes(before, 10)).isEmpty();
    }

    @Test
    void anOrderHoldsStockFromTheStoresWordOnItsWholeWayAndALittleLonger() {
        ledger.record(seen(0, "h1").sold(new Sold(true, TWO_MUGS)).moveTo(OrderState.WAITING));
        assertThat(demand().lines()).isEqualTo(TWO_MUGS);

        ledger.record(seen(0, "h1").sold(new Sold(true, TWO_MUGS)).moveTo(OrderState.CAPTURED));
        clock.forward(Duration.ofSeconds(5));
        ledger.record(Step.of(ORDER).moveTo(OrderState.POSTED));
        clock.forward(Duration.ofSeconds(5));
        ledger.record(Step.of(ORDER).moveTo(OrderState.RELEASED).releasedTo("shipbob"));
        ledger.record(Step.of(ORDER).moveTo(OrderState.SHIPPED));
        assertThat(demand())
                .isEqualTo(new DemandRow(
                        ORDER,
                        TWO_MUGS,
                        Optional.of(TWO_MUGS),
                        Optional.of(T0.plusSeconds(5)),
                        Optional.of("shipbob"),
                        Optional.of(T0.plusSeconds(10))));

        ledger.record(Step.of(ORDER).moveTo(OrderState.COMPLETED));
        assertThat(demand().lines())
                .as("its source may not have been read again")
                .isEqualTo(TWO_MUGS);
        clock.forward(Duration.ofDays(1));
        assertThat(stock.forget(clock.instant().minusSeconds(60), 10)).isEqualTo(1);
        assertThat(demand().lines()).isEmpty();
    }

    @Test
    void anOrderTheStoreDoesNotHoldStockForNeedsNoneUntilItIsDue() {
        ledger.record(seen(0, "h1").sold(new Sold(false, TWO_MUGS)).moveTo(OrderState.WAITING));
        assertThat(stock.demand(ORDER)).isEmpty();

        ledger.record(seen(1, "h2").sold(new Sold(false, TWO_MUGS)).moveTo(OrderState.CAPTURED));

        assertThat(demand().lines()).isEqualTo(TWO_MUGS);
    }

    @Test
    void aNewerVersionReplacesTheLinesAndAnOlderOneDoesNot() {
        List<DemandLine> three = List.of(new DemandLine("11", "", "MUG", 3), new DemandLine("12", "13", "CUP", 1));
        ledger.record(seen(5, "h1").sold(new Sold(true, TWO_MUGS)).moveTo(OrderState.CAPTURED));

        ledger.record(seen(6, "h2").sold(new Sold(true, three)).moveTo(OrderState.CAPTURED));
        ledger.record(seen(1, "h0").sold(new Sold(true, TWO_MUGS)).moveTo(OrderState.CAPTURED));

        assertThat(demand().lines()).isEqualTo(three);
    }

    @Test
    void whatIsAddedToAPostedOrderIsNotKnownToTheErpUntilTheOrderIsDone() {
        List<DemandLine> three = List.of(new DemandLine("11", "", "MUG", 3), new DemandLine("12", "13", "CUP", 1));
        ledger.record(seen(5, "h1").sold(new Sold(true, TWO_MUGS)).moveTo(OrderState.CAPTURED));
        ledger.record(Step.of(ORDER).moveTo(OrderState.POSTED));
        assertThat(demand().added()).isEmpty();

        ledger.record(seen(6, "h2").sold(new Sold(true, three)));

        assertThat(demand().told()).isEqualTo(TWO_MUGS);
        assertThat(demand().added())
                .containsExactly(new DemandLine("11", "", "MUG", 1), new DemandLine("12", "13", "CUP", 1));
        assertThat(demand().postedAt()).isPresent();
        ledger.record(Step.of(ORDER).moveTo(OrderState.RELEASED));
        ledger.record(Step.of(ORDER).moveTo(OrderState.SHIPPED));
        ledger.record(Step.of(ORDER).moveTo(OrderState.COMPLETED));
        assertThat(demand().added()).isEmpty();
        assertThat(demand().told()).isEqualTo(three);
    }

    @Test
    void aCancelledOrderReleasesAndAReopenedOneNeedsAgainWhatNobodyHasYet() {
        ledger.record(seen(0, "h1").sold(new Sold(true, TWO_MUGS)).moveTo(OrderState.CAPTURED));
        ledger.record(Step.of(ORDER).moveTo(OrderState.POSTED));
        ledger.record(Step.of(ORDER).moveTo(OrderState.CANCELLED));
        assertThat(demand().lines()).isEmpty();

        ledger.record(seen(9, "h2").sold(new Sold(true, TWO_MUGS)).moveTo(OrderState.CAPTURED));

        assertThat(demand())
                .isEqualTo(new DemandRow(
                        ORDER, TWO_MUGS, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void releasedOrdersAreToldToThoseWhoCatchUpAndForgottenLater() {
        ledger.record(seen(0, "h1").sold(new Sold(true, TWO_MUGS)).moveTo(OrderState.CAPTURED));
        long before = last();
        ledger.record(Step.of(ORDER).moveTo(OrderState.CANCELLED));

        assertThat(stock.changes(before, 10))
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.OfDemand.class,
                        change -> assertThat(change.demand().lines()).isEmpty());
        assertThat(stock.forget(T0, 10)).isZero();
        clock.forward(Duration.ofDays(1));
        assertThat(stock.forget(T0.plusSeconds(60), 10)).isOne();
        assertThat(stock.demand(ORDER)).isEmpty();
    }

    @Test
    void ordersFromBeforeDemandWasNotedAreFoundAndFilled() {
        ledger.record(seen(0, "h1").moveTo(OrderState.CAPTURED));
        ledger.record(Step.of(ORDER).moveTo(OrderState.POSTED));
        ledger.record(Step.of(ORDER).moveTo(OrderState.RELEASED).reference("shipbob", "fulfilment", "700/1"));
        ledger.record(Step.of(key(2)).seen(aVersion(0, "h2")).moveTo(OrderState.WAITING));
        ledger.record(Step.of(key(3)).seen(aVersion(0, "h3")).moveTo(OrderState.CANCELLED));

        List<Undemanded> found = stock.withoutDemand(Optional.empty(), 10);
        found.forEach(one -> stock.fill(one.order(), new Sold(one.state() != OrderState.WAITING, TWO_MUGS)));

        assertThat(found).extracting(one -> one.order().id()).containsExactly("1", "2");
        assertThat(demand())
                .isEqualTo(new DemandRow(
                        ORDER, TWO_MUGS, Optional.empty(), Optional.of(T0), Optional.of("shipbob"), Optional.of(T0)));
        assertThat(stock.demand(key(2))).isEmpty();
    }

    @Test
    void changesComeInPagesInTheirOrderAndARebuildTellsWhereToGoOn() {
        List<LevelRow> levels = new ArrayList<>();
        for (int i = 0; i < 7_000; i++) {
            levels.add(level("WH", "S" + i, i + 1, 0));
        }
        stock.report(page("r1", 1, 0, false), levels);
        ledger.record(seen(0, "h1").sold(new Sold(true, TWO_MUGS)).moveTo(OrderState.CAPTURED));

        State rebuilt = state();
        State followed = new State();
        long at = 0;
        List<Change> page;
        do {
            page = stock.changes(at, 1_000);
            assertThat(page).extracting(Change::seq).isSorted().doesNotHaveDuplicates();
            page.forEach(followed::take);
            at = page.isEmpty() ? at : page.get(page.size() - 1).seq();
        } while (!page.isEmpty());

        assertThat(followed).isEqualTo(rebuilt);
        assertThat(rebuilt.levels()).hasSize(7_000);
        long last = at;
        stock.report(page("r2", 1, 1, false), List.of(level("WH", "S5", 99, 1)));
        assertThat(stock.changes(last, 10)).hasSize(1);
    }

    /** With numbers given when rows are written and not when they are committed this loses changes within a second. */
    @Test
    void whoFollowsTheSequenceMissesNothingOfSeveralDaemonsThatWriteAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> writers = new ArrayList<>();
        State followed = new State();
        try (Ledger other = LedgerFactory.open(place);
                Ledger reader = LedgerFactory.open(place)) {
            for (Ledger daemon : List.of(ledger, other)) {
                for (int t = 0; t < 2; t++) {
                    int thread = t;
                    writers.add(threads.submit(() -> writeLevels(daemon.stock(), thread)));
                    writers.add(threads.submit(() -> writeOrders(daemon, thread)));
                }
            }

            long at = 0;
            boolean running = true;
            while (running) {
                running = writers.stream().anyMatch(one -> !one.isDone());
                List<Change> page;
                do {
                    page = reader.stock().changes(at, 50);
                    page.forEach(followed::take);
                    at = page.isEmpty() ? at : page.get(page.size() - 1).seq();
                } while (!page.isEmpty());
            }

            for (Future<?> writer : writers) {
                writer.get();
            }
            assertThat(followed).isEqualTo(state());
            assertThat(followed.demand()).hasSize(60);
        } finally {
            threads.shutdownNow();
        }
    }

    private void writeLevels(StockLedger daemon, int thread) {
        for (int i = 0; i < 60; i++) {
            List<LevelRow> levels = new ArrayList<>();
            for (int sku = 0; sku < 20; sku++) {
                levels.add(level(
                        "WH",
                        "S" + (sku + thread * 10),
                        ThreadLocalRandom.current().nextInt(50),
                        i));
            }
            daemon.report(page("r" + thread + "-" + i, 1, i, false), levels);
        }
    }

    private void writeOrders(Ledger daemon, int thread) {
        for (int i = 0; i < 60; i++) {
            OrderKey order = key(i + 1);
            daemon.record(Step.of(order)
                    .seen(aVersion(thread, "h" + thread + i))
                    .sold(new Sold(true, TWO_MUGS))
                    .moveTo(OrderState.CAPTURED));
            daemon.record(Step.of(order).moveTo(OrderState.POSTED));
            daemon.record(Step.of(order).moveTo(OrderState.RELEASED).releasedTo("shipbob"));
        }
    }

    /** What one knows who has taken all changes. */
    private record State(
            Map<String, Long> levels,
            Map<OrderKey, DemandRow> demand,
            Map<String, Instant> feeds,
            Map<String, Boolean> items) {

        State() {
            this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        }

        void take(Change change) {
            if (change instanceof Change.OfLevel level) {
                levels.put(
                        level.source()
                                + level.level().location()
                                + level.level().sku(),
                        level.level().onHand());
            } else if (change instanceof Change.OfDemand demanded) {
                demand.put(demanded.demand().order(), demanded.demand());
            } else if (change instanceof Change.OfFeed feed) {
                feeds.put(feed.feed().source(), feed.feed().asOf());
            } else if (change instanceof Change.OfItem item) {
                items.put(item.item().sku(), item.item().active());
            }
        }
    }

    @Test
    void anOrderThatNeedsNothingAnyMoreIsKnownInTheVersionTheLedgerHasSeen() {
        ledger.record(seen(5, "h1").moveTo(OrderState.IGNORED));

        assertThat(stock.known(Map.of(ORDER, T0.plusSeconds(5)), 0)).containsExactly(ORDER);
        assertThat(stock.known(Map.of(ORDER, T0.plusSeconds(6)), 0))
                .as("a version that was not seen yet may have sold something")
                .isEmpty();
        assertThat(stock.known(Map.of(key(2), T0), 0)).isEmpty();

        ledger.record(seen(7, "h2").sold(new Sold(true, TWO_MUGS)).moveTo(OrderState.CAPTURED));
        assertThat(stock.known(Map.of(ORDER, T0.plusSeconds(7)), last() - 1)).isEmpty();
        assertThat(stock.known(Map.of(ORDER, T0.plusSeconds(7)), last())).containsExactly(ORDER);
    }

    private State state() {
        State state = new State();
        stock.rebuild(state::take);
        return state;
    }

    private long last() {
        stock.changes(0, 1); // gives numbers to what waits for one
        return stock.rebuild(change -> {});
    }

    private long onHand(String sku) {
        return stock.levels(sku).get(0).row().onHand();
    }

    private DemandRow demand() {
        return stock.demand(ORDER).orElseThrow();
    }

    private static Step seen(int second, String hash) {
        return Step.of(ORDER).seen(aVersion(second, hash));
    }

    private static Reading reading(String run, int second, boolean complete) {
        return new Reading(ODOO, run, T0.plusSeconds(second), complete);
    }

    private static Page page(String run, int number, int second, boolean complete) {
        return new Page(reading(run, second, complete), number);
    }

    private static LevelRow level(String location, String sku, long onHand, int second) {
        return new LevelRow(location, sku, onHand, 0, 0, List.of(), T0.plusSeconds(second));
    }

    private static ItemRow item(String sku, String category, int second) {
        return new ItemRow(sku, category, true, T0.plusSeconds(second));
    }
}
