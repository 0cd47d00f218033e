package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Products.Claim;
import io.saddlebag.ledger.Products.Claimed;
import io.saddlebag.ledger.Products.Count;
import io.saddlebag.ledger.Products.Holder;
import io.saddlebag.ledger.Products.Listing;
import io.saddlebag.ledger.Products.Picture;
import io.saddlebag.ledger.Products.State;
import io.saddlebag.ledger.Products.Troubled;
import io.saddlebag.testing.MovableClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: items of the ERPs in the stores. */
abstract class ProductsContract {

    private Ledger ledger;
    private Products products;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        ledger = LedgerFactory.open(settings().withClock(new MovableClock(T0)));
        products = ledger.products();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void tellsWhetherAnItemIsAnotherOneThanBefore() {
        assertThat(products.keep("odoo", "7", "{}")).isTrue();
        assertThat(products.keep("odoo", "7", "{}")).isFalse();
        assertThat(products.keep("odoo", "7", "{\"name\":\"Mug\"}")).isTrue();
        assertThat(products.document("odoo", "7")).contains("{\"name\":\"Mug\"}");
        assertThat(products.document("other", "7")).isEmpty();
    }

    @Test
    void findsWhatIsToBeLookedAtAgain() {
        products.list(listing("7", State.DRAFT, "", Optional.of(T0.plusSeconds(60)), T0));
        products.list(listing("8", State.SHOWN, "", Optional.empty(), T0));

        assertThat(products.due("main", T0.plusSeconds(59), 10)).isEmpty();
        assertThat(products.due("main", T0.plusSeconds(60), 10))
                .extracting(Listing::product)
                .containsExactly("7");
        assertThat(products.due("outlet", T0.plusSeconds(60), 10)).isEmpty();
    }

    @Test
    void aTroubleKeepsTheTimeItBeganAndIsListedUntilItIsOver() {
        products.list(listing("7", State.TROUBLED, "in-trash", Optional.empty(), T0));
        products.list(listing("7", State.TROUBLED, "in-trash", Optional.empty(), T0.plusSeconds(5)));
        products.list(listing("8", State.SHOWN, "", Optional.empty(), T0));

        assertThat(products.listings(Optional.of("main"), true, 10))
                .containsExactly(listing("7", State.TROUBLED, "in-trash", Optional.empty(), T0));
        assertThat(products.counts())
                .containsExactlyInAnyOrder(new Count("main", State.TROUBLED, 1), new Count("main", State.SHOWN, 1));

        products.list(listing("7", State.SHOWN, "", Optional.empty(), T0.plusSeconds(9)));

        assertThat(products.listings(Optional.empty(), true, 10)).isEmpty();
        assertThat(products.listing("main", "odoo", "7").orElseThrow().changedAt())
                .isEqualTo(T0.plusSeconds(9));
    }

    @Test
    void p32KnowsThePicturesAStoreHasByTheirContent() {
        products.picture("odoo", "7", new Picture(T0, "one"));
        products.picture("odoo", "7", new Picture(T0.plusSeconds(1), "two"));
        products.uploaded("main", "two", "41");
        products.uploaded("main", "two", "42");

        assertThat(products.picture("odoo", "7")).contains(new Picture(T0.plusSeconds(1), "two"));
        assertThat(products.attachment("main", "two")).contains("42");
        assertThat(products.attachment("outlet", "two")).isEmpty();

        products.forgetPicture("main", "two");

        assertThat(products.attachment("main", "two")).isEmpty();
    }

    @Test
    void p19ASkuIsWrittenByTheItemThatHadItFirst() {
        assertThat(claim("7", forSale("MUG"), forSale("CUP")).others()).isEmpty();

        assertThat(claim("8", forSale("mug"), forSale("JUG")).others()).containsExactly(new Holder("mug", "odoo", "7"));
        assertThat(products.claim("outlet", "odoo", "8", List.of(forSale("mug")))
                        .others())
                .as("another store")
                .isEmpty();

        assertThat(claim("7", forSale("CUP")).freed()).isTrue();
        assertThat(claim("8", forSale("mug"), forSale("JUG"))).isEqualTo(new Claimed(List.of(), false));
        assertThat(claim("7", forSale("CUP"), forSale("MUG")).others()).containsExactly(new Holder("MUG", "odoo", "8"));
    }

    @Test
    void anItemThatIsNotForSaleGivesWayToOneThatIs() {
        claim("7", forSale("MUG"));
        assertThat(claim("8", new Claim("MUG", false)).others()).hasSize(1);

        assertThat(claim("7", new Claim("MUG", false)).freed()).isTrue();
        assertThat(claim("8", new Claim("MUG", false)).others())
                .as("neither is for sale: it stays whose it was")
                .containsExactly(new Holder("MUG", "odoo", "7"));
        assertThat(claim("8", forSale("MUG")).others()).isEmpty();
        assertThat(claim("7", new Claim("MUG", false)).others()).containsExactly(new Holder("MUG", "odoo", "8"));
    }

    @Test
    void anItemThatIsGoneHasNoSkus() {
        claim("7", forSale("MUG"));

        products.giveUp("odoo", "7");

        assertThat(claim("8", forSale("MUG")).others()).isEmpty();
    }

    @Test
    void troublesAreCountedByStoreAndLookedAtAgainByCode() {
        products.list(listing("7", State.TROUBLED, "in-trash", Optional.empty(), T0));
        products.list(listing("8", State.SHOWN, "no-way-for-images", Optional.empty(), T0.plusSeconds(5)));
        products.list(listing("9", State.SHOWN, "", Optional.empty(), T0));

        assertThat(products.troubled()).containsExactly(new Troubled("main", 2, T0));
        assertThat(products.lookAgain("main", "in-trash", T0.plusSeconds(9))).isEqualTo(1);
        assertThat(products.due("main", T0.plusSeconds(9), 10))
                .extracting(Listing::product)
                .containsExactly("7");
    }

    private Claimed claim(String product, Claim... claims) {
        return products.claim("main", "odoo", product, List.of(claims));
    }

    private static Claim forSale(String sku) {
        return new Claim(sku, true);
    }

    private static Listing listing(
            String product, State state, String code, Optional<Instant> nextAt, Instant changedAt) {
        return new Listing(
                "main", "odoo", product, "MUG-" + product, state, code, "words", "remedy", 1, nextAt, changedAt);
    }
}
