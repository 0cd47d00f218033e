package io.saddlebag.pricing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Price;
import io.saddlebag.ledger.Prices.Reason;
import io.saddlebag.ledger.Prices.State;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Shown;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.ledger.StoreItems.Stocking;
import io.saddlebag.testing.MovableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what an ERP says to wishes for a store and held changes, over a real ledger. */
class PriceDecisionsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), 1_000);

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(NOW);
    private Ledger ledger;
    private PriceDecisions decisions;
    private PriceDesk desk;
    private int runs;

    @BeforeEach
    void open() throws IOException {
        ledger = LedgerFactory.open(
                LedgerSettings.sqlite(folder.resolve("ledger.db")).withClock(clock));
        Path file = folder.resolve("prices.yaml");
        Files.writeString(
                file,
                """
                stores:
                  main:
                    currency: EUR
                    sale: Sale
                    prices: without-tax
                    hold-for: 2d
                    mass-count: 20
                """);
        List<String> problems = new ArrayList<>();
        PriceRules rules = PriceRulesFile.read(file, List.of("main"), problems::add);
        assertThat(problems).isEmpty();
        decisions =
                new PriceDecisions(ledger.prices(), ledger.storeItems(), rules, Map.of("odoo", List.of("main")), clock);
        desk = new PriceDesk(ledger.prices());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aNewItemsPriceGoesOutAndALargeDropWaitsForAPersonAndThenGoesOut() {
        read(item("MUG", "20.00", "8"));
        assertThat(wished("MUG")).isEqualTo(regular("20.00"));

        read(item("MUG", "2.00", "0.50"));

        assertThat(wished("MUG")).isEqualTo(regular("20.00"));
        Hold hold = held().get(0);
        assertThat(hold.reasons())
                .containsExactly(new Reason(
                        "large-drop", "the regular price goes from 20.00 to 2.00 (-90.0 %, allowed are 50 %)"));

        assertThat(desk.approve(hold.id(), "ann", "clearance", "").done()).isTrue();

        assertThat(wished("MUG")).isEqualTo(regular("2.00"));
        read(item("MUG", "2.00", "0.50"));
        assertThat(held()).isEmpty();
        assertThat(ledger.audit().verify().broken()).isEmpty();
    }

    @Test
    void p33ACostPublishedAsASellingPriceIsHeldEvenOfANewItem() {
        read(item("MUG", "8.00", "8.00"), item("CAP", "9.00", "8.00"));

        assertThat(held()).extracting(Hold::sku).containsExactly("MUG");
        assertThat(held().get(0).reasons()).extracting(Reason::code).containsExactly("below-cost");
        assertThat(ledger.publications().find("main", "MUG", Aspect.PRICE)).isEmpty();
        assertThat(wished("CAP")).isEqualTo(regular("9.00"));
    }

    @Test
    void aNewerChangeTakesThePlaceOfTheHeldOneAndIsComparedWithWhatTheStoreShows() {
        read(item("MUG", "20.00", "1"));
        read(item("MUG", "2.00", "1"));
        Hold first = held().get(0);

        read(item("MUG", "12.00", "1"));

        assertThat(held()).isEmpty();
        assertThat(wished("MUG")).isEqualTo(regular("12.00"));
        assertThat(desk.approve(first.id(), "ann", "late", "").done()).isFalse();
        assertThat(ledger.prices().hold(first.id()).map(Hold::state)).contains(State.SUPERSEDED);
        assertThat(wished("MUG")).isEqualTo(regular("12.00"));
    }

    @Test
    void aRefusedPriceIsNotAskedAboutAgainAndAnotherOneIs() {
        read(item("MUG", "20.00", "1"));
        read(item("MUG", "2.00", "1"));
        desk.refuse(held().get(0).id(), "ann", "a typing mistake", "");

        read(item("MUG", "2.00", "1"));
        assertThat(held()).isEmpty();
        assertThat(wished("MUG")).isEqualTo(regular("20.00"));

        read(item("MUG", "3.00", "1"));
        assertThat(held()).extracting(Hold::after).containsExactly(regular("3.00"));
    }

    @Test
    void aHeldChangeExpiresAndIsAskedAboutAgainWhenItIsReadAgain() {
        read(item("MUG", "20.00", "1"));
        read(item("MUG", "2.00", "1"));
        clock.forward(Duration.ofDays(2));

        decisions.time();

        assertThat(held()).isEmpty();
        assertThat(wished("MUG")).isEqualTo(regular("20.00"));
        assertThat(audit("MUG")).startsWith("expired", "held");
        read(item("MUG", "2.00", "1"));
        assertThat(held()).hasSize(1);
    }

    @Test
    void tooManyChangesAtOnceAreAllHeldAndApprovedInOneStroke() {
        read(items(100, "20.00"));
        assertThat(held()).as("first prices").isEmpty();
        clock.forward(Duration.ofHours(2));

        read(items(30, "21.00"));

        assertThat(held()).hasSize(30);
        assertThat(held().get(0).reasons()).extracting(Reason::code).containsExactly("mass-change");
        assertThat(wished("S000")).isEqualTo(regular("20.00"));
        read(items(3, "21.00"));
        assertThat(held()).as("a part of it read again does not slip through").hasSize(30);

        PriceDesk.Many many = desk.all(
                new Filter(Optional.of("main"), Optional.of("mass-change"), Optional.empty(), 1),
                true,
                "ann",
                "new price list",
                "");

        assertThat(many).isEqualTo(new PriceDesk.Many(30, 0));
        assertThat(wished("S029")).isEqualTo(regular("21.00"));
    }

    @Test
    void changesThatComeInSmallPortionsAreCountedTogether() {
        read(items(100, "20.00"));
        clock.forward(Duration.ofHours(2));
        read(items(15, "21.00"));
        assertThat(held()).isEmpty();

        clock.forward(Duration.ofMinutes(1));
        read(range(15, 30, "21.00"));

        assertThat(held()).hasSize(15);
    }

    @Test
    void nothingGoesOutBeforeARunIsAtItsEnd() {
        decisions.take(page("run", false, item("MUG", "20.00", "1")));
        assertThat(ledger.publications().find("main", "MUG", Aspect.PRICE)).isEmpty();

        decisions.take(page("run", true, item("CAP", "5.00", "1")));

        assertThat(wished("MUG")).isEqualTo(regular("20.00"));
        assertThat(wished("CAP")).isEqualTo(regular("5.00"));
    }

    @Test
    void aStoreThatWasThereBeforeIsNotOverwrittenWithoutAComparison() {
        ledger.storeItems().seen(List.of(shopItem("MUG", "20.00"), shopItem("CAP", "20")));

        read(item("MUG", "2.00", "1"), item("CAP", "20.00", "1"));

        assertThat(held()).extracting(Hold::sku).containsExactly("MUG");
        assertThat(held().get(0).before()).isEqualTo(regular("20.00"));
        assertThat(wished("CAP")).isEqualTo(regular("20.00"));
    }

    @Test
    void aSaleGoesOutAheadWithItsDatesAndTheNextOneWhenTheFirstIsOver() {
        Instant monday = Instant.parse("2026-11-30T00:00:00Z");
        Instant tuesday = monday.plus(Duration.ofDays(1));
        read(page(
                "run",
                true,
                item("MUG", "20.00", "1"),
                sale(1, monday, tuesday.minusSeconds(1), "10"),
                sale(2, tuesday, tuesday.plus(Duration.ofDays(1)), "20")));
        assertThat(wished("MUG"))
                .isEqualTo("{\"regular\":\"20.00\",\"sale\":\"18.00\",\"saleFrom\":\"2026-11-30T00:00:00Z\","
                        + "\"saleTo\":\"2026-11-30T23:59:59Z\"}");

        clock.forward(Duration.between(NOW, tuesday));
        decisions.time();

        assertThat(wished("MUG")).contains("\"sale\":\"16.00\",\"saleFrom\":\"2026-12-01T00:00:00Z\"");
        decisions.time();
        clock.forward(Duration.ofDays(2));
        decisions.time();
        assertThat(wished("MUG")).isEqualTo(regular("20.00"));
        assertThat(held()).isEmpty();
    }

    @Test
    void anItemWithoutAPriceKeepsTheOldOneAndIsNamed() {
        read(item("MUG", "20.00", "1"));

        read(page("run", true, item("MUG", "20.00", "1").replace("\"EUR\"", "\"USD\"")));

        Price price = ledger.prices().find("main", "MUG").orElseThrow();
        assertThat(price.code()).isEqualTo("wrong-currency");
        assertThat(price.value()).isEqualTo(regular("20.00"));
        assertThat(wished("MUG")).isEqualTo(regular("20.00"));
        read(item("MUG", "20.00", "1"));
        assertThat(ledger.prices().find("main", "MUG").map(Price::code)).contains("");
        read(item("MUG", "20.00", "1").replaceFirst("\\}$", ",\"shared\":true}"));
        assertThat(ledger.prices().find("main", "MUG").map(Price::code)).contains("duplicate-sku");
    }

    @Test
    void aCompleteReadForgetsWhatTheErpDoesNotSellAnyMoreAndLeavesItsPrice() {
        read(item("MUG", "20.00", "1"), item("CAP", "5.00", "1"));
        clock.forward(Duration.ofMinutes(1));

        decisions.take(PricePage.read(("{\"contract\":\"price.v1\",\"erp\":\"odoo\",\"run\":\"all\",\"last\":true,"
                        + "\"complete\":true,\"lists\":[],\"items\":[" + item("MUG", "20.00", "1") + "]}")
                .getBytes(StandardCharsets.UTF_8)));

        assertThat(ledger.prices().input("odoo", "CAP")).isEmpty();
        assertThat(wished("CAP")).isEqualTo(regular("5.00"));
    }

    @Test
    void aPriceEditedInTheStoreIsRecordedOnceAndCorrectedReportedOrIgnored() {
        read(item("MUG", "20.00", "1"));
        ledger.publications().shown(List.of(new Shown("main", "MUG", Aspect.PRICE, regular("20.00"))));
        PriceDrift drift = new PriceDrift(ledger, clock);

        assertThat(drift.found("main", "MUG", regular("20.00"), regular("1.00"), PriceDrift.Policy.IGNORE))
                .isFalse();
        assertThat(ledger.drifts().list(Drifts.Filter.open(10))).isEmpty();
        assertThat(drift.found("main", "MUG", regular("20.00"), regular("1.00"), PriceDrift.Policy.REPORT))
                .isFalse();
        assertThat(row("MUG").state().name()).isEqualTo("SHOWN");
        assertThat(drift.found("main", "MUG", regular("20.00"), regular("1.00"), PriceDrift.Policy.CORRECT))
                .isTrue();

        assertThat(row("MUG").state().name()).isEqualTo("DUE");
        assertThat(ledger.drifts().list(Drifts.Filter.open(10)))
                .extracting(Drifts.Drift::subject)
                .containsExactly("MUG");
        assertThat(audit("MUG")).containsExactly("drift", "published");
        drift.over("main", "MUG");
        assertThat(ledger.drifts().list(Drifts.Filter.open(10))).isEmpty();
    }

    @Test
    void manySkusAreDecidedPageByPage() {
        int pages = 25;
        for (int i = 0; i < pages; i++) {
            int first = i * 200;
            decisions.take(page("big", i == pages - 1, String.join(",", List.of(range(first, first + 200, "20.00")))));
        }

        assertThat(ledger.publications().progress("main").total()).isEqualTo(5_000);
        assertThat(ledger.audit().head().seq()).isEqualTo(5_000);
    }

    private void read(String... items) {
        runs++;
        decisions.take(page("run" + runs, true, String.join(",", items)));
    }

    private void read(PricePage page) {
        decisions.take(page);
    }

    private static PricePage page(String run, boolean last, String items, String... rules) {
        return PricePage.read(("{\"contract\":\"price.v1\",\"erp\":\"odoo\",\"run\":\"" + run + "\",\"last\":" + last
                        + ",\"complete\":false,\"lists\":[{\"list\":\"Sale\",\"currency\":\"EUR\",\"rules\":["
                        + String.join(",", rules) + "]}],\"items\":[" + items + "]}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String[] items(int count, String price) {
        return range(0, count, price);
    }

    private static String[] range(int from, int to, String price) {
        return IntStream.range(from, to)
                .mapToObj(i -> item("S%03d".formatted(i), price, "1"))
                .toArray(String[]::new);
    }

    private static String item(String sku, String price, String cost) {
        int id = Math.abs(sku.hashCode() % 1_000_000) + 1;
        return "{\"sku\":\"%s\",\"variant\":%d,\"product\":%d,\"categories\":[1],\"currency\":\"EUR\",\"salesPrice\":\"%s\",\"cost\":\"%s\",\"taxes\":[]}"
                .formatted(sku, id, id, price, cost);
    }

    private static String sale(int id, Instant from, Instant until, String percent) {
        return ("{\"id\":%d,\"scope\":\"global\",\"target\":0,\"minimum\":\"0\",\"from\":\"%s\",\"until\":\"%s\","
                        + "\"kind\":\"discount\",\"base\":\"sales-price\",\"percent\":\"%s\"}")
                .formatted(id, from, until, percent);
    }

    private static String regular(String price) {
        return "{\"regular\":\"" + price + "\",\"sale\":\"\",\"saleFrom\":\"\",\"saleTo\":\"\"}";
    }

    private static Item shopItem(String sku, String price) {
        return new Item(
                "main",
                sku,
                "",
                sku,
                true,
                "simple",
                "publish",
                Stocking.OWN,
                Optional.of(1L),
                "no",
                price,
                "",
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW);
    }

    private List<Hold> held() {
        return desk.held(ALL);
    }

    private List<String> audit(String sku) {
        return ledger.audit().find("price/main/" + sku, Optional.empty(), 10).stream()
                .map(Audit.Chained::entry)
                .map(Audit.Entry::what)
                .collect(Collectors.toList());
    }

    private PublicationRow row(String sku) {
        return ledger.publications().find("main", sku, Aspect.PRICE).orElseThrow();
    }

    private String wished(String sku) {
        return row(sku).wished();
    }
}
