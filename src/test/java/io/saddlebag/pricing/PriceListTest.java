package io.saddlebag.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.pricing.PriceList.Price;
import io.saddlebag.pricing.PriceRule.Base;
import io.saddlebag.pricing.PriceRule.Calculation;
import io.saddlebag.pricing.PriceRule.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule of a price list counts, and the price it makes. */
class PriceListTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Item SHIRT = new Item(6, 60, List.of(3L, 1L), new BigDecimal("19.90"));

    @ParameterizedTest
    @CsvSource({"1, 15", "9, 15", "10, 12", "250, 12"})
    void theRuleForTheLargestQuantityThatFitsCounts(String quantity, String price) {
        // captured: fixtures/erp/odoo19/107 to 113
        PriceList list = list(fixed(1, Scope.VARIANT, 6, "1", "15"), fixed(2, Scope.VARIANT, 6, "10", "12"));

        assertThat(amount(list.of(SHIRT, new BigDecimal(quantity), NOW))).isEqualByComparingTo(price);
    }

    @Test
    void theNarrowestRuleCountsInWhateverOrderTheyCome() {
        List<PriceRule> rules = new ArrayList<>(List.of(
                fixed(9, Scope.GLOBAL, 0, "0", "1"),
                fixed(8, Scope.CATEGORY, 1, "0", "2"),
                fixed(7, Scope.PRODUCT, 60, "0", "3"),
                fixed(5, Scope.VARIANT, 6, "0", "4"),
                fixed(6, Scope.VARIANT, 6, "0", "5"),
                fixed(10, Scope.VARIANT, 7, "0", "6")));

        for (int i = 0; i < 20; i++) {
            Collections.shuffle(rules, new Random(i));
            assertThat(amount(new PriceList(rules, true).of(SHIRT, BigDecimal.ONE, NOW)))
                    .isEqualByComparingTo("5");
        }
    }

    @Test
    void theLowestCategoryCountsWhateverRuleIsNewer() {
        PriceList list = list(fixed(9, Scope.CATEGORY, 1, "0", "2"), fixed(8, Scope.CATEGORY, 3, "0", "3"));

        assertThat(amount(list.of(SHIRT, BigDecimal.ONE, NOW))).isEqualByComparingTo("3");
    }

    @Test
    void aRuleAboutNobodyKnowsWhatMakesNoPriceRatherThanAWrongOne() {
        PriceRule odd = new PriceRule(
                1,
                Scope.UNKNOWN,
                0,
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.empty(),
                new Calculation.Other("applied on 4_brand"));

        assertThat(list(odd, fixed(2, Scope.VARIANT, 6, "0", "4")).of(SHIRT, BigDecimal.ONE, NOW))
                .isInstanceOf(Price.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T12:00:00Z, 2026-11-27T12:00:00Z, 10",
        "2026-11-27T12:00:01Z, , 19.90",
        ", 2026-11-27T11:59:59Z, 19.90",
    })
    void aRuleCountsWithinItsDates(Instant from, Instant until, String price) {
        PriceRule dated = new PriceRule(
                1,
                Scope.GLOBAL,
                0,
                BigDecimal.ZERO,
                Optional.ofNullable(from),
                Optional.ofNullable(until),
                new Calculation.Fixed(BigDecimal.TEN));

        assertThat(amount(list(dated).of(SHIRT, BigDecimal.ONE, NOW))).isEqualByComparingTo(price);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 0, 0, 0, 0, 17.91",
        "10, 1, -0.01, 0, 0, 17.99",
        "50, 0, 0, -5, 0, 14.90",
        "-50, 0, 0, 0, 4, 23.90",
        "10, 0.05, 0, 0, 0, 17.90",
    })
    void aFormulaDiscountsRoundsAddsAndKeepsItsMargins(
            String percent, String round, String surcharge, String min, String max, String price) {
        PriceRule rule = rule(new Calculation.Formula(
                Base.SALES_PRICE,
                new BigDecimal(percent),
                new BigDecimal(round),
                new BigDecimal(surcharge),
                new BigDecimal(min),
                new BigDecimal(max)));

        assertThat(amount(list(rule).of(SHIRT, BigDecimal.ONE, NOW))).isEqualByComparingTo(price);
    }

    @Test
    void doesNotGuessWhatStandsOnCostOtherListsOrRates() {
        PriceRule cost = rule(new Calculation.Discount(Base.COST, BigDecimal.TEN));
        PriceRule other = rule(new Calculation.Discount(Base.OTHER_LIST, BigDecimal.TEN));
        PriceRule off = rule(new Calculation.Discount(Base.SALES_PRICE, BigDecimal.TEN));

        assertThat(list(cost).of(SHIRT, BigDecimal.ONE, NOW)).isInstanceOf(Price.Unknown.class);
        assertThat(list(other).of(SHIRT, BigDecimal.ONE, NOW)).isInstanceOf(Price.Unknown.class);
        assertThat(list(rule(new Calculation.Other("magic"))).of(SHIRT, BigDecimal.ONE, NOW))
                .isInstanceOf(Price.Unknown.class);
        assertThat(new PriceList(List.of(off), false).of(SHIRT, BigDecimal.ONE, NOW))
                .isInstanceOf(Price.Unknown.class);
        assertThat(new PriceList(List.of(), false).of(SHIRT, BigDecimal.ONE, NOW))
                .isInstanceOf(Price.Unknown.class);
        assertThat(amount(list(off).of(SHIRT, BigDecimal.ONE, NOW))).isEqualByComparingTo("17.91");
    }

    private static PriceList list(PriceRule... rules) {
        return new PriceList(List.of(rules), true);
    }

    private static PriceRule rule(Calculation how) {
        return new PriceRule(1, Scope.GLOBAL, 0, BigDecimal.ZERO, Optional.empty(), Optional.empty(), how);
    }

    private static PriceRule fixed(long id, Scope scope, long target, String minimum, String price) {
        return new PriceRule(
                id,
                scope,
                target,
                new BigDecimal(minimum),
                Optional.empty(),
                Optional.empty(),
                new Calculation.Fixed(new BigDecimal(price)));
    }

    private static BigDecimal amount(Price price) {
        return ((Price.Known) price).amount();
    }
}
