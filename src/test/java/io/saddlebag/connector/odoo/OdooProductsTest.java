package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which product of the ERP each line of an order is posted with. */
class OdooProductsTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p19NamesEverythingAnOrderLacksAtOnce(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            Order.Line odd = OdooLab.line("12", "NOPE", "1", "5.00", "0");
            Order.Line none = OdooLab.line("13", "", "1", "5.00", "0");
            Order.Line lower = OdooLab.line("14", "mug", "1", "5.00", "0");
            Order order = OdooLab.order("1", new BigDecimal("15.00"), BigDecimal.ZERO, odd, none, lower);

            Outcome<Resolved> outcome = lab.odoo.resolve(order);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, r -> {
                assertThat(r.code()).isEqualTo("unknown-sku");
                assertThat(r.reason()).contains("'NOPE'", "line 13 'Article ' has no SKU", "'mug'");
                assertThat(r.remedy()).contains("saddlebag.erp.main.product.shop.1012");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void readsTextsInTheLanguageOfTheSettings(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of("language", "de_DE"))) {
            lab.sandbox.translate("MUG", "name", "de_DE", "Becher");

            List<JsonNode> items = lab.odoo
                    .products(lab.odoo.productsSince(Optional.empty()).orThrow("main", "test"))
                    .orThrow("main", "test");

            assertThat(items)
                    .extracting(
                            item -> item.path("template").path("default_code").asText() + " "
                                    + item.path("template").path("name").asText())
                    .contains("MUG Becher", "CAP CAP");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p19RefusesASkuThatIsOnTwoProductsAndNamesBoth(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            int first = lab.sandbox.addProduct(SandboxOdoo.Product.storable("TWIN", BigDecimal.ONE));
            int second = lab.sandbox.addProduct(SandboxOdoo.Product.storable("TWIN", BigDecimal.ONE));

            Outcome<Resolved> outcome = lab.odoo.resolve(
                    OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "TWIN", "1", "1.00", "0")));

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, r -> {
                assertThat(r.code()).isEqualTo("duplicate-sku");
                assertThat(r.reason()).contains(first + " and " + second);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p19PostsAnUnknownSkuToThePlaceholderWhereTheSettingsSaySo(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of("unknown-sku", "CAP"))) {
            PostedOrder posted = lab.post(
                    OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "NOPE", "1", "1.00", "0")));

            assertThat(posted.total()).isEqualByComparingTo("1");
            assertThat(lab.sandbox.orders().get(0).lines())
                    .extracting(SandboxOdoo.SoldLine::sku)
                    .containsExactly("CAP");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p19TakesTheProductIdsSkuBeforeTheOneTheStoreShows(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of("product.shop.1011", "CAP"))) {
            lab.post(OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "1.00", "0")));

            assertThat(lab.sandbox.orders().get(0).lines())
                    .extracting(SandboxOdoo.SoldLine::sku)
                    .containsExactly("CAP");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p20ReadsOfAProductOnlyItsSku(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.post(OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "1.00", "0")));

            assertThat(lab.newCalls())
                    .filteredOn(c -> c.startsWith("product."))
                    .containsExactly("product.product.search_read");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void asksForNothingOdooRefusesWhileItPostsAnOrder(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.post(OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "CAP", "1", "1.00", "0")));

            assertThat(lab.calls).isNotEmpty().doesNotContain("decimal.precision.search_read");
            assertThat(lab.refusals).isEmpty();
        }
    }
}
