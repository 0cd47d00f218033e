package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Products.Listing;
import io.saddlebag.ledger.Products.State;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.saddlebag.testing.Folders;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Items of the ERP become products of a store, over the running daemon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductsTest {

    private static final BigDecimal PRICE = new BigDecimal("10.00");

    private RunningDaemon running;
    private int category;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path mappings = folder.resolve("mappings");
        Folders.copy(Path.of("mappings"), mappings);
        Files.writeString(
                mappings.resolve("rules/prices.yaml"),
                """
                stores:
                  main:
                    currency: EUR
                    prices: with-tax
                    without: [SHIPPING, FEE, ROUNDING, TEE*, GLOVES*, BOOTS*]
                """);
        Files.writeString(mappings.resolve("rules/products.yaml"), "defaults:\n  without: [SHIPPING, FEE, ROUNDING]\n");
        Map<String, String> more = new HashMap<>(Map.of(
                "saddlebag.mappings", mappings.toString(),
                "saddlebag.erp.odoo.prices", "true",
                "saddlebag.erp.odoo.products", "true",
                "saddlebag.store.main.publish", "prices,products",
                "saddlebag.store.main.media-user", SandboxStore.MEDIA_USER,
                "saddlebag.store.main.media-password", SandboxStore.MEDIA_PASSWORD,
                "saddlebag.poll.prices", "* * * * * ?",
                "saddlebag.poll.products", "* * * * * ?",
                "saddlebag.poll.products-again", "* * * * * ?",
                "saddlebag.poll.publish", "* * * * * ?"));
        more.put("saddlebag.poll.items", "* * * * * ?");
        running = RunningDaemon.start(
                folder.resolve("data"),
                SandboxPartners.Plan.instant(),
                more,
                (partners, settings) -> category = partners.odoo().addCategory("Kitchen / Mugs"));
        eventually(() -> assertThat(running.ledger().storeItems().count("main")).isGreaterThan(20));
    }

    @AfterEach
    void mend() {
        store().faults().clear();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void aNewItemIsADraftUntilItIsCompleteAndArchivingTakesItOffSale() {
        odoo().addProduct(SandboxOdoo.Product.storable("NEW-MUG", PRICE));
        eventually(() -> assertThat(shown("NEW-MUG", "status")).isEqualTo("draft"));
        eventually(() -> assertThat(listing("NEW-MUG").orElseThrow().words()).contains("image", "category"));

        change("NEW-MUG", fields -> fields.put("categ_id", category).put("image_1920", png(1)));

        eventually(() -> assertThat(shown("NEW-MUG", "status")).isEqualTo("publish"));
        assertThat(shown("NEW-MUG", "regular_price")).isEqualTo("11.90");
        JsonNode product = store().product("NEW-MUG").orElseThrow();
        assertThat(product.path("categories").findValuesAsText("name")).containsExactly("Mugs");
        assertThat(product.path("images")).hasSize(1);

        change("NEW-MUG", fields -> fields.put("active", false));

        eventually(() -> assertThat(shown("NEW-MUG", "status")).isEqualTo("draft"));
        assertThat(listing("NEW-MUG").orElseThrow().state()).isEqualTo(State.HIDDEN);
    }

    @Test
    void p32APictureIsUploadedOnceAndAgainOnlyWhenItsContentIsAnother() {
        complete("PICTURED", 2);
        eventually(() -> assertThat(shown("PICTURED", "status")).isEqualTo("publish"));
        int before = store().uploads();
        long picture = picture("PICTURED");

        change("PICTURED", fields -> fields.put("weight", 2.5));
        eventually(() -> assertThat(shown("PICTURED", "weight")).isEqualTo("2.5"));
        change("PICTURED", fields -> fields.put("weight", 3.5));
        eventually(() -> assertThat(shown("PICTURED", "weight")).isEqualTo("3.5"));

        assertThat(picture("PICTURED")).isEqualTo(picture);

        change("PICTURED", fields -> fields.put("image_1920", png(3)));

        eventually(() -> assertThat(picture("PICTURED")).isNotEqualTo(picture));
        assertThat(store().uploads()).isEqualTo(before + 1);
    }

    @Test
    void anItemWithVariantsBecomesOneProductWithVariations() {
        Map<String, String> skus = new LinkedHashMap<>();
        skus.put("Small", "JACKET-S");
        skus.put("Large", "JACKET-L");
        int template = odoo().addVariants("Jacket", "Size", skus, PRICE);
        change("JACKET-S", fields -> fields.put("categ_id", category).put("image_1920", png(4)));

        String parent = "odoo-" + template;
        eventually(() -> assertThat(shown(parent, "status")).isEqualTo("publish"));

        JsonNode product = store().product(parent).orElseThrow();
        assertThat(product.path("type").asText()).isEqualTo("variable");
        assertThat(product.path("name").asText()).isEqualTo("Jacket");
        assertThat(product.path("attributes").get(0).path("options"))
                .extracting(JsonNode::asText)
                .containsExactly("Small", "Large");
        assertThat(product.path("variations")).hasSize(2);
        JsonNode large = store().product("JACKET-L").orElseThrow();
        assertThat(large.path("attributes").get(0).path("option").asText()).isEqualTo("Large");
        assertThat(large.path("regular_price").asText()).isEqualTo("11.90");
        assertThat(store().countProducts(parent)).isEqualTo(1);
    }

    @Test
    void anItemTheStoreHasIsTakenOverAndWhatTheStoreOwnsSurvives() {
        store().addProduct(JsonNodeFactory.instance
                .objectNode()
                .put("name", "The store's own words")
                .put("sku", "OWN-WORDS")
                .put("status", "publish")
                .put("regular_price", "9.00"));
        complete("OWN-WORDS", 5);

        eventually(() -> assertThat(picture("OWN-WORDS")).isPositive());

        assertThat(shown("OWN-WORDS", "name")).isEqualTo("The store's own words");
        assertThat(store().countProducts("OWN-WORDS")).isEqualTo(1);
        change("OWN-WORDS", fields -> fields.put("name", "Another name").put("weight", 1.5));
        eventually(() -> assertThat(shown("OWN-WORDS", "weight")).isEqualTo("1.5"));
        assertThat(shown("OWN-WORDS", "name")).isEqualTo("The store's own words");
    }

    @Test
    void p15AnAnswerThatIsLostWhileAProductIsMadeEndsWithOneProduct() {
        store().faults()
                .add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT)
                        .on("POST .*/wc/v3/products$")
                        .times(1));

        complete("LOST-ANSWER", 6);

        eventually(() -> assertThat(shown("LOST-ANSWER", "status")).isEqualTo("publish"));
        assertThat(store().countProducts("LOST-ANSWER")).isEqualTo(1);
    }

    @Test
    void p35ASkuInTheStoresTrashIsANamedTroubleThatEndsWhenItIsDeleted() {
        store().addProduct(JsonNodeFactory.instance
                .objectNode()
                .put("name", "Thrown away")
                .put("sku", "THROWN"));
        store().trashProduct("THROWN");
        complete("THROWN", 7);

        eventually(() -> assertThat(code("THROWN")).isEqualTo("in-trash"));
        assertThat(listing("THROWN").orElseThrow().remedy()).contains("restore it");
        assertThat(Documents.parse(running.call("GET", "/api/v1/products?trouble=true&store=main", "")
                                .body())
                        .path("products")
                        .findValuesAsText("sku"))
                .contains("THROWN");

        store().changeProduct("THROWN", JsonNodeFactory.instance.objectNode().put("status", "draft"));

        eventually(() -> assertThat(shown("THROWN", "status")).isEqualTo("publish"));
        assertThat(listing("THROWN").orElseThrow().code()).isEmpty();
    }

    @Test
    void p20AnItemTheStoreRefusesLeavesOrdersAndOtherItemsAlone() {
        String refusal = "{\"code\":\"plugin_says_no\",\"message\":\"Not today.\",\"data\":{\"status\":400}}";
        store().faults().add(new Fault(Fault.Kind.STATUS, "POST .*/wc/v3/products$", 0, 1, 400, "", refusal, 0, 0));
        complete("REFUSED", 8);
        eventually(() -> assertThat(code("REFUSED")).isEqualTo("refused-by-store"));

        long order = store().place(1).get(0);

        eventually(() ->
                assertThat(odoo().ordersByReference(String.valueOf(order))).hasSize(1));
        assertThat(store().product("REFUSED")).isEmpty();
        store().faults().clear();
        eventually(() -> assertThat(shown("REFUSED", "status")).isEqualTo("publish"));
    }

    private void complete(String sku, int picture) {
        odoo().addProduct(SandboxOdoo.Product.storable(sku, PRICE));
        change(sku, fields -> fields.put("categ_id", category).put("image_1920", png(picture)));
    }

    private void change(String sku, UnaryOperator<ObjectNode> fields) {
        odoo().change(sku, fields.apply(JsonNodeFactory.instance.objectNode()));
    }

    /** Nothing a browser would show, but it begins as a PNG does. */
    private static String png(int number) {
        byte[] content = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', (byte) number};
        return Base64.getEncoder().encodeToString(content);
    }

    private String shown(String sku, String field) {
        return store().product(sku).map(row -> row.path(field).asText()).orElse("");
    }

    private long picture(String sku) {
        return store().product(sku)
                .map(row -> row.path("images").path(0).path("id").asLong(0))
                .orElse(0L);
    }

    private Optional<Listing> listing(String sku) {
        return new ArrayList<>(running.ledger().products().listings(Optional.of("main"), false, 1000))
                .stream().filter(one -> one.sku().equals(sku)).findFirst();
    }

    private String code(String sku) {
        return listing(sku).map(Listing::code).orElse("");
    }

    private SandboxStore store() {
        return running.partners().store();
    }

    private SandboxOdoo odoo() {
        return running.partners().odoo();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }
}
