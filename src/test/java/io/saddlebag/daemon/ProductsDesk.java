package io.saddlebag.daemon;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Products.Listing;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.saddlebag.testing.Folders;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.core.ThrowingRunnable;

/** A running daemon that brings the sandbox ERP's items to the sandbox store, looking every second. */
final class ProductsDesk implements AutoCloseable {

    static final BigDecimal PRICE = new BigDecimal("10.00");

    final RunningDaemon running;
    /** The ERP's id of "Kitchen / Mugs". */
    final int category;

    private ProductsDesk(RunningDaemon running, int category) {
        this.running = running;
        this.category = category;
    }

    /**
     * Starts one.
     *
     * @param rules the text of rules/products.yaml
     * @param settings of the daemon
     */
    static ProductsDesk start(Path folder, String rules, Map<String, String> settings) throws IOException {
        Path mappings = folder.resolve("mappings");
        Folders.copy(Path.of("mappings"), mappings);
        Files.writeString(
                mappings.resolve("rules/prices.yaml"),
                """
                stores:
                  main:
                    currency: EUR
                    prices: with-tax
                    without: [TEE*, GLOVES*, BOOTS*]
                """);
        Files.writeString(mappings.resolve("rules/products.yaml"), rules);
        Map<String, String> more = new HashMap<>(Map.of(
                "saddlebag.mappings", mappings.toString(),
                "saddlebag.erp.odoo.prices", "true",
                "saddlebag.erp.odoo.products", "true",
                "saddlebag.store.main.publish", "prices,products",
                "saddlebag.poll.prices", "* * * * * ?",
                "saddlebag.poll.products", "* * * * * ?",
                "saddlebag.poll.products-again", "* * * * * ?",
                "saddlebag.poll.publish", "* * * * * ?",
                "saddlebag.poll.items", "* * * * * ?"));
        more.putAll(settings);
        int[] category = new int[1];
        RunningDaemon running = RunningDaemon.start(
                folder.resolve("data"),
                SandboxPartners.Plan.instant(),
                more,
                (partners, given) -> category[0] = partners.odoo().addCategory("Kitchen / Mugs"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> running.ledger().storeItems().count("main") > 20);
        return new ProductsDesk(running, category[0]);
    }

    /** A storable item with a category and a picture; its id. */
    int complete(String sku, int picture) {
        int id = odoo().addProduct(SandboxOdoo.Product.storable(sku, PRICE));
        change(id, fields -> fields.put("categ_id", category).put("image_1920", png(picture)));
        return id;
    }

    void change(String sku, UnaryOperator<ObjectNode> fields) {
        odoo().change(sku, fields.apply(JsonNodeFactory.instance.objectNode()));
    }

    void change(int product, UnaryOperator<ObjectNode> fields) {
        odoo().change(product, fields.apply(JsonNodeFactory.instance.objectNode()));
    }

    /** Nothing a browser would show, but it begins as a PNG does. */
    static String png(int number) {
        byte[] content = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', (byte) number};
        return Base64.getEncoder().encodeToString(content);
    }

    String shown(String sku, String field) {
        return store().product(sku).map(row -> row.path(field).asText()).orElse("");
    }

    long picture(String sku) {
        return store().product(sku)
                .map(row -> row.path("images").path(0).path("id").asLong(0))
                .orElse(0L);
    }

    /** Where an item stands; of several with this SKU the one with a trouble. */
    Optional<Listing> listing(String sku) {
        return running.ledger().products().listings(Optional.of("main"), false, 1000).stream()
                .filter(one -> one.sku().equals(sku))
                .max((one, other) -> one.code().compareTo(other.code()));
    }

    String code(String sku) {
        return listing(sku).map(Listing::code).orElse("");
    }

    /** What lists of the operations API name. */
    JsonNode api(String path) {
        return Documents.parse(running.call("GET", path, "").body());
    }

    SandboxStore store() {
        return running.partners().store();
    }

    SandboxOdoo odoo() {
        return running.partners().odoo();
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }

    @Override
    public void close() {
        running.close();
    }
}
