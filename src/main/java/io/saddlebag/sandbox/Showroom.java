package io.saddlebag.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.woocommerce.SeedProduct;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a retailer's ERP has beside goods: a price list for the web, one of its sales, and a warehouse that mirrors what the 3PL
 * has. For whoever tries stock and prices by hand.
 */
public final class Showroom {

    private static final String MIRROR = "WH2";
    private static final BigDecimal PIECES = new BigDecimal("2000000");

    private final SandboxOdoo odoo;

    private Showroom(SandboxOdoo odoo) {
        this.odoo = odoo;
    }

    /** Adds all of it; the settings that belong to it. */
    public static Map<String, String> furnish(SandboxPartners partners) {
        Showroom room = new Showroom(partners.odoo());
        room.lists();
        room.mirror();
        return Map.of("saddlebag.erp.odoo.warehouse.shipbob", MIRROR);
    }

    private void lists() {
        int web = list("Web EUR");
        fixed(web, "MUG-BLUE", "11.90");
        fixed(web, "STIRRUP-SS", "36.50");
        int sale = list("Sale EUR");
        fixed(sale, "HOOF-PICK", "3.49");
        discount(sale, "BLANKET-W", 20);
    }

    private int list(String name) {
        return odoo.add(
                "product.pricelist", JsonNodeFactory.instance.objectNode().put("name", name));
    }

    private void fixed(int list, String sku, String price) {
        odoo.add(
                "product.pricelist.item",
                rule(list, sku).put("compute_price", "fixed").put("fixed_price", new BigDecimal(price)));
    }

    private void discount(int list, String sku, int percent) {
        odoo.add(
                "product.pricelist.item",
                rule(list, sku).put("compute_price", "percentage").put("percent_price", percent));
    }

    private ObjectNode rule(int list, String sku) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("pricelist_id", list)
                .put("applied_on", "1_product")
                .put("product_tmpl_id", odoo.ids(sku).template());
    }

    /** As many pieces as the 3PL has of everything in its two centres. */
    private void mirror() {
        SeedProduct.saddlery()
                .forEach(product -> SandboxPartners.skus(product).forEach(sku -> odoo.addStock(sku, MIRROR, PIECES)));
    }
}
