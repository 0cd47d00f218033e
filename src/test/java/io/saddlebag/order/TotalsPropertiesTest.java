package io.saddlebag.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every order. */
class TotalsPropertiesTest {

    private final TotalsProof proof = new TotalsProof(Tolerance.usual());

    @Property(tries = 500)
    void p16EveryOrderThatAddsUpIsProvedWithoutARoundingDifference(@ForAll("orders") Order order) {
        assertThat(proof.prove(order))
                .isInstanceOfSatisfying(TotalsProof.Result.Proved.class, p -> assertThat(p.rounding())
                        .isZero());
    }

    @Property(tries = 500)
    void p16EveryChangeOfOneAmountBeyondTheToleranceIsFound(
            @ForAll("orders") Order order, @ForAll @IntRange(max = 10_000) int pick, @ForAll boolean more) {
        List<String> amounts = amountsIn(order);
        String path = amounts.get(pick % amounts.size());
        BigDecimal step = BigDecimal.ONE.movePointLeft(Tolerance.exponent(order.currency()));
        int parts = order.lines().size()
                + order.shippingLines().size()
                + order.fees().size();
        BigDecimal beyond = step.multiply(BigDecimal.valueOf(parts + 3L));
        BigDecimal before = new BigDecimal(Documents.tree(order).at(path).textValue());

        Order changed = OrderBuilder.changed(
                order, path, (more ? before.add(beyond) : before.subtract(beyond)).toPlainString());

        assertThat(proof.prove(changed)).as(path).isInstanceOf(TotalsProof.Result.Differs.class);
    }

    @Property(tries = 300)
    void p16ADifferenceWithinTheToleranceIsToldExactly(
            @ForAll("orders") Order order, @ForAll @IntRange(min = -2, max = 2) int steps) {
        BigDecimal step = BigDecimal.ONE.movePointLeft(Tolerance.exponent(order.currency()));
        BigDecimal difference = step.multiply(BigDecimal.valueOf(steps));

        Order rounded = OrderBuilder.changed(
                order, "/total", order.total().add(difference).toPlainString());

        assertThat(proof.prove(rounded))
                .isInstanceOfSatisfying(TotalsProof.Result.Proved.class, p -> assertThat(p.rounding())
                        .isEqualByComparingTo(difference));
    }

    /** Every amount the proof is about; not coupons, subtotals or the discount. */
    private static List<String> amountsIn(Order order) {
        List<String> paths = new ArrayList<>(List.of(
                "/total",
                "/totalTax",
                "/shippingTotal",
                "/shippingTax",
                "/taxLines/0/taxTotal",
                "/taxLines/0/shippingTaxTotal"));
        JsonNode tree = Documents.tree(order);
        for (String list : List.of("lines", "shippingLines", "fees")) {
            for (int i = 0; i < tree.path(list).size(); i++) {
                String item = "/" + list + "/" + i;
                paths.addAll(List.of(item + "/total", item + "/totalTax", item + "/taxes/0/total"));
            }
        }
        return paths;
    }

    @Provide
    Arbitrary<Order> orders() {
        return Arbitraries.of("EUR", "USD", "JPY", "KWD").flatMap(currency -> {
            int digits = Tolerance.exponent(currency);
            Arbitrary<BigDecimal> price = Arbitraries.bigDecimals()
                    .between(BigDecimal.ZERO, new BigDecimal("100000"))
                    .ofScale(digits);
            Arbitrary<BigDecimal> signed = Arbitraries.bigDecimals()
                    .between(new BigDecimal("-500"), new BigDecimal("500"))
                    .ofScale(digits);
            Arbitrary<BigDecimal> rate =
                    Arbitraries.of("0", "0.07", "0.19", "0.255").map(BigDecimal::new);
            return Combinators.combine(
                            price.list().ofMinSize(1).ofMaxSize(8),
                            price.list().ofMaxSize(2),
                            signed.list().ofMaxSize(3),
                            rate)
                    .as((lines, shipping, fees, tax) -> {
                        OrderBuilder order = OrderBuilder.anOrder().currency(currency);
                        lines.forEach(net -> order.line("1", net.toPlainString(), taxOn(net, tax, digits)));
                        shipping.forEach(net -> order.shipping(net.toPlainString(), taxOn(net, tax, digits)));
                        fees.forEach(net -> order.fee(net.toPlainString(), taxOn(net, tax, digits)));
                        return order.build();
                    });
        });
    }

    private static String taxOn(BigDecimal net, BigDecimal rate, int digits) {
        return net.multiply(rate).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }
}
