package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.sandbox.odoo.OdooOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sales orders in bulk, over real HTTP. */
class HeldSalesTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void findsOrdersByIdSourceAndReferenceWithWhatWasBilled(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of())) {
            PostedOrder posted = lab.post(order("41"));
            PostedOrder other = lab.post(order("42"));
            lab.odoo.invoice(OdooLab.key("41"), posted.id()).orThrow("odoo", "invoice");

            List<HeldSale> held = lab.odoo
                    .held(List.of(other.id()), List.of("shop_order_41", "shop_order_43"), List.of("none"))
                    .orThrow("odoo", "held");

            assertThat(held).hasSize(2);
            HeldSale sale = held.get(0);
            assertThat(sale.key()).contains(OdooLab.key("41"));
            assertThat(sale.number()).isEqualTo(posted.number());
            assertThat(sale.state()).isEqualTo("sale");
            assertThat(sale.total()).isEqualByComparingTo(posted.total());
            assertThat(sale.datedAt()).isEqualTo(OdooLab.PLACED);
            assertThat(sale.bills()).singleElement().satisfies(bill -> {
                assertThat(bill.credit()).isFalse();
                assertThat(bill.state()).isEqualTo("posted");
                assertThat(bill.total()).isEqualByComparingTo(posted.total());
                assertThat(bill.shared()).isFalse();
            });
            assertThat(lab.odoo.billed(List.of(posted.id())).orThrow("odoo", "billed"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p10ListsAWindowByIdPageAfterPageAndNothingOfOtherStores(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of())) {
            for (int i = 1; i <= 230; i++) {
                OrderDraft draft = Steps.value(Steps.draft(lab.odoo, order(String.valueOf(i))));
                Steps.value(lab.odoo.createOrder(draft));
            }
            List<String> sources = new ArrayList<>();

            lab.odoo
                    .heldBetween("shop", OdooLab.PLACED, OdooLab.PLACED.plusSeconds(1), page -> {
                        assertThat(page).hasSizeLessThanOrEqualTo(200);
                        page.forEach(sale -> sources.add(sale.origin()));
                    })
                    .orThrow("odoo", "list");

            assertThat(sources).hasSize(230).doesNotHaveDuplicates().contains("shop_order_1", "shop_order_230");
            List<HeldSale> none = new ArrayList<>();
            lab.odoo
                    .heldBetween("sho", OdooLab.PLACED, OdooLab.PLACED.plusSeconds(1), none::addAll)
                    .orThrow("odoo", "list");
            lab.odoo
                    .heldBetween("shop", OdooLab.PLACED.minus(Duration.ofDays(1)), OdooLab.PLACED, none::addAll)
                    .orThrow("odoo", "list");
            assertThat(none).isEmpty();
        }
    }

    private static io.saddlebag.order.Order order(String id) {
        return OdooLab.order(id, new BigDecimal("9.00"), BigDecimal.ZERO, OdooLab.line("1", "MUG", "1", "9.00", "0"));
    }
}
