package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Finding;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.OdooOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OdooProbeTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void findsNothingWrongWithAServerThatIsSetUp(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            List<Finding> findings = lab.odoo.probe(Set.of());

            assertThat(findings).noneMatch(f -> f.status() == Finding.Status.FAIL);
            assertThat(findings)
                    .filteredOn(f -> f.what().equals("version"))
                    .singleElement()
                    .satisfies(f ->
                            assertThat(f.detail()).contains(version + ".0", version == 19 ? "JSON-2" : "JSON-RPC"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void namesEveryMappingThatIsNotInOdoo(int version) {
        Map<String, String> wrong = Map.of("tax.19%", "20%", "warehouse.east", "NOWHERE", "fee-product", "GONE");
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), wrong)) {
            List<Finding> findings = lab.odoo.probe(Set.of());

            assertThat(findings)
                    .filteredOn(f -> f.status() == Finding.Status.FAIL)
                    .extracting(Finding::what)
                    .containsExactly("taxes", "products", "warehouses");
            assertThat(findings).anyMatch(f -> f.detail().contains("saddlebag.erp.main.tax.19%=20%"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p31SaysThatWhatIsSoldIsNotReservedAtOnce(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            assertThat(lab.odoo.probe(Set.of(OdooUse.STOCK)))
                    .filteredOn(f -> f.what().equals("reservations"))
                    .singleElement()
                    .extracting(Finding::status)
                    .isEqualTo(Finding.Status.OK);
            Row type = lab.raw
                    .rows(OdooCall.searchRead(
                            "stock.picking.type",
                            Domain.all().is("code", "outgoing").terms(),
                            List.of("name")))
                    .get(0);
            lab.sandbox.change("stock.picking.type", type.id(), "reservation_method", "manual");

            assertThat(lab.odoo.probe(Set.of(OdooUse.STOCK)))
                    .filteredOn(f -> f.what().equals("reservations"))
                    .singleElement()
                    .satisfies(f -> {
                        assertThat(f.status()).isEqualTo(Finding.Status.FAIL);
                        assertThat(f.remedy()).contains("At Confirmation");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void namesTheLanguagesThatAreActiveWhereTheOneOfTheSettingsIsNot(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of("language", "fr_FR"))) {
            assertThat(lab.odoo.probe(Set.of(OdooUse.PRODUCTS)))
                    .filteredOn(f -> f.status() == Finding.Status.FAIL)
                    .singleElement()
                    .satisfies(f -> assertThat(f.detail()).contains("fr_FR", "en_US, de_DE"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void saysWhatToDoAboutAWrongKey(int version) {
        OdooOptions options = OdooOptions.odoo(version);
        try (OdooLab lab = new OdooLab(options, Map.of("api-key", "wrong"))) {
            List<Finding> findings = lab.odoo.probe(Set.of());

            assertThat(findings)
                    .filteredOn(f -> f.status() == Finding.Status.FAIL)
                    .singleElement()
                    .satisfies(f -> assertThat(f.remedy()).contains("api-key"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void warnsOfAMissingEmailAddressAndModule(int version) {
        OdooOptions options =
                OdooOptions.odoo(version).with(o -> o.botHasEmail(false).missingModules(Set.of("stock_delivery")));
        try (OdooLab lab = new OdooLab(options, Map.of())) {
            List<Finding> findings = lab.odoo.probe(Set.of());

            assertThat(findings)
                    .filteredOn(f -> f.what().equals("bot user"))
                    .singleElement()
                    .extracting(Finding::status)
                    .isEqualTo(version == 17 ? Finding.Status.FAIL : Finding.Status.WARN);
            assertThat(findings)
                    .anyMatch(f -> f.what().equals("modules") && f.detail().contains("stock_delivery"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void namesWhatTheBotUserMayNotOfEachThingTheServerIsUsedForAndWhatToDo(int version) {
        OdooOptions options = OdooOptions.odoo(version)
                .with(o -> o.withheld(Set.of(
                        "read stock.quant",
                        "read product.pricelist",
                        "read product.template",
                        "stock.group_stock_manager")));
        try (OdooLab lab = new OdooLab(options, Map.of())) {
            assertThat(lab.odoo.probe(Set.of())).noneMatch(f -> f.status() == Finding.Status.FAIL);

            List<Finding> findings = lab.odoo.probe(Set.of(OdooUse.values()));

            assertThat(findings)
                    .filteredOn(f -> f.status() == Finding.Status.FAIL)
                    .extracting(Finding::what)
                    .containsExactly(
                            "rights for stock", "rights for prices", "rights for products", "rights for adjustments");
            assertThat(findings)
                    .anyMatch(f -> f.detail().contains("read stock.quant")
                            && f.remedy().contains("Inventory / User"))
                    .anyMatch(f -> f.detail().contains("read product.pricelist"))
                    .anyMatch(f -> f.detail().contains("read product.template"))
                    .anyMatch(f -> f.detail().contains("apply inventory counts")
                            && f.remedy().contains("Inventory / Administrator"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void findsNoRightLackingWhereABotUserHasThemAll(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            assertThat(lab.odoo.probe(Set.of(OdooUse.values())))
                    .filteredOn(f -> f.what().startsWith("rights"))
                    .hasSize(5)
                    .allMatch(f -> f.status() == Finding.Status.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void saysThatNobodyAnswers(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.sandbox.faults().add(Fault.of(Fault.Kind.DOWN));

            List<Finding> findings = lab.odoo.probe(Set.of());

            assertThat(findings).singleElement().satisfies(f -> {
                assertThat(f.what()).isEqualTo("address");
                assertThat(f.status()).isEqualTo(Finding.Status.FAIL);
            });
        }
    }
}
