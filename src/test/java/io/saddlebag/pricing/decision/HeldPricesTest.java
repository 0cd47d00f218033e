package io.saddlebag.pricing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Reason;
import io.saddlebag.ledger.Prices.State;
import io.saddlebag.ledger.Publications.Aspect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Prices that wait for a person instead of going out, over a real ledger. */
class HeldPricesTest extends PricedStore {

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

        assertThat(desk.approve(hold.id(), new Actor("ann", ""), "clearance").done())
                .isTrue();

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
        assertThat(desk.approve(first.id(), new Actor("ann", ""), "late").done())
                .isFalse();
        assertThat(ledger.prices().hold(first.id()).map(Hold::state)).contains(State.SUPERSEDED);
        assertThat(wished("MUG")).isEqualTo(regular("12.00"));
    }

    @Test
    void aRefusedPriceIsNotAskedAboutAgainAndAnotherOneIs() {
        read(item("MUG", "20.00", "1"));
        read(item("MUG", "2.00", "1"));
        desk.refuse(held().get(0).id(), new Actor("ann", ""), "a typing mistake");

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
                new Actor("ann", ""),
                "new price list");

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
    void aStoreThatWasThereBeforeIsNotOverwrittenWithoutAComparison() {
        ledger.storeItems().seen(List.of(shopItem("MUG", "20.00"), shopItem("CAP", "20")));

        read(item("MUG", "2.00", "1"), item("CAP", "20.00", "1"));

        assertThat(held()).extracting(Hold::sku).containsExactly("MUG");
        assertThat(held().get(0).before()).isEqualTo(regular("20.00"));
        assertThat(wished("CAP")).isEqualTo(regular("20.00"));
    }
}
