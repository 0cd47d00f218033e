package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.ledger.Audit.Entry;
import io.saddlebag.ledger.Prices.Decided;
import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Found;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Input;
import io.saddlebag.ledger.Prices.Price;
import io.saddlebag.ledger.Prices.Proposal;
import io.saddlebag.ledger.Prices.Reason;
import io.saddlebag.ledger.Prices.Settlement;
import io.saddlebag.ledger.Prices.State;
import io.saddlebag.ledger.Prices.Tally;
import io.saddlebag.ledger.Prices.Trouble;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Shown;
import io.saddlebag.testing.MovableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: prices on their way to the stores, and the audit trail of them. */
abstract class PricesContract {

    private static final Reason DROP = new Reason("large-drop", "too far down");
    private static final Instant LATER = T0.plus(Duration.ofDays(7));
    private static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), 100);

    MovableClock clock;
    Ledger ledger;
    private LedgerSettings place;

    /** Settings of an empty database. */
    abstract LedgerSettings settings();

    /** Runs a statement beside the ledger, as somebody with a database client would. */
    void tamper(String sql) throws SQLException {
        try (Session session =
                new Session((place.isSqlite() ? new SqliteDialect(place) : new PostgresDialect(place)).connect())) {
            session.update(sql);
            if (!session.connection().getAutoCommit()) {
                session.connection().commit();
            }
        }
    }

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        place = settings();
        ledger = LedgerFactory.open(place.withClock(clock));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatPassesIsThePriceTheWishAndAnEntryOfTheTrail() {
        settle(proposal("MUG", "9.00", "10.00", true));

        assertThat(price("MUG").value()).isEqualTo("10.00");
        assertThat(wish("MUG"))
                .extracting(PublicationRow::wished, PublicationRow::state, PublicationRow::because)
                .containsExactly("10.00", Publications.State.DUE, "a rule");
        assertThat(ledger.audit().find("price/main/MUG", Optional.empty(), 10))
                .extracting(Audit.Chained::entry)
                .containsExactly(
                        new Entry("saddlebag", "published", "price/main/MUG", "9.00", "10.00", "a rule", "daemon"));
    }

    @Test
    void whatIsHeldChangesNothingUntilAPersonApprovesExactlyThat() {
        settle(proposal("MUG", "", "10.00", false));
        settle(proposal("MUG", "10.00", "1.00", true), DROP);

        assertThat(price("MUG").value()).isEqualTo("10.00");
        assertThat(wish("MUG").wished()).isEqualTo("10.00");
        Hold hold = ledger.prices().held(ALL).get(0);
        assertThat(hold.reasons()).containsExactly(DROP);

        Decided decided = ledger.prices().approve(hold.id(), 4, new Actor("ann", "10.0.0.7"), "clearance");

        assertThat(decided.done()).isTrue();
        assertThat(price("MUG").value()).isEqualTo("1.00");
        assertThat(wish("MUG").wished()).isEqualTo("1.00");
        assertThat(ledger.prices().held(ALL)).isEmpty();
        assertThat(ledger.prices()
                        .approve(hold.id(), 4, new Actor("ben", ""), "again")
                        .done())
                .isFalse();
        assertThat(ledger.audit().find("price/main/MUG", Optional.empty(), 10))
                .extracting(e -> e.entry().what(), e -> e.entry().who(), e -> e.entry()
                        .why())
                .containsExactly(
                        tuple("approved", "ann", "clearance"),
                        tuple("held", "saddlebag", "too far down"),
                        tuple("published", "saddlebag", "a rule"));
    }

    @Test
    void aNewerChangeTakesThePlaceOfAHeldOneAndTheSameOneDoesNot() {
        settle(proposal("MUG", "", "10.00", false));
        settle(proposal("MUG", "10.00", "1.00", true), DROP);
        Hold first = ledger.prices().held(ALL).get(0);
        clock.forward(Duration.ofHours(1));
        settle(proposal("MUG", "10.00", "1.00", true), DROP);
        assertThat(ledger.prices().held(ALL)).containsExactly(first);

        settle(proposal("MUG", "10.00", "2.00", true), DROP);

        assertThat(ledger.prices().held(ALL)).extracting(Hold::after).containsExactly("2.00");
        Decided late = ledger.prices().approve(first.id(), 4, new Actor("ann", ""), "");
        assertThat(late.done()).isFalse();
        assertThat(late.hold().map(Hold::state)).contains(State.SUPERSEDED);
        assertThat(price("MUG").value()).isEqualTo("10.00");

        ledger.prices().propose("main", "odoo", "run", new Found(List.of(), List.of("MUG"), List.of()));
        assertThat(ledger.prices().held(ALL)).isEmpty();
        assertThat(ledger.prices().history("main", "MUG", 10))
                .extracting(Hold::state)
                .containsOnly(State.SUPERSEDED);
    }

    @Test
    void whatIsRefusedStandsAsRefusedUntilAnotherPriceIsDecided() {
        settle(proposal("MUG", "", "10.00", false));
        settle(proposal("MUG", "10.00", "1.00", true), DROP);
        String id = ledger.prices().held(ALL).get(0).id();

        ledger.prices().refuse(id, new Actor("ann", ""), "a typing mistake");

        assertThat(ledger.prices().standing("main", List.of("MUG", "CAP")))
                .containsOnly(Map.entry("MUG", new Prices.Standing("10.00", "1.00", "")));
        assertThat(wish("MUG").wished()).isEqualTo("10.00");
        settle(proposal("MUG", "10.00", "11.00", true));
        assertThat(price("MUG").refused()).isEmpty();
    }

    @Test
    void aHeldChangeNobodyDecidesAboutExpires() {
        settle(proposal("MUG", "10.00", "1.00", true), DROP);
        settle(proposal("CAP", "10.00", "1.00", true), DROP);

        assertThat(ledger.prices().expire(LATER.minusSeconds(1))).isZero();
        assertThat(ledger.prices().expire(LATER)).isEqualTo(2);

        assertThat(ledger.prices().held(ALL)).isEmpty();
        assertThat(ledger.audit().find("price/main/", Optional.empty(), 2))
                .extracting(e -> e.entry().what())
                .containsOnly("expired");
    }

    @Test
    void forgetsWhatEndedLongAgoAndNothingThatIsOpen() {
        settle(proposal("MUG", "10.00", "1.00", true), DROP);
        settle(proposal("CAP", "10.00", "1.00", true), DROP);
        settle(proposal("TEE", "10.00", "1.00", true), DROP);
        ledger.prices().approve(heldOf("MUG"), 5, new Actor("ann", ""), "sale");
        clock.forward(Duration.ofDays(1));
        ledger.prices().refuse(heldOf("CAP"), new Actor("ann", ""), "typing mistake");

        assertThat(ledger.prices().forget(T0.plus(Duration.ofHours(1)), 100)).isOne();

        assertThat(ledger.prices().history("main", "MUG", 10)).isEmpty();
        assertThat(ledger.prices().history("main", "CAP", 10)).hasSize(1);
        assertThat(ledger.prices().held(ALL)).extracting(Hold::sku).containsExactly("TEE");
        assertThat(ledger.audit().find("price/main/MUG", Optional.empty(), 5)).isNotEmpty();
        assertThat(ledger.prices().forget(T0.plus(Duration.ofDays(9)), 1)).isOne();
        assertThat(ledger.prices().forget(T0.plus(Duration.ofDays(9)), 1)).isZero();
    }

    @Test
    void whatNoStoreWasShownIsReconsideredWithItsWish() {
        ledger.prices().keep("odoo", "run", List.of(new Input("MUG", "{}", Optional.empty())));
        settle(proposal("MUG", "", "1.00", false));
        settle(proposal("CAP", "", "1.00", false));
        ledger.publications()
                .shown(List.of(new Shown(
                        "main",
                        "CAP",
                        Aspect.PRICE,
                        ledger.prices().find("main", "CAP").orElseThrow().value())));

        assertThat(ledger.prices().reconsider("main", List.of("MUG", "CAP", "UNKNOWN")))
                .isEqualTo(2);

        assertThat(ledger.publications().find("main", "MUG", Aspect.PRICE)).isEmpty();
        assertThat(ledger.prices().standing("main", List.of("MUG")).get("MUG").value())
                .isEmpty();
        assertThat(ledger.prices().due("odoo", clock.instant(), 10))
                .extracting(Input::sku)
                .containsExactly("MUG");
        assertThat(ledger.publications().find("main", "CAP", Aspect.PRICE)).isPresent();
        assertThat(ledger.prices().standing("main", List.of("CAP")).get("CAP").value())
                .isNotEmpty();
    }

    private String heldOf(String sku) {
        return ledger.prices().held(ALL).stream()
                .filter(hold -> hold.sku().equals(sku))
                .map(Hold::id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsWhatIsHeldByStoreReasonAndBeginningOfTheSku() {
        settle(proposal("MUG-1", "10.00", "1.00", true), DROP, new Reason("mass-change", "many"));
        settle(proposal("CAP_1", "10.00", "1.00", true), new Reason("below-cost", "cost"));

        assertThat(held(Optional.of("main"), Optional.of("mass-change"), Optional.empty()))
                .containsExactly("MUG-1");
        assertThat(held(Optional.empty(), Optional.of("mass_change"), Optional.empty()))
                .isEmpty();
        assertThat(held(Optional.empty(), Optional.empty(), Optional.of("CAP_")))
                .containsExactly("CAP_1");
        assertThat(held(Optional.of("other"), Optional.empty(), Optional.empty()))
                .isEmpty();
        assertThat(ledger.prices().waiting()).containsExactly(new Prices.Waiting("main", 2, T0));
    }

    @Test
    void countsWhatARunWouldChangeAndWhatWasChangedBefore() {
        settle(proposal("MUG", "9.00", "10.00", true));
        clock.forward(Duration.ofMinutes(10));
        propose("run", proposal("MUG", "10.00", "11.00", true), proposal("CAP", "", "5.00", false));

        assertThat(ledger.prices().tally("main", "run", T0.minusSeconds(1))).isEqualTo(new Tally(1, 1, 2));
        assertThat(ledger.prices().tally("main", "run", T0)).isEqualTo(new Tally(1, 0, 2));
        assertThat(ledger.prices().tally("main", "another", T0).changed()).isZero();
        assertThat(ledger.prices().proposals("main", "run", 10))
                .extracting(Proposal::sku)
                .containsExactly("CAP", "MUG");
    }

    @Test
    void anItemWithoutAPriceKeepsTheOldOneAndTellsWhy() {
        settle(proposal("MUG", "", "10.00", false));
        Trouble trouble = new Trouble("MUG", "wrong-currency", "it is in USD", "name another list");

        ledger.prices().propose("main", "odoo", "run", new Found(List.of(), List.of(), List.of(trouble)));

        assertThat(price("MUG")).extracting(Price::value, Price::code).containsExactly("10.00", "wrong-currency");
        assertThat(ledger.prices().troubles(Optional.of("main"), 10))
                .extracting(Price::sku)
                .containsExactly("MUG");
        assertThat(ledger.prices().troubled()).singleElement().satisfies(troubled -> {
            assertThat(troubled.store()).isEqualTo("main");
            assertThat(troubled.count()).isEqualTo(1);
        });
        ledger.prices().propose("main", "odoo", "run", new Found(List.of(), List.of("MUG"), List.of()));
        assertThat(ledger.prices().troubles(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void whatTheErpSaidIsDueAtItsTimeAndForgottenWhenACompleteReadDoesNotNameIt() {
        Prices prices = ledger.prices();
        prices.keep("odoo", "old", List.of(input("MUG", T0.plusSeconds(60)), input("CAP", T0.plusSeconds(30))));
        prices.keep("odoo", "old", List.of(new Input("SHIP", "{}", Optional.empty())));

        assertThat(prices.due("odoo", T0, 10)).isEmpty();
        assertThat(prices.due("odoo", T0.plusSeconds(60), 10))
                .extracting(Input::sku)
                .containsExactly("CAP", "MUG");
        assertThat(prices.due("other", T0.plusSeconds(60), 10)).isEmpty();

        clock.forward(Duration.ofMinutes(1));
        prices.keep("odoo", "new", List.of(input("MUG", T0.plusSeconds(90))));
        clock.forward(Duration.ofMinutes(1));
        prices.keep("odoo", "a poll meanwhile", List.of(input("NEW", T0.plusSeconds(90))));

        assertThat(prices.forgetUnread("odoo", "new")).isEqualTo(2);
        assertThat(prices.dueAll("odoo", clock.instant())).isEqualTo(2);
        assertThat(prices.input("odoo", "CAP")).isEmpty();
    }

    @Test
    void aStoreThatShowsAnotherPriceIsToldAgain() {
        settle(proposal("MUG", "", "10.00", false));
        ledger.publications().shown(List.of(new Shown("main", "MUG", Aspect.PRICE, "10.00")));

        assertThat(ledger.prices().correct("main", "MUG", 3, "drift")).isTrue();
        assertThat(ledger.prices().correct("main", "CAP", 3, "drift")).isFalse();

        assertThat(wish("MUG"))
                .extracting(PublicationRow::state, PublicationRow::because)
                .containsExactly(Publications.State.DUE, "drift");
    }

    @Test
    void theTrailIsWholeAsItWasWrittenAndATamperedRowIsFound() throws SQLException {
        for (int i = 1; i <= 5; i++) {
            ledger.audit()
                    .add(List.of(new Entry("ann", "approved", "price/main/S" + i, "", "1" + i, "why \0 " + i, "")));
        }
        assertThat(ledger.audit().verify())
                .isEqualTo(new Audit.Verification(
                        5, Optional.empty(), ledger.audit().head()));

        tamper("update audit set after = '99' where seq = 3");

        Audit.Verification changed = ledger.audit().verify();
        assertThat(changed.entries()).isEqualTo(2);
        assertThat(changed.broken())
                .hasValueSatisfying(words -> assertThat(words).startsWith("entry 3 (price/main/S3"));

        tamper("delete from audit where seq = 3");
        assertThat(ledger.audit().verify().broken())
                .hasValueSatisfying(words -> assertThat(words).startsWith("entry 3 is gone"));
    }

    @Test
    void aShortenedTrailIsFound() throws SQLException {
        ledger.audit().add(List.of(new Entry("a", "b", "c", "", "", "", ""), new Entry("a", "b", "d", "", "", "", "")));

        tamper("delete from audit where seq = 2");

        assertThat(ledger.audit().verify().broken()).contains("entries 2 to 2 are gone");
    }

    @Test
    void severalWhoWriteAtOnceMakeOneChain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Ledger other = LedgerFactory.open(place.withClock(clock))) {
            List<Callable<Boolean>> writers = IntStream.range(0, 120)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        Ledger one = i % 2 == 0 ? ledger : other;
                        if (i % 3 == 0) {
                            one.prices()
                                    .settle(
                                            "main",
                                            "odoo",
                                            List.of(settlement(proposal("S" + i % 9, "1", "2." + i, true))));
                        } else {
                            one.audit().add(List.of(new Entry("ann", "did", "thing/" + i, "", "", "", "")));
                        }
                        return true;
                    })
                    .toList();

            for (var written : threads.invokeAll(writers)) {
                assertThat(written.get()).isTrue();
            }

            assertThat(ledger.audit().verify())
                    .isEqualTo(new Audit.Verification(
                            120, Optional.empty(), other.audit().head()));
        } finally {
            threads.shutdownNow();
        }
    }

    private List<String> held(Optional<String> store, Optional<String> reason, Optional<String> prefix) {
        return ledger.prices().held(new Filter(store, reason, prefix, 10)).stream()
                .map(Hold::sku)
                .toList();
    }

    private void settle(Proposal proposal, Reason... reasons) {
        propose("run", proposal);
        ledger.prices().settle("main", "odoo", List.of(settlement(proposal, reasons)));
        assertThat(ledger.prices().proposals("main", "run", 10)).isEmpty();
    }

    private static Settlement settlement(Proposal proposal, Reason... reasons) {
        return new Settlement(proposal, List.of(reasons), 4, LATER);
    }

    private void propose(String run, Proposal... proposals) {
        ledger.prices().propose("main", "odoo", run, new Found(List.of(proposals), List.of(), List.of()));
    }

    private static Proposal proposal(String sku, String before, String after, boolean changes) {
        return new Proposal(sku, before, after, List.of(), "a rule", changes);
    }

    private static Input input(String sku, Instant next) {
        return new Input(sku, "{\"sku\":\"" + sku + "\"}", Optional.of(next));
    }

    private Price price(String sku) {
        return ledger.prices().find("main", sku).orElseThrow();
    }

    private PublicationRow wish(String sku) {
        return ledger.publications().find("main", sku, Aspect.PRICE).orElseThrow();
    }
}
