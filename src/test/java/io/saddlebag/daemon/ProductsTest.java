package io.saddlebag.daemon;

import static io.saddlebag.daemon.ProductsDesk.eventually;
import static io.saddlebag.daemon.ProductsDesk.png;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.ledger.Products.State;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Items of the ERP become products of a store, over the running daemon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductsTest {

    /** What the store does to any call, and how many pictures it took: whoever changes or counts these is alone. */
    private static final String STORE = "store";

    private ProductsDesk desk;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        desk = ProductsDesk.start(
                folder,
                "defaults:\n  without: [SHIPPING, FEE, ROUNDING]\n",
                Map.of(
                        "saddlebag.store.main.media-user", SandboxStore.MEDIA_USER,
                        "saddlebag.store.main.media-password", SandboxStore.MEDIA_PASSWORD));
    }

    @AfterEach
    void mend() {
        desk.store().faults().clear();
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = STORE, mode = ResourceAccessMode.READ)
    void aNewItemIsADraftUntilItIsCompleteAndArchivingTakesItOffSale() {
        desk.odoo().addProduct(SandboxOdoo.Product.storable("NEW-MUG", ProductsDesk.PRICE));
        eventually(() -> assertThat(desk.shown("NEW-MUG", "status")).isEqualTo("draft"));
        eventually(
                () -> assertThat(desk.listing("NEW-MUG").orElseThrow().words()).contains("image", "category"));

        desk.change("NEW-MUG", fields -> fields.put("categ_id", desk.category).put("image_1920", png(1)));

        eventually(() -> assertThat(desk.shown("NEW-MUG", "status")).isEqualTo("publish"));
        assertThat(desk.shown("NEW-MUG", "regular_price")).isEqualTo("11.90");
        JsonNode product = desk.store().product("NEW-MUG").orElseThrow();
        assertThat(product.path("categories").findValuesAsText("name")).containsExactly("Mugs");
        assertThat(product.path("images")).hasSize(1);

        desk.change("NEW-MUG", fields -> fields.put("active", false));

        eventually(() -> assertThat(desk.shown("NEW-MUG", "status")).isEqualTo("draft"));
        assertThat(desk.listing("NEW-MUG").orElseThrow().state()).isEqualTo(State.HIDDEN);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(STORE)
    void p32APictureIsUploadedOnceAndAgainOnlyWhenItsContentIsAnother() {
        desk.complete("PICTURED", 2);
        eventually(() -> assertThat(desk.shown("PICTURED", "status")).isEqualTo("publish"));
        int before = desk.store().uploads();
        long picture = desk.picture("PICTURED");

        desk.change("PICTURED", fields -> fields.put("weight", 2.5));
        eventually(() -> assertThat(desk.shown("PICTURED", "weight")).isEqualTo("2.5"));
        desk.change("PICTURED", fields -> fields.put("weight", 3.5));
        eventually(() -> assertThat(desk.shown("PICTURED", "weight")).isEqualTo("3.5"));

        assertThat(desk.picture("PICTURED")).isEqualTo(picture);

        desk.change("PICTURED", fields -> fields.put("image_1920", png(3)));

        eventually(() -> assertThat(desk.picture("PICTURED")).isNotEqualTo(picture));
        assertThat(desk.store().uploads()).isEqualTo(before + 1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = STORE, mode = ResourceAccessMode.READ)
    void anItemWithVariantsBecomesOneProductWithVariations() {
        Map<String, String> skus = new LinkedHashMap<>();
        skus.put("Small", "JACKET-S");
        skus.put("Large", "JACKET-L");
        int template = desk.odoo().addVariants("Jacket", "Size", skus, ProductsDesk.PRICE);
        desk.change("JACKET-S", fields -> fields.put("categ_id", desk.category).put("image_1920", png(4)));

        String parent = "odoo-" + template;
        eventually(() -> assertThat(desk.shown(parent, "status")).isEqualTo("publish"));

        JsonNode product = desk.store().product(parent).orElseThrow();
        assertThat(product.path("type").asText()).isEqualTo("variable");
        assertThat(product.path("name").asText()).isEqualTo("Jacket");
        assertThat(product.path("attributes").get(0).path("options"))
                .extracting(JsonNode::asText)
                .containsExactly("Small", "Large");
        assertThat(product.path("variations")).hasSize(2);
        JsonNode large = desk.store().product("JACKET-L").orElseThrow();
        assertThat(large.path("attributes").get(0).path("option").asText()).isEqualTo("Large");
        assertThat(large.path("regular_price").asText()).isEqualTo("11.90");
        assertThat(desk.store().countProducts(parent)).isEqualTo(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = STORE, mode = ResourceAccessMode.READ)
    void anItemTheStoreHasIsTakenOverAndWhatTheStoreOwnsSurvives() {
        desk.store()
                .addProduct(JsonNodeFactory.instance
                        .objectNode()
                        .put("name", "The store's own words")
                        .put("sku", "OWN-WORDS")
                        .put("status", "publish")
                        .put("regular_price", "9.00"));
        desk.complete("OWN-WORDS", 5);

        eventually(() -> assertThat(desk.picture("OWN-WORDS")).isPositive());

        assertThat(desk.shown("OWN-WORDS", "name")).isEqualTo("The store's own words");
        assertThat(desk.store().countProducts("OWN-WORDS")).isEqualTo(1);
        desk.change("OWN-WORDS", fields -> fields.put("name", "Another name").put("weight", 1.5));
        eventually(() -> assertThat(desk.shown("OWN-WORDS", "weight")).isEqualTo("1.5"));
        assertThat(desk.shown("OWN-WORDS", "name")).isEqualTo("The store's own words");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(STORE)
    void p15AnAnswerThatIsLostWhileAProductIsMadeEndsWithOneProduct() {
        desk.store()
                .faults()
                .add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT)
                        .on("POST .*/wc/v3/products$")
                        .times(1));

        desk.complete("LOST-ANSWER", 6);

        eventually(() -> assertThat(desk.shown("LOST-ANSWER", "status")).isEqualTo("publish"));
        assertThat(desk.store().countProducts("LOST-ANSWER")).isEqualTo(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = STORE, mode = ResourceAccessMode.READ)
    void p35ASkuInTheStoresTrashIsANamedTroubleThatEndsWhenItIsDeleted() {
        desk.store()
                .addProduct(JsonNodeFactory.instance
                        .objectNode()
                        .put("name", "Thrown away")
                        .put("sku", "THROWN"));
        desk.store().trashProduct("THROWN");
        desk.complete("THROWN", 7);

        eventually(() -> assertThat(desk.code("THROWN")).isEqualTo("in-trash"));
        assertThat(desk.listing("THROWN").orElseThrow().remedy()).contains("restore it");
        assertThat(desk.api("/api/v1/products?trouble=true&store=main")
                        .path("products")
                        .findValuesAsText("sku"))
                .contains("THROWN");

        desk.store()
                .changeProduct("THROWN", JsonNodeFactory.instance.objectNode().put("status", "draft"));

        eventually(() -> assertThat(desk.shown("THROWN", "status")).isEqualTo("publish"));
        assertThat(desk.listing("THROWN").orElseThrow().code()).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(STORE)
    void p20AnItemTheStoreRefusesLeavesOrdersAndOtherItemsAlone() {
        String refusal = "{\"code\":\"plugin_says_no\",\"message\":\"Not today.\",\"data\":{\"status\":400}}";
        desk.store()
                .faults()
                .add(new Fault(Fault.Kind.STATUS, "POST .*/wc/v3/products$", 0, 1, 400, "", refusal, 0, 0));
        desk.complete("REFUSED", 8);
        eventually(() -> assertThat(desk.code("REFUSED")).isEqualTo("refused-by-store"));

        long order = desk.store().place(1).get(0);

        eventually(() ->
                assertThat(desk.odoo().ordersByReference(String.valueOf(order))).hasSize(1));
        assertThat(desk.store().product("REFUSED")).isEmpty();
        desk.store().faults().clear();
        eventually(() -> assertThat(desk.shown("REFUSED", "status")).isEqualTo("publish"));
    }
}
