package io.saddlebag.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSplitTest {

    @ParameterizedTest
    @CsvSource({
        "2, 17.99, 2, 1 × 9.00 + 1 × 8.99, 0",
        "3, 13.50, 2, 3 × 4.50, 0",
        "3, 10.00, 2, 2 × 3.33 + 1 × 3.34, 0",
        "3, 10, 2, 2 × 3.33 + 1 × 3.34, 0",
        "1, 36.00, 2, 1 × 36.00, 0",
        "3, 0.02, 2, 2 × 0.01 + 1 × 0.00, 0",
        "4, 0.00, 2, 4 × 0.00, 0",
        "3, 1000, 0, 2 × 333 + 1 × 334, 0",
        "2.0, 17.99, 2, 1 × 9.00 + 1 × 8.99, 0",
        "2, -17.99, 2, 1 × -9.00 + 1 × -8.99, 0",
        "2.5, 10.00, 2, 2.5 × 4.00, 0",
        "1.75, 10.00, 2, 1.75 × 5.71, 0.0075",
        "3, 25.184874, 2, 2 × 8.39 + 1 × 8.40, 0.004874",
        "3, 25.184874, 6, 3 × 8.394958, 0",
    })
    void splits(String quantity, String total, int digits, String parts, String remainder) {
        LineSplit split = LineSplit.of(new BigDecimal(quantity), new BigDecimal(total), digits);

        assertThat(split.parts().stream()
                        .map(p -> p.quantity().toPlainString() + " × "
                                + p.unitPrice().toPlainString())
                        .collect(Collectors.joining(" + ")))
                .isEqualTo(parts);
        assertThat(split.remainder()).isEqualByComparingTo(remainder);
    }

    @Test
    void splitsALineWithAndWithoutItsTax() {
        Order.Line line = OrderBuilder.anOrder()
                .line("3", "25.18", "4.79")
                .build()
                .lines()
                .get(0);

        assertThat(LineSplit.net(line, 2)).isEqualTo(LineSplit.of(new BigDecimal("3"), new BigDecimal("25.18"), 2));
        assertThat(LineSplit.gross(line, 2)).isEqualTo(LineSplit.of(new BigDecimal("3"), new BigDecimal("29.97"), 2));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "0.00"})
    void refusesALineOfNothing(String quantity) {
        assertThatThrownBy(() -> LineSplit.of(new BigDecimal(quantity), BigDecimal.TEN, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(quantity);
    }

    @Property
    void partsGiveTheWholeTotalOfPieces(
            @ForAll @IntRange(min = 1, max = 100_000) int quantity,
            @ForAll("totals") BigDecimal total,
            @ForAll @IntRange(min = 2, max = 6) int digits) {
        BigDecimal pieces = BigDecimal.valueOf(quantity);

        LineSplit split = LineSplit.of(pieces, total, digits);

        assertThat(sum(split)).isEqualByComparingTo(total);
        assertThat(split.remainder()).isZero();
        assertThat(quantity(split)).isEqualByComparingTo(pieces);
        assertThat(split.parts()).hasSizeBetween(1, 2).allSatisfy(part -> {
            assertThat(part.quantity()).isPositive();
            assertThat(part.unitPrice().scale()).isLessThanOrEqualTo(digits);
            assertThat(part.unitPrice().signum() * total.signum()).isNotNegative();
        });
    }

    @Property
    void aPriceAndARemainderGiveTheWholeTotalOfMeasures(
            @ForAll("quantities") BigDecimal quantity,
            @ForAll("totals") BigDecimal total,
            @ForAll @IntRange(min = 0, max = 6) int digits) {
        LineSplit split = LineSplit.of(quantity, total, digits);

        assertThat(sum(split).add(split.remainder())).isEqualByComparingTo(total);
        assertThat(quantity(split)).isEqualByComparingTo(quantity);
        assertThat(split.remainder().abs())
                .isLessThan(BigDecimal.ONE.movePointLeft(digits).multiply(quantity.max(BigDecimal.ONE)));
        assertThat(split.parts()).hasSizeBetween(1, 2);
    }

    @Provide
    Arbitrary<BigDecimal> totals() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000000"), new BigDecimal("1000000"))
                .ofScale(2);
    }

    @Provide
    Arbitrary<BigDecimal> quantities() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.001"), new BigDecimal("10000"))
                .ofScale(3);
    }

    private static BigDecimal sum(LineSplit split) {
        return split.parts().stream().map(LineSplit.Part::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal quantity(LineSplit split) {
        return split.parts().stream().map(LineSplit.Part::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
