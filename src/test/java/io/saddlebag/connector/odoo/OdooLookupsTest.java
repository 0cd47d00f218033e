package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.pricing.PriceList;
import io.saddlebag.sandbox.odoo.OdooOptions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock, prices and customers asked for by themselves, of Odoo 17 and 19. */
class OdooLookupsTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void tellsStockOfAllWarehousesInOneCall(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.odoo.stock(List.of("MUG")); // what a version has is learned once
            lab.calls.clear();

            List<StockLevel> levels = done(lab.odoo.stock(List.of("MUG", "SHIP", "NOWHERE")));

            assertThat(levels).extracting(StockLevel::sku).containsExactly("MUG", "NOWHERE", "SHIP");
            assertThat(levels).extracting(StockLevel::known).containsExactly(true, false, true);
            assertThat(levels).extracting(StockLevel::stocked).containsExactly(true, false, false);
            assertThat(levels.get(0).available()).isEqualByComparingTo("1000");
            assertThat(levels.get(0).places())
                    .filteredOn(place -> place.onHand().signum() != 0)
                    .singleElement()
                    .satisfies(place -> assertThat(place.warehouse()).isNotBlank());
            assertThat(lab.calls).hasSizeLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"17, 1, 15", "17, 10, 12", "19, 1, 15", "19, 10, 12"})
    void tellsThePriceThatAnOrderLineWouldGet(int version, String quantity, String price) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of("pricelist.USD", "Web"))) {
            long product = lab.raw
                    .rows(OdooCall.searchRead(
                            "product.product",
                            Domain.all().is("default_code", "MUG").terms(),
                            List.of("name")))
                    .get(0)
                    .id();
            priceList(lab, product);

            ListedPrice listed = done(lab.odoo.price("MUG", new BigDecimal(quantity), "USD"));

            assertThat(listed.priceList()).isEqualTo("Web");
            assertThat(listed.price())
                    .isInstanceOfSatisfying(PriceList.Price.Known.class, known -> assertThat(known.amount())
                            .isEqualByComparingTo(price));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void tellsTheSalesPriceWhereThereIsNoPriceList(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            ListedPrice listed = done(lab.odoo.price("MUG", BigDecimal.ONE, "USD"));

            assertThat(listed.price())
                    .isInstanceOfSatisfying(PriceList.Price.Known.class, known -> assertThat(known.amount())
                            .isEqualByComparingTo("9.00"));
            assertThat(lab.odoo.price("NOWHERE", BigDecimal.ONE, "USD"))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class, no -> assertThat(no.code()).isEqualTo("unknown-sku"));
            assertThat(lab.odoo.price("MUG", BigDecimal.ONE, "XAU"))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class, no -> assertThat(no.code()).isEqualTo("unknown-currency"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void knowsACustomerByMailOrVatNumberAsAnOrderWould(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            ObjectNode ann = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", "Ann")
                    .put("email", "Ann_1@Example.com")
                    .put("vat", "DE123456788");
            long id = lab.raw.create("res.partner", ann, JsonNodeFactory.instance.objectNode());

            assertThat(done(lab.odoo.known("ann_1@example.com", "")).ids()).containsExactly(id);
            assertThat(done(lab.odoo.known("", "DE123456788")).ids()).containsExactly(id);
            assertThat(done(lab.odoo.known("annx1@example.com", "")).ids())
                    .as("'_' is no wildcard")
                    .isEmpty();
        }
    }

    /** As captured in fixtures/erp/odoo19/107. */
    private static void priceList(OdooLab lab, long product) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("name", "Web");
        for (String[] rule : new String[][] {{"15", "1"}, {"12", "10"}}) {
            list.withArray("item_ids")
                    .addArray()
                    .add(0)
                    .add(0)
                    .addObject()
                    .put("applied_on", "0_product_variant")
                    .put("product_id", product)
                    .put("compute_price", "fixed")
                    .put("fixed_price", new BigDecimal(rule[0]))
                    .put("min_quantity", new BigDecimal(rule[1]));
        }
        lab.raw.create("product.pricelist", list, JsonNodeFactory.instance.objectNode());
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.orThrow("main", "look-up");
    }
}
