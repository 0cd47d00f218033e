package io.saddlebag.daemon;

import static io.saddlebag.daemon.ProductsDesk.PRICE;
import static io.saddlebag.daemon.ProductsDesk.eventually;
import static io.saddlebag.daemon.ProductsDesk.png;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.ledger.Products.State;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What needs a person before, or while, a store shows an item; in a store without a way for pictures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductTroublesTest {

    private ProductsDesk desk;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        desk = ProductsDesk.start(
                folder,
                """
                defaults:
                  required: [price, category]
                  not-for-sale: private
                """,
                Map.of());
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void p19OfTwoItemsWithOneSkuTheSecondWritesNothingUntilOneIsCorrected() {
        int first = onSale("TWICE", "The first");
        eventually(() -> assertThat(desk.shown("TWICE", "status")).isEqualTo("publish"));

        int second = onSale("twice", "The second");
        desk.change(second, fields -> fields.put("weight", 7.5));

        eventually(() -> assertThat(desk.code("twice")).isEqualTo("sku-twice-in-erp"));
        assertThat(desk.listing("twice").orElseThrow().words()).contains("The first", "The second", "SKU twice");
        assertThat(desk.running.operations("/observe/metrics").body())
                .contains("saddlebag_products_troubled{store=\"main\"} ");
        desk.change(first, fields -> fields.put("weight", 1.5));
        eventually(() -> assertThat(desk.shown("TWICE", "weight")).isEqualTo("1.5"));
        assertThat(desk.store().countProducts("TWICE")).isEqualTo(1);

        desk.change(second, fields -> fields.put("default_code", "NOT-TWICE"));

        eventually(() -> assertThat(desk.shown("NOT-TWICE", "status")).isEqualTo("publish"));
        assertThat(desk.code("NOT-TWICE")).isEmpty();
        assertThat(desk.shown("NOT-TWICE", "weight")).isEqualTo("7.5");
        assertThat(desk.shown("TWICE", "weight")).isEqualTo("1.5");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void p19AnItemThatIsArchivedOrDeletedGivesItsSkuToItsSuccessor() {
        int first = onSale("HEIR", "The old one");
        eventually(() -> assertThat(desk.shown("HEIR", "status")).isEqualTo("publish"));
        int second = onSale("HEIR", "The heir");
        eventually(() -> assertThat(desk.code("HEIR")).isEqualTo("sku-twice-in-erp"));

        desk.change(first, fields -> fields.put("active", false));
        desk.change(second, fields -> fields.put("weight", 2.5));

        eventually(() -> assertThat(desk.shown("HEIR", "weight")).isEqualTo("2.5"));
        eventually(() -> assertThat(desk.shown("HEIR", "status")).isEqualTo("publish"));
        assertThat(desk.code("HEIR")).isEmpty();

        int third = onSale("HEIR", "The heir's heir");
        eventually(() -> assertThat(desk.code("HEIR")).isEqualTo("sku-twice-in-erp"));
        desk.odoo().delete(second);
        desk.change(third, fields -> fields.put("weight", 3.5));

        eventually(() -> assertThat(desk.shown("HEIR", "weight")).isEqualTo("3.5"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void p19TwoVariantsOfOneItemWithOneSkuAreToldAndNothingIsMade() {
        Map<String, String> skus = new LinkedHashMap<>();
        skus.put("Small", "SOCKS");
        skus.put("Large", "SOCKS");
        int item = desk.odoo().addVariants("Socks", "Size", skus, PRICE);

        eventually(() -> assertThat(desk.code("SOCKS")).isEqualTo("sku-twice-in-erp"));

        assertThat(desk.listing("SOCKS").orElseThrow().words()).contains("variants", "(Socks)", "SKU SOCKS");
        assertThat(desk.store().product("odoo-" + item)).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void p19ASkuTheStoreHasTwiceIsToldWithBothProductsUntilOneIsCorrected() {
        long one = desk.store()
                .addProduct(JsonNodeFactory.instance
                        .objectNode()
                        .put("name", "The original")
                        .put("sku", "COPIED")
                        .put("status", "publish")
                        .put("regular_price", "9.00"));
        long other = desk.store().copyProduct("COPIED");
        int item = onSale("COPIED", "The ERP's");
        desk.change(item, fields -> fields.put("weight", 4.5));

        eventually(() -> assertThat(desk.code("COPIED")).isEqualTo("duplicate-sku"));
        assertThat(desk.listing("COPIED").orElseThrow().words()).contains("product " + one, "product " + other);
        assertThat(desk.shown("COPIED", "weight")).isEmpty();

        desk.store()
                .changeProduct("COPIED", JsonNodeFactory.instance.objectNode().put("sku", "COPY"));

        eventually(() -> assertThat(desk.shown("COPIED", "weight")).isEqualTo("4.5"));
        assertThat(desk.code("COPIED")).isEmpty();
        assertThat(desk.shown("COPY", "weight")).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsOnSaleStaysSoWhenItLacksSomethingAndAPersonIsTold() {
        int item = onSale("LACKING", "A mug");
        eventually(() -> assertThat(desk.shown("LACKING", "status")).isEqualTo("publish"));

        desk.change(item, fields -> fields.put("categ_id", 1).put("weight", 2.5));

        eventually(() -> assertThat(desk.shown("LACKING", "weight")).isEqualTo("2.5"));
        eventually(() -> assertThat(desk.code("LACKING")).isEqualTo("incomplete-on-sale"));
        assertThat(desk.listing("LACKING").orElseThrow().state()).isEqualTo(State.SHOWN);
        assertThat(desk.listing("LACKING").orElseThrow().words()).contains("missing: category");
        assertThat(desk.shown("LACKING", "status")).isEqualTo("publish");

        desk.change(item, fields -> fields.put("categ_id", desk.category));

        eventually(() -> assertThat(desk.code("LACKING")).isEmpty());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aPictureWithoutAWayIsToldAndHoldsNothingElseUp() {
        int item = onSale("PICTURE", "A mug");
        desk.change(item, fields -> fields.put("image_1920", png(1)));

        eventually(() -> assertThat(desk.code("PICTURE")).isEqualTo("no-way-for-images"));
        assertThat(desk.listing("PICTURE").orElseThrow().remedy()).contains("saddlebag.store.main.media-user");
        eventually(() -> assertThat(desk.shown("PICTURE", "status")).isEqualTo("publish"));
        assertThat(desk.store().uploads()).isZero();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsNotForSaleBecomesPrivateWhereTheRulesSaySo() {
        int item = onSale("PRIVATE", "A mug");
        eventually(() -> assertThat(desk.shown("PRIVATE", "status")).isEqualTo("publish"));

        desk.change(item, fields -> fields.put("sale_ok", false));

        eventually(() -> assertThat(desk.shown("PRIVATE", "status")).isEqualTo("private"));
        assertThat(desk.listing("PRIVATE").orElseThrow().state()).isEqualTo(State.HIDDEN);

        desk.change(item, fields -> fields.put("sale_ok", true));

        eventually(() -> assertThat(desk.shown("PRIVATE", "status")).isEqualTo("publish"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aBarcodeIsShownWhereItIsAGlobalNumberAndOneThatIsTakenIsTold() {
        int item = onSale("CODED", "A mug");
        desk.change(item, fields -> fields.put("barcode", "4006381333931"));
        eventually(() -> assertThat(desk.shown("CODED", "global_unique_id")).isEqualTo("4006381333931"));
        int own = onSale("OWN-CODE", "A mug");
        desk.change(own, fields -> fields.put("barcode", "SHELF-12").put("weight", 1.5));
        eventually(() -> assertThat(desk.shown("OWN-CODE", "weight")).isEqualTo("1.5"));
        assertThat(desk.shown("OWN-CODE", "global_unique_id")).isEmpty();

        desk.store()
                .addProduct(JsonNodeFactory.instance
                        .objectNode()
                        .put("name", "Has it already")
                        .put("sku", "HAS-CODE")
                        .put("global_unique_id", "9780306406157"));
        desk.change(own, fields -> fields.put("barcode", "9780306406157"));

        eventually(() -> assertThat(
                        desk.api("/api/v1/publications?trouble=true&store=main").toString())
                .contains("barcode-taken"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aServiceAndWhatStandsOnOrdersForShippingIsNothingForAStoreAndGetsNoPrice() {
        desk.odoo().addProduct(SandboxOdoo.Product.service("ENGRAVING"));
        onSale("AFTER-ENGRAVING", "Read with it or later");

        eventually(() -> assertThat(desk.shown("AFTER-ENGRAVING", "status")).isEqualTo("publish"));
        eventually(() ->
                assertThat(desk.listing("ENGRAVING").orElseThrow().state()).isEqualTo(State.NOT_FOR_STORE));
        assertThat(desk.listing("ENGRAVING").orElseThrow().words()).contains("a service", "services: true");
        assertThat(desk.listing("SHIPPING").orElseThrow().state()).isEqualTo(State.NOT_FOR_STORE);
        assertThat(desk.listing("SHIPPING").orElseThrow().words()).contains("on orders for shipping");
        assertThat(desk.store().product("ENGRAVING")).isEmpty();
        assertThat(desk.store().product("SHIPPING")).isEmpty();
        assertThat(desk.running.ledger().prices().find("main", "ENGRAVING")).isEmpty();
        assertThat(desk.running.ledger().prices().find("main", "SHIPPING")).isEmpty();
    }

    private int onSale(String sku, String name) {
        SandboxOdoo.Product item = SandboxOdoo.Product.storable(sku, PRICE);
        int id = desk.odoo()
                .addProduct(new SandboxOdoo.Product(sku, name, item.price(), item.kind(), item.byDelivery()));
        desk.change(id, fields -> fields.put("categ_id", desk.category));
        return id;
    }
}
