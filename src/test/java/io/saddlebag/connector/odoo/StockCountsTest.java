package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.sandbox.http.Fault;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts of stock that are staged and applied, over real HTTP. */
class StockCountsTest {

    private static final BigDecimal TWO_LESS = new BigDecimal("-2");

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void takesAndAddsPiecesInTheWarehouseThatIsNamedAndNowhereElse(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.sandbox.addStock("MUG", "WH2", BigDecimal.TEN);

            assertThat(adjust(lab, "MUG", TWO_LESS)).isEqualByComparingTo("8");
            assertThat(adjust(lab, "MUG", new BigDecimal("5"))).isEqualByComparingTo("13");
            assertThat(adjust(lab, "CAP", new BigDecimal("5")))
                    .as("nothing was there before")
                    .isEqualByComparingTo("5");

            assertThat(lab.sandbox.stock("MUG", "WH2")).isEqualByComparingTo("13");
            assertThat(lab.sandbox.stock("MUG", "WH")).isEqualByComparingTo("1000");
        }
    }

    @ParameterizedTest
    @CsvSource({"17,RESET_AFTER_COMMIT", "17,RESET", "17,MALFORMED", "19,RESET_AFTER_COMMIT", "19,RESET", "19,MALFORMED"
    })
    void appliesOnceWhicheverAnswerIsLost(int version, Fault.Kind kind) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.sandbox.addStock("MUG", "WH2", BigDecimal.TEN);
            adjust(lab, "MUG", TWO_LESS);
            lab.newCalls();
            adjust(lab, "MUG", TWO_LESS);
            int calls = lab.newCalls().size();
            BigDecimal expected = new BigDecimal("6");
            lab.sandbox.addStock("MUG", "WH2", new BigDecimal("100"));

            for (int lost = 1; lost <= calls; lost++) {
                int nth = lost;
                lab.newCalls();
                lab.beforeCall = n -> {
                    if (n == nth) {
                        lab.sandbox.faults().add(Fault.of(kind).times(1));
                    }
                };
                adjust(lab, "MUG", TWO_LESS);
                expected = expected.add(TWO_LESS);
                assertThat(lab.sandbox.stock("MUG", "WH2"))
                        .as("answer %s of %s lost", lost, calls)
                        .isEqualByComparingTo(expected.add(new BigDecimal("100")));
            }
            assertThat(calls).isGreaterThan(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void whatMovesBetweenTheTwoStepsIsKept(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.sandbox.addStock("MUG", "WH2", BigDecimal.TEN);
            Counted staged = Steps.value(lab.odoo.stageCount("WH2", "MUG", TWO_LESS));
            lab.sandbox.addStock("MUG", "WH2", new BigDecimal("-3"));

            Outcome<Counted> applied = lab.odoo.applyCount("WH2", "MUG", TWO_LESS, staged);
            lab.sandbox.addStock("MUG", "WH2", new BigDecimal("7"));
            Outcome<Counted> again = lab.odoo.applyCount("WH2", "MUG", TWO_LESS, staged);

            assertThat(applied).isInstanceOf(Outcome.Done.class);
            assertThat(again).isInstanceOf(Outcome.AlreadyThere.class);
            assertThat(lab.sandbox.stock("MUG", "WH2")).isEqualByComparingTo("12");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void doesNotOverwriteSomebodyElsesCountAndGoesNotBelowZero(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.sandbox.addStock("MUG", "WH2", BigDecimal.TEN);
            assertThat(lab.odoo.stageCount("WH2", "MUG", new BigDecimal("-11")))
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                            .isEqualTo("adjustment-below-zero"));
            Steps.value(lab.odoo.stageCount("WH2", "MUG", new BigDecimal("40"))); // a person's count of 50

            assertThat(lab.odoo.stageCount("WH2", "MUG", TWO_LESS))
                    .isInstanceOfSatisfying(
                            Outcome.Busy.class, busy -> assertThat(busy.code()).isEqualTo("count-under-way"));
            assertThat(lab.odoo.stageCount("WH9", "MUG", TWO_LESS))
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                            .isEqualTo("unknown-warehouse"));
        }
    }

    /** What the queue does: each step is made again until it succeeds. */
    private static BigDecimal adjust(OdooLab lab, String sku, BigDecimal delta) {
        Outcome<Counted> staged = lab.odoo.stageCount("WH2", sku, delta);
        for (int tries = 0; !staged.succeeded() && tries < 5; tries++) {
            staged = lab.odoo.stageCount("WH2", sku, delta);
        }
        Counted counted = Steps.value(staged);
        Outcome<Counted> applied = lab.odoo.applyCount("WH2", sku, delta, counted);
        for (int tries = 0; !applied.succeeded() && tries < 5; tries++) {
            applied = lab.odoo.applyCount("WH2", sku, delta, counted);
        }
        return Steps.value(applied).after();
    }
}
