package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.Backlog;
import io.saddlebag.ledger.Publications.Due;
import io.saddlebag.ledger.Publications.Progress;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Shown;
import io.saddlebag.ledger.Publications.State;
import io.saddlebag.ledger.Publications.Trouble;
import io.saddlebag.ledger.Publications.Turn;
import io.saddlebag.ledger.Publications.Wish;
import io.saddlebag.ledger.StockLedger.Change;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.ledger.StoreItems.Stocking;
import io.saddlebag.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: what items shall show, and what the stores' catalogues hold. */
abstract class PublicationContract {

    private static final String MAIN = "main";

    private MovableClock clock;
    private LedgerSettings place;
    private Ledger ledger;
    private Publications publications;
    private StoreItems items;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        place = settings().withClock(clock);
        reopen();
    }

    private void reopen() {
        ledger = LedgerFactory.open(place);
        publications = ledger.publications();
        items = ledger.storeItems();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theLatestWishWinsAndCountsItsAgeFromTheFirst() {
        assertThat(publications.wish(List.of(stock("A", 12, 5)))).isEqualTo(1);
        clock.forward(Duration.ofSeconds(10));
        assertThat(publications.wish(List.of(stock("A", 11, 5)))).isEqualTo(1);
        assertThat(publications.wish(List.of(stock("A", 11, 5)))).isZero();

        assertThat(due(10)).containsExactly(new Due(MAIN, "A", Aspect.STOCK, quantity(11), 5, T0, 0, Optional.empty()));
    }

    @Test
    void oneCallMayNameARowTwiceAndTheLastOneCounts() {
        publications.wish(List.of(stock("A", 12, 5), stock("A", 3, 5)));

        assertThat(due(10)).extracting(Due::value).containsExactly(quantity(3));
    }

    @Test
    void handsOutTheMostUrgentFirstThenTheOldest() {
        publications.wish(List.of(stock("LATE", 4, 5)));
        clock.forward(Duration.ofSeconds(1));
        publications.wish(List.of(stock("EMPTY", 0, 0), stock("FALLS", 3, 1), stock("RISES", 9, 5)));

        assertThat(due(10)).extracting(Due::sku).containsExactly("EMPTY", "FALLS", "LATE", "RISES");
        assertThat(due(2)).extracting(Due::sku).containsExactly("EMPTY", "FALLS");
        assertThat(publications.due("other", 10, clock.instant())).isEmpty();
    }

    @Test
    void aWishThatWaitsOnlyGrowsMoreUrgent() {
        publications.wish(List.of(stock("A", 0, 0)));
        publications.wish(List.of(stock("A", 4, 5)));

        assertThat(due(1)).extracting(Due::urgency).containsExactly(0);
    }

    @Test
    void whatTheStoreHasIsNoLongerDueAndTheSameWishAgainChangesNothing() {
        publications.wish(List.of(stock("A", 12, 5), price("A", "19.90")));

        publications.shown(List.of(new Shown(MAIN, "A", Aspect.STOCK, quantity(12))));

        assertThat(due(10)).extracting(Due::aspect).containsExactly(Aspect.PRICE);
        assertThat(publications.wish(List.of(stock("A", 12, 0)))).isZero();
        assertThat(publications.find(MAIN, "A", Aspect.STOCK))
                .hasValueSatisfying(row -> assertThat(row.shown()).contains(quantity(12)));
    }

    @Test
    void aValueWrittenWithLessThanWishedIsLookedAtAgainAndIsNoTrouble() {
        publications.wish(List.of(stock("A", 12, 5)));

        publications.shown(List.of(
                new Shown(MAIN, "A", Aspect.STOCK, quantity(12), quantity(9), Optional.of(T0.plusSeconds(30)))));

        assertThat(due(10)).isEmpty();
        assertThat(publications.troubles(Optional.empty(), 10)).isEmpty();
        assertThat(publications.find(MAIN, "A", Aspect.STOCK).flatMap(PublicationRow::shown))
                .contains(quantity(9));
        clock.forward(Duration.ofSeconds(30));
        assertThat(due(10)).extracting(Due::sku).containsExactly("A");
        publications.shown(List.of(new Shown(MAIN, "A", Aspect.STOCK, quantity(12))));
        assertThat(due(10)).isEmpty();
    }

    @Test
    void findsTheRowsOfASkuWhateverItsCase() {
        publications.wish(List.of(stock("Tee-M", 12, 5)));

        assertThat(publications.of(MAIN, List.of("TEE-m"))).hasSize(1);
    }

    @Test
    void anItemIsTriedAgainWhateverTheCaseTheStoreWritesItsSkuIn() {
        publications.wish(List.of(stock("Tee-M", 12, 5)));
        publications.refused(List.of(trouble("Tee-M", 12, "unmanaged", Optional.empty())));

        assertThat(publications.reopen(MAIN, List.of("TEE-M"))).isEqualTo(1);
    }

    @Test
    void aWishThatChangedWhileItWasWrittenStaysDue() {
        publications.wish(List.of(stock("A", 12, 5)));
        publications.wish(List.of(stock("A", 11, 5)));

        publications.shown(List.of(new Shown(MAIN, "A", Aspect.STOCK, quantity(12))));

        assertThat(due(10))
                .containsExactly(new Due(MAIN, "A", Aspect.STOCK, quantity(11), 5, T0, 0, Optional.of(quantity(12))));
    }

    @Test
    void aWishThatGoesBackWhileAnotherIsUnderWayIsWrittenAgain() {
        publications.wish(List.of(stock("A", 12, 5)));
        publications.shown(List.of(new Shown(MAIN, "A", Aspect.STOCK, quantity(12))));
        publications.wish(List.of(stock("A", 11, 5)));

        publications.wish(List.of(stock("A", 12, 5)));

        assertThat(due(10)).extracting(Due::value).containsExactly(quantity(12));
    }

    @Test
    void aTroubleIsNamedWaitsForItsTimeAndClosesWhenShown() {
        publications.wish(List.of(stock("A", 12, 5), stock("B", 1, 5)));
        Trouble busy = trouble("A", 12, "sku-busy", Optional.of(T0.plusSeconds(60)));

        publications.refused(List.of(busy, trouble("B", 1, "unmanaged", Optional.empty())));
        publications.refused(List.of(busy));

        assertThat(due(10)).isEmpty();
        assertThat(publications.troubles(Optional.of(MAIN), 10))
                .extracting(PublicationRow::sku, PublicationRow::code, PublicationRow::state, PublicationRow::tries)
                .containsExactly(tuple("A", "sku-busy", State.LATER, 2), tuple("B", "unmanaged", State.REFUSED, 1));
        clock.forward(Duration.ofSeconds(60));
        assertThat(due(10)).extracting(Due::sku, Due::tries).containsExactly(tuple("A", 2));

        publications.shown(List.of(new Shown(MAIN, "A", Aspect.STOCK, quantity(12))));

        assertThat(publications.troubles(Optional.empty(), 10))
                .extracting(PublicationRow::sku)
                .containsExactly("B");
        assertThat(due(10)).isEmpty();
    }

    @Test
    void aNewWishIsTriedAtOnceAndKeepsItsTroubleUntilTheStoreHasIt() {
        publications.wish(List.of(stock("A", 12, 5)));
        publications.refused(List.of(trouble("A", 12, "unmanaged", Optional.empty())));

        publications.wish(List.of(stock("A", 13, 5)));

        assertThat(due(10)).extracting(Due::value, Due::tries).containsExactly(tuple(quantity(13), 0));
        assertThat(publications.troubles(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void aRefusalOfAnEarlierWishDoesNotHoldTheLaterOne() {
        publications.wish(List.of(stock("A", 12, 5)));
        publications.wish(List.of(stock("A", 13, 5)));

        publications.refused(List.of(trouble("A", 12, "unmanaged", Optional.empty())));

        assertThat(due(10)).extracting(Due::value).containsExactly(quantity(13));
        assertThat(publications.troubles(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void anItemThatChangedIsTriedAgain() {
        publications.wish(List.of(stock("A", 12, 5), stock("B", 1, 5)));
        publications.refused(List.of(trouble("A", 12, "unmanaged", Optional.empty())));
        publications.shown(List.of(new Shown(MAIN, "B", Aspect.STOCK, quantity(1))));

        assertThat(publications.reopen(MAIN, List.of("A", "B", "C"))).isEqualTo(1);

        assertThat(due(10)).extracting(Due::sku).containsExactly("A");
    }

    @Test
    void aFullResyncMakesEverythingDueBehindWhatChangedAndTellsHowFarItIs() {
        List<Wish> wishes =
                IntStream.range(0, 2500).mapToObj(i -> stock("S" + i, i, 5)).toList();
        publications.wish(wishes);
        publications.shown(wishes.stream()
                .map(wish -> new Shown(MAIN, wish.sku(), Aspect.STOCK, wish.value()))
                .toList());
        publications.wish(List.of(new Wish("other", "S1", Aspect.STOCK, quantity(1), 5, "")));
        clock.forward(Duration.ofMinutes(1));

        assertThat(publications.again(MAIN)).isEqualTo(2500);
        publications.wish(List.of(stock("NEWS", 3, 5)));
        assertThat(due(1)).extracting(Due::sku).containsExactly("NEWS");
        publications.shown(List.of(
                new Shown(MAIN, "S7", Aspect.STOCK, quantity(7)), new Shown(MAIN, "S8", Aspect.STOCK, quantity(8))));

        assertThat(publications.progress(MAIN))
                .isEqualTo(new Progress(MAIN, 2501, 2499, 0, Optional.of(T0.plusSeconds(60)), 2500, 2));
        assertThat(publications.progress("other").resyncAt()).isEmpty();
    }

    @Test
    void tellsWhatIsDueAndSinceWhen() {
        publications.wish(List.of(stock("A", 12, 5), price("A", "1.00")));
        clock.forward(Duration.ofSeconds(5));
        publications.wish(List.of(stock("B", 12, 0)));

        assertThat(publications.backlog())
                .containsExactly(new Backlog(MAIN, Aspect.PRICE, 1, T0), new Backlog(MAIN, Aspect.STOCK, 2, T0));
    }

    @Test
    void whatIsShownIsWrittenAgainWhenTheStoreIsFoundToShowSomethingElse() {
        publications.wish(List.of(stock("A", 12, 5)));

        assertThat(publications.repeat(MAIN, "A", Aspect.STOCK, 3, "edited"))
                .as("it is due anyway")
                .isFalse();
        publications.shown(List.of(new Shown(MAIN, "A", Aspect.STOCK, quantity(12))));
        assertThat(publications.due(MAIN, 10, clock.instant())).isEmpty();

        assertThat(publications.repeat(MAIN, "A", Aspect.STOCK, 3, "edited")).isTrue();
        assertThat(publications.due(MAIN, 10, clock.instant())).singleElement().satisfies(due -> {
            assertThat(due.value()).isEqualTo(quantity(12));
            assertThat(due.urgency()).isEqualTo(3);
        });
    }

    @Test
    void whatIsDueOutlivesARestart() {
        publications.wish(List.of(stock("A", 12, 5)));

        ledger.close();
        reopen();

        assertThat(due(10)).extracting(Due::sku).containsExactly("A");
    }

    @Test
    void severalDaemonsWhoWishAndShowAtOnceLoseNoLatestWish() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Ledger other = LedgerFactory.open(place)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                Publications side = round % 2 == 0 ? publications : other.publications();
                int value = round;
                work.add(() -> side.wish(IntStream.range(0, 50)
                        .mapToObj(i -> stock("S" + (round(value) ? 49 - i : i), value, 5))
                        .toList()));
                work.add(() -> {
                    List<Due> due = side.due(MAIN, 100, T0);
                    side.shown(due.stream()
                            .map(row -> new Shown(MAIN, row.sku(), row.aspect(), row.value()))
                            .toList());
                    return due.size();
                });
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        for (int i = 0; i < 50; i++) {
            PublicationRow row = publications.find(MAIN, "S" + i, Aspect.STOCK).orElseThrow();
            assertThat(row.state() == State.SHOWN)
                    .as(row.toString())
                    .isEqualTo(row.shown().equals(Optional.of(row.wished())));
        }
    }

    private static boolean round(int value) {
        return value % 3 == 0;
    }

    @Test
    void p19KnowsAnItemByItsIdsAndDoesNotTakeAVariationForItsParent() {
        Item parent = item("12", "", "SHIRT", true, "variable");
        Item inherits = item("12", "13", "SHIRT", false, "variation");
        Item own = item("12", "14", "Shirt-M", true, "variation");

        assertThat(items.seen(List.of(parent, inherits, own))).containsExactly("SHIRT", "Shirt-M");

        assertThat(items.bySku(MAIN, List.of("shirt"))).containsExactly(parent);
        assertThat(items.bySku(MAIN, List.of("SHIRT-m", ""))).containsExactly(own);
        assertThat(items.nameless(MAIN, 10)).containsExactly(inherits);
        assertThat(items.duplicates(MAIN, 10)).isEmpty();
    }

    @Test
    void tellsWhichItemsChangedSinceTheyWereRead() {
        Item a = item("1", "", "A", true, "simple");
        items.seen(List.of(a, item("2", "", "B", true, "simple")));

        assertThat(items.seen(List.of(a.at(T0.plusSeconds(9)), item("2", "", "B2", true, "simple"))))
                .containsExactly("B", "B2");
        assertThat(items.byProduct(MAIN, List.of("1"))).containsExactly(a.at(T0.plusSeconds(9)));
    }

    @Test
    void aReadThatBeganEarlierTakesNothingBack() {
        Item a = item("1", "", "A", true, "simple");
        items.seen(List.of(a.at(T0.plusSeconds(9))));

        items.seen(List.of(item("1", "", "OLD", true, "simple")));

        assertThat(items.bySku(MAIN, List.of("a"))).hasSize(1);
    }

    @Test
    void namesItemsThatShareASku() {
        items.seen(List.of(
                item("1", "", "A", true, "simple"),
                item("2", "", "a", true, "simple"),
                item("3", "", "B", true, "simple")));

        assertThat(items.duplicates(MAIN, 10)).extracting(Item::productId).containsExactly("1", "2");
        assertThat(items.count(MAIN)).isEqualTo(3);
    }

    @Test
    void afterAFullReadWhatWasNotSeenIsGone() {
        items.seen(List.of(item("1", "", "A", true, "simple"), item("2", "", "B", true, "simple")));
        Instant began = T0.plusSeconds(60);
        items.seen(List.of(item("1", "", "A", true, "simple").at(began)));

        assertThat(items.forgetUnseen(MAIN, began, 10)).containsExactly("B");
        assertThat(items.forgetUnseen(MAIN, began, 10)).isEmpty();
        assertThat(items.bySku(MAIN, List.of("A", "B"))).hasSize(1);
    }

    private List<Due> due(int limit) {
        return publications.due(MAIN, limit, clock.instant());
    }

    private static Wish stock(String sku, long quantity, int urgency) {
        return new Wish(MAIN, sku, Aspect.STOCK, quantity(quantity), urgency, "level");
    }

    private static Wish price(String sku, String regular) {
        return new Wish(MAIN, sku, Aspect.PRICE, "{\"regular\":\"" + regular + "\"}", 5, "price list");
    }

    private static String quantity(long quantity) {
        return "{\"quantity\":" + quantity + ",\"backorders\":\"no\"}";
    }

    private static Trouble trouble(String sku, long quantity, String code, Optional<Instant> nextTry) {
        return new Trouble(MAIN, sku, Aspect.STOCK, quantity(quantity), code, "words", "remedy", nextTry);
    }

    @Test
    void aSkuThatIsNewToAStoreIsAChangeThatEveryDaemonHearsOfOnce() {
        try (Ledger other = LedgerFactory.open(place)) {
            items.seen(List.of(item("1", "", "A", true, "simple"), item("2", "5", "B", false, "variation")));

            List<Change> first = other.stock().changes(0, 100);

            assertThat(first).singleElement().isInstanceOfSatisfying(Change.OfStoreItem.class, change -> assertThat(
                            List.of(change.store(), change.sku()))
                    .containsExactly(MAIN, "A"));
            long after = first.get(0).seq();
            items.seen(List.of(item("1", "", "a", true, "variable").at(T0.plusSeconds(1))));
            assertThat(other.stock().changes(after, 100))
                    .as("the same SKU, whatever else changed")
                    .isEmpty();

            items.answered(List.of(
                    item("1", "", "A2", true, "simple").at(T0.plusSeconds(2)),
                    item("2", "5", "B", true, "variation").at(T0.plusSeconds(2))));

            assertThat(other.stock().changes(after, 100))
                    .extracting(change -> ((Change.OfStoreItem) change).sku())
                    .containsExactlyInAnyOrder("A2", "B");
            assertThat(stock().changes(after, 100)).hasSize(2);
            items.seen(List.of(item("1", "", "OLD", true, "simple")));
            assertThat(stock().changes(after + 2, 100))
                    .as("what was read earlier")
                    .isEmpty();
        }
    }

    private StockLedger stock() {
        return ledger.stock();
    }

    @Test
    void whatWaitedForAChangedItemIsDueAgainTogetherWithItsReading() {
        items.seen(List.of(item("1", "", "A", true, "simple")));
        publications.wish(List.of(stock("a", 12, 5)));
        publications.refused(List.of(
                new Trouble(MAIN, "a", Aspect.STOCK, quantity(12), "unmanaged", "words", "remedy", Optional.empty())));
        items.seen(List.of(item("1", "", "A", true, "simple").at(T0.plusSeconds(1))));
        assertThat(due(10)).as("the same item").isEmpty();

        items.answered(List.of(item("1", "", "A", true, "grouped").at(T0.plusSeconds(2))));
        assertThat(due(10)).as("our own write").isEmpty();
        items.seen(List.of(item("1", "", "A", true, "variable").at(T0.plusSeconds(3))));

        assertThat(due(10)).extracting(Due::sku).containsExactly("a");
    }

    @Test
    void whatIsDecidedInATurnThatIsOverIsNotKept() {
        try (Ledger other = LedgerFactory.open(place)) {
            Turn late = publications.turn("stock");
            assertThat(publications.wish(late, List.of(stock("A", 12, 5)))).hasValue(1);
            Turn now = other.publications().turn("stock");
            assertThat(other.publications().wish(now, List.of(stock("A", 9, 5))))
                    .hasValue(1);

            assertThat(publications.wish(late, List.of(stock("A", 12, 5)))).isEmpty();

            publications.turn("prices");
            assertThat(other.publications().wish(now, List.of(stock("B", 1, 5))))
                    .hasValue(1);
            assertThat(due(10)).extracting(Due::value).containsExactly(quantity(9), quantity(1));
        }
    }

    private static Item item(String product, String variation, String sku, boolean own, String type) {
        return new Item(
                MAIN,
                product,
                variation,
                sku,
                own,
                type,
                "publish",
                Stocking.OWN,
                Optional.of(4L),
                "no",
                "19.90",
                "",
                Optional.empty(),
                Optional.empty(),
                T0,
                T0);
    }
}
