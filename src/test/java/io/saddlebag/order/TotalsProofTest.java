package io.saddlebag.order;

import static io.saddlebag.order.OrderBuilder.anOrder;
import static io.saddlebag.order.OrderBuilder.changed;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.order.TotalsProof.Result.Differs;
import io.saddlebag.order.TotalsProof.Result.Proved;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotalsProofTest {

    private final TotalsProof proof = new TotalsProof(Tolerance.usual());

    @Test
    void provesAnOrderThatAddsUpExactly() {
        Order order = anOrder()
                .line("2", "36.00", "6.84")
                .shipping("4.90", "0.93")
                .fee("-5.00", "-0.95")
                .build();

        TotalsProof.Result result = proof.prove(order);

        assertThat(result).isInstanceOfSatisfying(Proved.class, p -> assertThat(p.rounding())
                .isZero());
    }

    @Test
    void p16TellsTheCentsARoundingLineNeeds() {
        Order order = anOrder()
                .line("3", "25.18", "4.79")
                .line("7", "29.41", "5.59")
                .roundedBy("-0.02")
                .build();

        TotalsProof.Result result = proof.prove(order);

        assertThat(result).isInstanceOfSatisfying(Proved.class, p -> assertThat(p.rounding())
                .isEqualByComparingTo("-0.02"));
    }

    @Test
    void p16ParksWhenTheTotalsDifferByMoreThanTheTolerance() {
        Order within = anOrder().line("1", "10.00", "1.90").roundedBy("0.03").build();
        Order beyond = anOrder().line("1", "10.00", "1.90").roundedBy("0.04").build();

        assertThat(proof.prove(within)).isInstanceOf(Proved.class);
        assertThat(proof.prove(beyond)).isInstanceOfSatisfying(Differs.class, d -> {
            assertThat(d.where()).isEqualTo("total");
            assertThat(d.difference()).isEqualByComparingTo("0.04");
            assertThat(d.explanation()).contains("11.94 EUR", "11.90", "0.04", "0.03");
        });
    }

    @ParameterizedTest
    @CsvSource({"JPY, 1000, 100, 3, 4", "KWD, 10.000, 1.900, 0.003, 0.004", "EUR, 10.00, 1.90, 0.03, 0.04"})
    void p16CountsInTheCurrencysOwnMinorUnit(String currency, String net, String tax, String within, String beyond) {
        Order close = anOrder()
                .currency(currency)
                .line("1", net, tax)
                .roundedBy(within)
                .build();
        Order far = anOrder()
                .currency(currency)
                .line("1", net, tax)
                .roundedBy(beyond)
                .build();

        assertThat(proof.prove(close)).isInstanceOf(Proved.class);
        assertThat(proof.prove(far)).isInstanceOf(Differs.class);
    }

    @Test
    void p16AllowsWholeUnitsWhereTheShopRoundsToWholeUnits() {
        Order forints = anOrder()
                .currency("HUF")
                .line("1", "787", "213")
                .roundedBy("-1")
                .build();
        Order cents = anOrder()
                .currency("HUF")
                .line("1", "787.00", "213.00")
                .roundedBy("-1")
                .build();

        assertThat(proof.prove(forints)).isInstanceOf(Proved.class);
        assertThat(proof.prove(cents)).isInstanceOf(Differs.class);
    }

    @Test
    void p16MoreDigitsThanTheCurrencyHasDoNotWidenOrNarrowTheTolerance() {
        Order sixDigits = anOrder()
                .line("3", "25.184874", "4.785126")
                .line("7", "29.411765", "5.588235")
                .build();

        assertThat(proof.prove(sixDigits)).isInstanceOf(Proved.class);
        assertThat(proof.prove(changed(sixDigits, "/total", "65.020000"))).isInstanceOf(Differs.class);
    }

    @Test
    void p16CanBeToldToAllowNothingOrMoreForOneCurrency() {
        Order francs = anOrder()
                .currency("CHF")
                .line("1", "10.00", "0.77")
                .roundedBy("0.07")
                .build();
        Order cent = anOrder().line("1", "10.00", "1.90").roundedBy("0.01").build();
        TotalsProof strictButForFrancs =
                new TotalsProof(new Tolerance(BigDecimal.ZERO, Map.of("chf", new BigDecimal("5"))));

        assertThat(strictButForFrancs.prove(francs)).isInstanceOf(Proved.class);
        assertThat(strictButForFrancs.prove(cent)).isInstanceOf(Differs.class);
    }

    @Test
    void p17NeverUsesTheCouponsForArithmetic() {
        Order order = anOrder().line("2", "36.00", "6.84").build();
        Order wildCoupon = changed(changed(order, "/coupons/0/discount", "9999"), "/discountTotal", "77.77");

        assertThat(proof.prove(wildCoupon)).isEqualTo(proof.prove(order)).isInstanceOf(Proved.class);
    }

    @Test
    void provesAnOrderOfNothingAndAnOrderThatIsFree() {
        assertThat(proof.prove(anOrder().build())).isInstanceOf(Proved.class);
        assertThat(proof.prove(anOrder().line("1", "0.00", "0.00").build())).isInstanceOf(Proved.class);
    }

    @Test
    void finds5CentsAGiftCardPluginTookOffTheTotal() {
        Order order = changed(anOrder().line("1", "10.00", "1.90").build(), "/total", "11.85");

        assertThat(proof.prove(order)).isInstanceOfSatisfying(Differs.class, d -> assertThat(d.difference())
                .isEqualByComparingTo("-0.05"));
    }

    @ParameterizedTest
    @CsvSource({
        "/lines/0/taxes/0/total, line 101 tax",
        "/fees/0/taxes/0/total, fee 700 tax",
        "/shippingLines/0/taxes/0/total, shipping line 500 tax",
        "/shippingTotal, shippingTotal",
        "/shippingTax, shippingTax",
        "/totalTax, totalTax",
        "/taxLines/0/taxTotal, totalTax",
        "/lines/0/total, total",
    })
    void saysWhereTheAmountsDiffer(String path, String where) {
        Order order = anOrder()
                .line("2", "36.00", "6.84")
                .shipping("4.90", "0.93")
                .fee("1.00", "0.19")
                .build();

        TotalsProof.Result result = proof.prove(changed(order, path, "77.00"));

        assertThat(result).isInstanceOfSatisfying(Differs.class, d -> assertThat(d.where())
                .isEqualTo(where));
    }
}
