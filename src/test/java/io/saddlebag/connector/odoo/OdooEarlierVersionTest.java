package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An order that Odoo got just before a crash, and that the store changed before the daemon came back. */
class OdooEarlierVersionTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p14RefusesAQuotationOfAnEarlierVersionOfTheSameMoney(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            OrderDraft before = Steps.value(Steps.draft(lab.odoo, of("MUG")));
            Steps.value(lab.odoo.createOrder(before));
            OrderDraft after = Steps.value(Steps.draft(lab.odoo, of("CAP")));

            PostedOrder found = Steps.value(lab.odoo.createOrder(after));

            assertThat(lab.odoo.compareContent(before, found)).isInstanceOf(Outcome.Done.class);
            assertThat(lab.odoo.compareContent(after, found))
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                            .isEqualTo("earlier-version"));
            assertThat(lab.sandbox.orders()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p16RefusesAConfirmedOrderOfOtherMoney(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.post(OdooLab.order(
                    "1", new BigDecimal("9.00"), BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "9.00", "0")));
            Order dearer = OdooLab.order(
                    "1", new BigDecimal("18.00"), BigDecimal.ZERO, OdooLab.line("11", "MUG", "2", "18.00", "0"));

            Outcome<PostedOrder> compared = Steps.compared(lab.odoo, dearer);

            assertThat(compared).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                    .isEqualTo("totals-differ"));
        }
    }

    private static Order of(String sku) {
        return OdooLab.order("1", new BigDecimal("9.00"), BigDecimal.ZERO, OdooLab.line("11", sku, "1", "9.00", "0"));
    }
}
