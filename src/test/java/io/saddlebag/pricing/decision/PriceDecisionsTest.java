package io.saddlebag.pricing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Price;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From what an ERP says to wishes for a store, over a real ledger. */
class PriceDecisionsTest extends PricedStore {

    @Test
    void nothingGoesOutBeforeARunIsAtItsEnd() {
        decisions.take(page("run", false, item("MUG", "20.00", "1")));
        assertThat(ledger.publications().find("main", "MUG", Aspect.PRICE)).isEmpty();

        decisions.take(page("run", true, item("CAP", "5.00", "1")));

        assertThat(wished("MUG")).isEqualTo(regular("20.00"));
        assertThat(wished("CAP")).isEqualTo(regular("5.00"));
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
    void aStoreThatIsReadAfterThePricesWereDecidedIsNotOverwrittenUnjudged() {
        read(item("MUG", "1.00", "0"), item("CAP", "9.50", "0"), item("TEE", "5.00", "0"));
        assertThat(wished("MUG")).isEqualTo(regular("1.00"));

        ledger.prices().reconsider("main", List.of("MUG", "CAP"));
        ledger.storeItems().seen(List.of(shopItem("MUG", "10.00"), shopItem("CAP", "10.00")));

        assertThat(ledger.publications().find("main", "MUG", Aspect.PRICE))
                .as("nothing is written before it is judged")
                .isEmpty();
        decisions.time();
        assertThat(held()).extracting(Hold::sku).containsExactly("MUG");
        assertThat(ledger.publications().find("main", "MUG", Aspect.PRICE)).isEmpty();
        assertThat(wished("CAP")).isEqualTo(regular("9.50"));
        assertThat(wished("TEE")).isEqualTo(regular("5.00"));
    }

    @Test
    void aStoreThatIsReadWhileARunIsUnderWayIsNotOverwrittenUnjudged() {
        decisions.take(page("run", false, item("MUG", "1.00", "0")));
        ledger.storeItems().seen(List.of(shopItem("MUG", "10.00")));

        decisions.take(page("run", true, item("CAP", "5.00", "1")));

        assertThat(ledger.publications().find("main", "MUG", Aspect.PRICE)).isEmpty();
        assertThat(wished("CAP")).isEqualTo(regular("5.00"));
        decisions.time();
        assertThat(held()).extracting(Hold::before).containsExactly(regular("10.00"));
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
    void aServiceGetsNoPriceWhereServicesAreNotSold() {
        read(item("MUG", "20.00", "1"), item("ENGRAVING", "5.00", "2").replaceFirst("\\}$", ",\"service\":true}"));

        assertThat(wished("MUG")).isEqualTo(regular("20.00"));
        assertThat(ledger.prices().find("main", "ENGRAVING")).isEmpty();
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
}
