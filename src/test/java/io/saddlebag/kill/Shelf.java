package io.saddlebag.kill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.State;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Items that the ERP and the store have and nobody buys: their stock only rises, so nothing that the store is told of one may
 * be less than what it was told before.
 */
final class Shelf {

    private final SandboxPartners partners;
    private final List<String> skus = new ArrayList<>();

    Shelf(SandboxPartners partners) {
        this.partners = partners;
    }

    /** What a daemon is told that publishes the ERP's stock. */
    static Map<String, String> settings() {
        return Map.of(
                "saddlebag.erp.odoo.stock", "true",
                "saddlebag.poll.levels", "* * * * * ?",
                "saddlebag.store.main.publish", "stock",
                "saddlebag.poll.items", "* * * * * ?",
                "saddlebag.poll.publish", "* * * * * ?");
    }

    /** The rules of a daemon's home: the store sells what lies in the ERP's warehouse. */
    static void rules(Path home) {
        try {
            Files.writeString(
                    home.resolve("mappings/rules/availability.yaml"),
                    "nodes: {shop: {source: erp.odoo, location: WH}}\nchannels:\n  main:\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts more items on it, the ERP has ten pieces of each. */
    void add(int count) {
        for (int i = 0; i < count; i++) {
            String sku = "SHELF-" + skus.size();
            partners.odoo().addProduct(SandboxOdoo.Product.storable(sku, BigDecimal.TEN));
            partners.odoo().addStock(sku, "WH", BigDecimal.TEN);
            partners.store()
                    .addProduct(JsonNodeFactory.instance
                            .objectNode()
                            .put("name", "Item " + sku)
                            .put("sku", sku)
                            .put("regular_price", "10.00")
                            .put("manage_stock", true)
                            .put("stock_quantity", 0));
            skus.add(sku);
        }
    }

    /** The ERP receives a piece of some items. */
    void receive(int items, Random chance) {
        for (int i = 0; i < items; i++) {
            partners.odoo().addStock(skus.get(chance.nextInt(skus.size())), "WH", BigDecimal.ONE);
        }
    }

    /** How often the store was told a stock. */
    int writes() {
        return skus.stream()
                .mapToInt(sku -> partners.store().writtenStock(sku).size() - 1)
                .sum();
    }

    /** Items of which the store does not show what the ERP has. */
    List<String> wrong() {
        return skus.stream()
                .filter(sku -> shown(sku) != had(sku))
                .map(sku -> sku + " is " + shown(sku) + " and should be " + had(sku))
                .toList();
    }

    /** Items of which the store does not show the ledger's last wish, or the ledger does not know that it does. */
    List<String> unlike(Publications publications) {
        return skus.stream()
                .filter(sku -> publications
                        .find("main", sku, Aspect.STOCK)
                        .filter(row ->
                                row.state() == State.SHOWN && row.wished().contains("\"quantity\":" + shown(sku) + ","))
                        .isEmpty())
                .toList();
    }

    /** Items of which the store was told an older stock after a newer one. */
    List<String> fallen() {
        return skus.stream()
                .filter(sku -> {
                    List<Integer> written = partners.store().writtenStock(sku);
                    return !written.equals(written.stream().sorted().toList());
                })
                .map(sku -> sku + ": " + partners.store().writtenStock(sku))
                .toList();
    }

    private int shown(String sku) {
        return partners.store().stock(sku).orElse(-1);
    }

    private int had(String sku) {
        return partners.odoo().stock(sku, "WH").intValue();
    }
}
