package io.saddlebag.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.pricing.StoreTax.ErpTax;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** What holds for every price. */
class PricePropertiesTest {

    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");
    private static final Guards GUARDS = new Guards(
            new BigDecimal(50),
            new BigDecimal(40),
            new BigDecimal("0.50"),
            BigDecimal.TEN,
            Optional.empty(),
            new Guards.Mass(500, new BigDecimal(20), 10, Duration.ofHours(1)),
            Duration.ofDays(7));

    @Property
    void aRoundedPriceIsTheNearestOfItsKindAndStaysWhatItIs(
            @ForAll @BigRange(min = "0.01", max = "99999") @Scale(4) BigDecimal price,
            @ForAll @IntRange(min = 0, max = 4) int which) {
        Rounding rounding =
                Rounding.of(List.of("0.01", "0.05", "1", "x.99", "x.95").get(which));

        BigDecimal rounded = rounding.round(price);

        assertThat(rounded).isPositive();
        assertThat(rounding.round(rounded)).isEqualTo(rounded);
        BigDecimal least = rounding.ending().orElse(rounding.step());
        if (price.compareTo(least) >= 0) {
            assertThat(rounded.subtract(price).abs().multiply(new BigDecimal(2)))
                    .isLessThanOrEqualTo(rounding.step());
        }
        rounding.ending().ifPresent(ending -> assertThat(rounded.remainder(BigDecimal.ONE))
                .isEqualByComparingTo(ending));
    }

    @Test
    void halfIsRoundedUpAndTinyPricesDoNotVanish() {
        assertThat(Rounding.of("0.05").round(new BigDecimal("1.025"))).isEqualTo(new BigDecimal("1.05"));
        assertThat(Rounding.of("x.99").round(new BigDecimal("10.49"))).isEqualTo(new BigDecimal("10.99"));
        assertThat(Rounding.of("x.99").round(new BigDecimal("10.48"))).isEqualTo(new BigDecimal("9.99"));
        assertThat(Rounding.of("x.99").round(new BigDecimal("0.30"))).isEqualTo(new BigDecimal("0.99"));
        assertThat(Rounding.of("1").round(new BigDecimal("0.30"))).isEqualTo(new BigDecimal("1"));
        assertThat(Rounding.of("0.01").round(BigDecimal.ZERO)).isEqualByComparingTo("0");
    }

    @Property
    void taxTakenOffIsTheOppositeOfTaxPutOnWithinTheRounding(
            @ForAll @BigRange(min = "0.10", max = "99999") @Scale(2) BigDecimal price,
            @ForAll @IntRange(min = 0, max = 30) int percent) {
        ErpTax out = new ErpTax("t", Optional.of(new BigDecimal(percent)), false);
        ErpTax in = new ErpTax("t", Optional.of(new BigDecimal(percent)), true);
        StoreTax with = new StoreTax(true, Map.of(), Optional.empty());
        StoreTax without = new StoreTax(false, Map.of(), Optional.empty());

        BigDecimal gross = cents(with.convert(price, List.of(out)).orElseThrow());
        BigDecimal net = cents(without.convert(gross, List.of(in)).orElseThrow());

        assertThat(net.subtract(price).abs()).isLessThanOrEqualTo(HALF_A_CENT.multiply(new BigDecimal(2)));
        assertThat(with.convert(price, List.of(in))).contains(price);
        assertThat(without.convert(price, List.of(out))).contains(price);
        assertThat(cents(with.net(gross, List.of(out)).orElseThrow())).isEqualByComparingTo(net);
    }

    @Property
    void whatIsNotHeldIsWithinEveryLimit(
            @ForAll @BigRange(min = "0.01", max = "1000") @Scale(2) BigDecimal before,
            @ForAll @BigRange(min = "-1", max = "1000") @Scale(2) BigDecimal after,
            @ForAll @BigRange(min = "0", max = "1000") @Scale(2) BigDecimal cost) {
        List<Guards.Reason> reasons = GUARDS.judge(
                Optional.of(StorePrice.regular(before)),
                StorePrice.regular(after),
                Optional.of(after),
                Optional.of(cost),
                true);

        boolean fine = after.compareTo(new BigDecimal("0.50")) >= 0
                && (cost.signum() == 0 || after.compareTo(cost.multiply(new BigDecimal("1.1"))) > 0)
                && after.compareTo(before.multiply(new BigDecimal("1.5"))) <= 0
                && after.compareTo(before.multiply(new BigDecimal("0.6"))) >= 0;
        assertThat(reasons.isEmpty()).as("%s", reasons).isEqualTo(fine);
    }

    @Test
    void p33APriceThatIsTheCostIsHeldAndSoIsASaleAtIt() {
        assertThat(codes(Optional.empty(), StorePrice.regular(BigDecimal.TEN), "10", "10"))
                .containsExactly("below-cost");
        assertThat(codes(Optional.empty(), StorePrice.regular(BigDecimal.TEN), "10", "9"))
                .containsExactly();
        assertThat(GUARDS.judge(
                        Optional.empty(),
                        StorePrice.regular(BigDecimal.TEN),
                        Optional.of(BigDecimal.TEN),
                        Optional.of(BigDecimal.TEN),
                        false))
                .as("another currency and no rate: not compared")
                .isEmpty();
    }

    @Test
    void aSaleIsHeldWhereItIsTooLowOrAboveTheRegularPrice() {
        StorePrice old = StorePrice.regular(HUNDRED);

        assertThat(codes(Optional.of(old), sale("100", "70"), "70", "0")).isEmpty();
        assertThat(codes(Optional.of(old), sale("100", "30"), "30", "0")).containsExactly("large-drop");
        assertThat(codes(Optional.of(old), sale("100", "120"), "100", "0")).containsExactly("sale-above-regular");
        assertThat(codes(Optional.of(sale("100", "30")), StorePrice.regular(HUNDRED), "100", "0"))
                .as("the end of a sale is no rise")
                .isEmpty();
        assertThat(codes(Optional.of(old), StorePrice.regular(BigDecimal.ZERO), "0", "5"))
                .containsExactly("zero-price");
    }

    @Test
    void aFirstPriceHasNothingToBeComparedWith() {
        assertThat(codes(Optional.empty(), StorePrice.regular(HUNDRED), "100", "1"))
                .isEmpty();
        assertThat(codes(Optional.of(StorePrice.regular(BigDecimal.ZERO)), StorePrice.regular(HUNDRED), "100", "1"))
                .isEmpty();
    }

    @Test
    void tooManyChangesAreCountedByNumberAndShareAndWithThoseJustBefore() {
        assertThat(GUARDS.mass(9, 0, 10)).as("fewer than the least").isEmpty();
        assertThat(GUARDS.mass(10, 0, 40)).isPresent();
        assertThat(GUARDS.mass(20, 0, 100)).isEmpty();
        assertThat(GUARDS.mass(501, 0, 100_000)).isPresent();
        assertThat(GUARDS.mass(500, 0, 100_000)).isEmpty();
        assertThat(GUARDS.mass(1, 500, 100_000)).isPresent();
        assertThat(GUARDS.mass(0, 900, 1_000)).isEmpty();
    }

    private static List<String> codes(Optional<StorePrice> before, StorePrice after, String net, String cost) {
        return GUARDS
                .judge(before, after, Optional.of(new BigDecimal(net)), Optional.of(new BigDecimal(cost)), true)
                .stream()
                .map(Guards.Reason::code)
                .toList();
    }

    private static StorePrice sale(String regular, String sale) {
        return new StorePrice(
                new BigDecimal(regular), Optional.of(new BigDecimal(sale)), Optional.empty(), Optional.empty());
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
