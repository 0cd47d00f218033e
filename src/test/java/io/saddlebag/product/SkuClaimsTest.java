package io.saddlebag.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.product.Product.Variant;
import io.saddlebag.testing.MovableClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of an ERP's items writes a SKU, out of a real ledger. */
class SkuClaimsTest {

    private static final Instant T0 = Instant.parse("2026-11-24T12:00:00Z");

    private final MovableClock clock = new MovableClock(T0);
    private final Set<String> deleted = new HashSet<>();
    private Ledger ledger;
    private SkuClaims claims;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = LedgerFactory.open(
                LedgerSettings.sqlite(folder.resolve("ledger.db")).withClock(clock));
        claims = new SkuClaims("main", ledger.products(), new Catalogue(), clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void p19TheSecondItemWithASkuIsToldWhoHasIt() throws Trouble {
        assertThat(own("7", true, variant("MUG", true))).hasSize(1);

        assertThatThrownBy(() -> own("8", true, variant("mug", true), variant("CUP", true)))
                .isInstanceOfSatisfying(Trouble.class, trouble -> {
                    assertThat(trouble.code()).isEqualTo("sku-twice-in-erp");
                    assertThat(trouble)
                            .hasMessageContaining("product 7 of odoo")
                            .hasMessageContaining("product 8");
                });
        assertThat(own("7", true, variant("MUG", true))).hasSize(1);
    }

    @Test
    void anArchivedVariantLeavesItsSkuToTheOneThatCameAfterIt() throws Trouble {
        Variant old = variant("MUG", false);
        Variant now = variant("MUG", true);

        assertThat(own("7", true, old, now)).containsExactly(now);
        assertThat(own("7", true, now, old)).containsExactly(now);
    }

    @Test
    void whatIsNotForSaleGivesWayWithoutATrouble() throws Trouble {
        own("7", true, variant("MUG", true));
        own("7", false, variant("MUG", true));

        assertThat(own("8", true, variant("MUG", true))).hasSize(1);
        assertThat(own("7", false, variant("MUG", true))).isEmpty();
    }

    @Test
    void anItemThatWasDeletedInTheErpHasNoSku() throws Trouble {
        own("7", true, variant("MUG", true));
        deleted.add("7");

        assertThat(own("8", true, variant("MUG", true))).hasSize(1);
    }

    private List<Variant> own(String product, boolean forSale, Variant... variants) throws Trouble {
        return claims.own(
                new Product(
                        "odoo",
                        product,
                        "Mug",
                        "",
                        List.of(),
                        forSale,
                        false,
                        Optional.empty(),
                        false,
                        T0,
                        List.of(),
                        List.of(variants)),
                List.of(variants));
    }

    private static Variant variant(String sku, boolean active) {
        return new Variant("1", sku, active, Optional.empty(), Optional.empty(), List.of());
    }

    /** An ERP in which everything is there but what was deleted. */
    private final class Catalogue implements ItemMaster {

        @Override
        public Outcome<Optional<byte[]>> picture(String erp, String product) {
            return new Outcome.Done<>(Optional.empty());
        }

        @Override
        public Outcome<Boolean> isThere(String erp, String product) {
            return new Outcome.Done<>(!deleted.contains(product));
        }
    }
}
