package io.saddlebag.alert;

import static io.saddlebag.alert.AlertLab.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Reconciliations;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferencesSourceTest {

    @Test
    void differencesOfAKindAreOneConditionWithTheirValueByCurrency(@TempDir Path folder) {
        try (AlertLab lab = new AlertLab(folder)) {
            Reconciliations reconciliations = withFound(
                    lab,
                    found("1", "erp-total-differs", "10.00", "EUR"),
                    found("2", "erp-total-differs", "2.50", "EUR"),
                    found("3", "erp-total-differs", "7.00", "USD"),
                    found("4", "parked", "99.00", "EUR"));

            List<Condition> conditions = new DifferencesSource(reconciliations).now();

            assertThat(conditions).singleElement().satisfies(condition -> {
                assertThat(condition.subject()).isEqualTo("erp-total-differs");
                assertThat(condition.size()).isEqualTo(3);
                assertThat(condition.held().get("EUR")).isEqualByComparingTo("12.50");
                assertThat(condition.held().get("USD")).isEqualByComparingTo("7.00");
                assertThat(condition.action().orElseThrow())
                        .contains("no message mends it: mend it by hand")
                        .doesNotContain("--repair");
            });
        }
    }

    @Test
    void theRemedyNamesTheRepairWhereThereIsOneAndCountsWhatItLeaves(@TempDir Path folder) {
        try (AlertLab lab = new AlertLab(folder)) {
            Reconciliations reconciliations = withFound(
                    lab,
                    found("1", "missing-in-erp", "10.00", "EUR", "post-again"),
                    found("2", "missing-in-erp", "2.50", "USD", ""),
                    found("3", "not-captured", "7.00", "EUR", "capture-again"));

            assertThat(new DifferencesSource(reconciliations).now())
                    .extracting(condition -> condition.action().orElseThrow())
                    .containsExactly(
                            "See each with 'reconcile show ID', then 'reconcile --repair missing-in-erp', which mends 1 of"
                                    + " them; mend the others by hand, and the next run closes them",
                            "See each with 'reconcile show ID', then 'reconcile --repair not-captured'");
        }
    }

    private static Reconciliations withFound(AlertLab lab, Found... found) {
        Reconciliations reconciliations = lab.ledger.reconciliations();
        reconciliations.ask(Run.asked("run", "main", T0.minus(Duration.ofDays(1)), T0, "ann", T0));
        reconciliations.begin("run", Duration.ofMinutes(1));
        reconciliations.found("run", List.of(found));
        return reconciliations;
    }

    private static Found found(String id, String kind, String amount, String currency) {
        return found(id, kind, amount, currency, "");
    }

    private static Found found(String id, String kind, String amount, String currency, String repair) {
        return new Found(
                id,
                kind,
                "main",
                Optional.of(new OrderKey("main", id)),
                "odoo",
                "",
                new BigDecimal(amount),
                currency,
                "both sides",
                repair,
                Optional.empty(),
                T0.minus(Duration.ofHours(2)));
    }
}
