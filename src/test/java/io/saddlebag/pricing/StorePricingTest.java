package io.saddlebag.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.pricing.PricePolicy.Sale;
import io.saddlebag.pricing.PriceRule.Base;
import io.saddlebag.pricing.PriceRule.Calculation;
import io.saddlebag.pricing.PriceRule.Scope;
import io.saddlebag.pricing.StoreTax.ErpTax;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An ERP's price lists as a store's regular and sale price. */
class StorePricingTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-12-02T00:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-12-04T00:00:00Z");
    private static final Item MUG =
            new Item(6, 60, List.of(3L, 1L), new BigDecimal("19.90"), Optional.of(new BigDecimal("8")));
    private static final Guards GUARDS = new Guards(
            new BigDecimal(50),
            new BigDecimal(50),
            new BigDecimal("0.01"),
            BigDecimal.ZERO,
            Optional.empty(),
            new Guards.Mass(500, new BigDecimal(20), 10, Duration.ofHours(1)),
            Duration.ofDays(7));

    @Test
    void withoutAListTheSalesPriceIsTheRegularPrice() {
        assertThat(price(Optional.empty(), new Sale.None(), Map.of(), NOW).price())
                .isEqualTo(StorePrice.regular(new BigDecimal("19.90")));
    }

    @Test
    void aSaleListMakesTheSalePriceWithItsDatesBeforeItBegins() {
        Priced.Known known = price(
                Optional.empty(),
                new Sale.OtherList("Sale"),
                Map.of("Sale", eur(discount(7, MONDAY, FRIDAY.minusSeconds(1), "20"))),
                NOW);

        assertThat(known.price())
                .isEqualTo(new StorePrice(
                        new BigDecimal("19.90"),
                        Optional.of(new BigDecimal("15.92")),
                        Optional.of(MONDAY),
                        Optional.of(FRIDAY.minusSeconds(1))));
        assertThat(known.nextChange()).contains(MONDAY);
        assertThat(known.because()).isEqualTo("sales price, sale by rule 7");
    }

    @Test
    void theSaleIsTheSameWhenAskedWhileItLastsAndGoneAfterwards() {
        Map<String, ErpItem.Rules> lists = Map.of("Sale", eur(discount(7, MONDAY, FRIDAY.minusSeconds(1), "20")));
        StorePrice before =
                price(Optional.empty(), new Sale.OtherList("Sale"), lists, NOW).price();

        Priced.Known during = price(Optional.empty(), new Sale.OtherList("Sale"), lists, WEDNESDAY);
        Priced.Known after = price(Optional.empty(), new Sale.OtherList("Sale"), lists, FRIDAY);

        assertThat(during.price()).isEqualTo(before);
        assertThat(during.nextChange()).contains(FRIDAY);
        assertThat(after.price()).isEqualTo(StorePrice.regular(new BigDecimal("19.90")));
        assertThat(after.nextChange()).isEmpty();
    }

    @Test
    void ofTwoSalesTheOneOfNowCountsAndThenTheNext() {
        Map<String, ErpItem.Rules> lists = Map.of(
                "Sale", eur(discount(7, NOW, WEDNESDAY.minusSeconds(1), "20"), discount(8, WEDNESDAY, FRIDAY, "30")));

        assertThat(price(Optional.empty(), new Sale.OtherList("Sale"), lists, MONDAY)
                        .price())
                .extracting(StorePrice::sale, StorePrice::saleFrom, StorePrice::saleTo)
                .containsExactly(
                        Optional.of(new BigDecimal("15.92")), Optional.of(NOW), Optional.of(WEDNESDAY.minusSeconds(1)));
        assertThat(price(Optional.empty(), new Sale.OtherList("Sale"), lists, WEDNESDAY)
                        .price()
                        .sale())
                .contains(new BigDecimal("13.93"));
    }

    @Test
    void datedRulesOfTheRegularListMakeTheSalePriceAndTheOthersTheRegularOne() {
        Priced.Known known = price(
                Optional.of("Web"),
                new Sale.DatedRules(),
                Map.of("Web", eur(fixed(1, "25"), variantDiscount(2, MONDAY, FRIDAY, "10"))),
                NOW);

        assertThat(known.price().regular()).isEqualByComparingTo("25");
        assertThat(known.price().sale()).contains(new BigDecimal("17.91"));
        assertThat(known.price().saleFrom()).contains(MONDAY);
    }

    @Test
    void aDatedRuleThatANarrowerOneWithoutDatesHidesIsNoSale() {
        PriceRule hidden = new PriceRule(
                9,
                Scope.GLOBAL,
                0,
                BigDecimal.ZERO,
                Optional.of(MONDAY),
                Optional.empty(),
                new Calculation.Discount(Base.SALES_PRICE, BigDecimal.TEN));

        assertThat(price(Optional.of("Web"), new Sale.DatedRules(), Map.of("Web", eur(fixed(1, "25"), hidden)), NOW)
                        .price())
                .isEqualTo(StorePrice.regular(new BigDecimal("25.00")));
    }

    @Test
    void aRegularPriceThatBeginsLaterIsAskedAgainAtItsTime() {
        PriceRule later = new PriceRule(
                2,
                Scope.VARIANT,
                6,
                BigDecimal.ZERO,
                Optional.of(MONDAY),
                Optional.empty(),
                new Calculation.Fixed(new BigDecimal(30)));
        Map<String, ErpItem.Rules> lists = Map.of("Web", eur(fixed(1, "25"), later));

        Priced.Known now = price(Optional.of("Web"), new Sale.None(), lists, NOW);

        assertThat(now.price().regular()).isEqualByComparingTo("25");
        assertThat(now.nextChange()).contains(MONDAY);
        assertThat(price(Optional.of("Web"), new Sale.None(), lists, MONDAY)
                        .price()
                        .regular())
                .isEqualByComparingTo("30");
    }

    @Test
    void rulesForSeveralPiecesAreNoPricesOfOne() {
        PriceRule ten = new PriceRule(
                2,
                Scope.VARIANT,
                6,
                BigDecimal.TEN,
                Optional.empty(),
                Optional.empty(),
                new Calculation.Fixed(BigDecimal.ONE));

        assertThat(price(Optional.of("Web"), new Sale.None(), Map.of("Web", eur(fixed(1, "25"), ten)), NOW)
                        .price()
                        .regular())
                .isEqualByComparingTo("25");
    }

    @Test
    void p33ARuleThatStandsOnTheCostMakesItsPriceOfTheCost() {
        PriceRule markup = new PriceRule(
                1,
                Scope.GLOBAL,
                0,
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.empty(),
                new Calculation.Formula(
                        Base.COST,
                        new BigDecimal(-100),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO));

        assertThat(price(Optional.of("Web"), new Sale.None(), Map.of("Web", eur(markup)), NOW)
                        .price()
                        .regular())
                .isEqualByComparingTo("16");
    }

    @Test
    void aPriceThatCannotBeToldIsNamedAndNeverZero() {
        PriceRule other = new PriceRule(
                4,
                Scope.GLOBAL,
                0,
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.empty(),
                new Calculation.Discount(Base.OTHER_LIST, BigDecimal.TEN));

        assertThat(unknown(Optional.of("Web"), Map.of())).isEqualTo("unknown-pricelist");
        assertThat(unknown(Optional.of("Web"), Map.of("Web", new ErpItem.Rules("USD", List.of(fixed(1, "25"))))))
                .isEqualTo("wrong-currency");
        assertThat(unknown(Optional.of("Web"), Map.of("Web", eur(other)))).isEqualTo("no-price");
        assertThat(((Priced.Unknown) new StorePricing(policy(Optional.empty(), new Sale.None()))
                                .price(new ErpItem("MUG", MUG, "USD", List.of(), Map.of()), NOW))
                        .code())
                .isEqualTo("wrong-currency");
    }

    @Test
    void taxIsPutOnOrTakenOffAsTheStoreWantsIt() {
        ErpTax net = new ErpTax("19%", Optional.of(new BigDecimal(19)), false);
        ErpTax gross = new ErpTax("19% incl", Optional.of(new BigDecimal(19)), true);

        assertThat(taxed(true, net, Map.of())).contains(new BigDecimal("23.68"));
        assertThat(taxed(false, net, Map.of())).contains(new BigDecimal("19.90"));
        assertThat(taxed(true, gross, Map.of())).contains(new BigDecimal("19.90"));
        assertThat(taxed(false, gross, Map.of())).contains(new BigDecimal("16.72"));
        assertThat(taxed(true, net, Map.of("19%", new BigDecimal(20)))).contains(new BigDecimal("23.88"));
        assertThat(taxed(true, gross, Map.of("19% incl", new BigDecimal(20)))).contains(new BigDecimal("20.07"));
        assertThat(taxed(true, new ErpTax("bottle", Optional.empty(), false), Map.of()))
                .isEmpty();
    }

    @Test
    void anItemWithoutATaxGetsAPriceWithTaxOnlyAtARateThatWasSet() {
        StoreTax unset = new StoreTax(true, Map.of(), Optional.empty());
        StoreTax zero = new StoreTax(true, Map.of(), Optional.of(BigDecimal.ZERO));

        assertThat(unset.convert(BigDecimal.TEN, List.of())).isEmpty();
        assertThat(zero.convert(BigDecimal.TEN, List.of())).contains(BigDecimal.TEN);
        assertThat(new StoreTax(false, Map.of(), Optional.empty()).convert(BigDecimal.TEN, List.of()))
                .contains(BigDecimal.TEN);
    }

    private static Optional<BigDecimal> taxed(boolean included, ErpTax tax, Map<String, BigDecimal> rates) {
        return new StoreTax(included, rates, Optional.empty())
                .convert(new BigDecimal("19.90"), List.of(tax))
                .map(Rounding.of("0.01")::round);
    }

    private static String unknown(Optional<String> regular, Map<String, ErpItem.Rules> lists) {
        Priced priced = new StorePricing(policy(regular, new Sale.None())).price(item(lists), NOW);
        return ((Priced.Unknown) priced).code();
    }

    private static Priced.Known price(
            Optional<String> regular, Sale sale, Map<String, ErpItem.Rules> lists, Instant at) {
        return (Priced.Known) new StorePricing(policy(regular, sale)).price(item(lists), at);
    }

    private static PricePolicy policy(Optional<String> regular, Sale sale) {
        return new PricePolicy(
                "main",
                "EUR",
                regular,
                sale,
                new StoreTax(false, Map.of(), Optional.empty()),
                Rounding.of("0.01"),
                GUARDS);
    }

    private static ErpItem item(Map<String, ErpItem.Rules> lists) {
        return new ErpItem("MUG", MUG, "EUR", List.of(), lists);
    }

    private static ErpItem.Rules eur(PriceRule... rules) {
        return new ErpItem.Rules("EUR", List.of(rules));
    }

    private static PriceRule fixed(long id, String price) {
        return new PriceRule(
                id,
                Scope.VARIANT,
                6,
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.empty(),
                new Calculation.Fixed(new BigDecimal(price)));
    }

    private static PriceRule discount(long id, Instant from, Instant until, String percent) {
        return new PriceRule(
                id,
                Scope.CATEGORY,
                1,
                BigDecimal.ZERO,
                Optional.of(from),
                Optional.of(until),
                new Calculation.Discount(Base.SALES_PRICE, new BigDecimal(percent)));
    }

    private static PriceRule variantDiscount(long id, Instant from, Instant until, String percent) {
        return new PriceRule(
                id,
                Scope.VARIANT,
                6,
                BigDecimal.ZERO,
                Optional.of(from),
                Optional.of(until),
                new Calculation.Discount(Base.SALES_PRICE, new BigDecimal(percent)));
    }
}
