package io.saddlebag.sandbox.woocommerce;

import java.util.ArrayList;
import java.util.List;

/**
 * A product the shop starts with.
 *
 * @param sku article number; variations get {@code <sku>-<option>}
 * @param price money in the shop's currency, e.g. {@code 12.50}
 * @param stock pieces, of each variation if there are any
 * @param taxClass empty for standard
 * @param sizes options of a variable product, empty for a simple one
 */
public record SeedProduct(String sku, String name, String price, int stock, String taxClass, List<String> sizes) {

    /** A simple product taxed at the standard rate. */
    public static SeedProduct simple(String sku, String name, String price, int stock) {
        return new SeedProduct(sku, name, price, stock, "", List.of());
    }

    /** A product in sizes. */
    public static SeedProduct sized(String sku, String name, String price, int stock, String... sizes) {
        return new SeedProduct(sku, name, price, stock, "", List.of(sizes));
    }

    /** A small saddlery: 12 simple products, 3 in sizes, 2 taxed at the reduced rate; 23 sellable articles. */
    public static List<SeedProduct> saddlery() {
        List<SeedProduct> all = new ArrayList<>(List.of(
                simple("MUG-BLUE", "Café Mug – blue “large”", "12.50", 5000),
                simple("BRIDLE-01", "Leather bridle", "89.00", 5000),
                simple("STIRRUP-SS", "Stainless stirrups", "34.95", 5000),
                simple("GIRTH-120", "Girth 120 cm", "42.50", 5000),
                simple("BLANKET-W", "Winter blanket", "119.00", 5000),
                simple("BRUSH-SET", "Grooming set", "24.90", 5000),
                simple("HOOF-PICK", "Hoof pick", "3.99", 5000),
                simple("LEADROPE", "Lead rope", "14.00", 5000),
                simple("SADDLEBAG-S", "Saddlebag small", "59.00", 5000),
                simple("SADDLEBAG-L", "Saddlebag large", "79.00", 5000),
                sized("TEE", "T-Shirt", "19.00", 5000, "S", "M", "L"),
                sized("GLOVES", "Riding gloves", "27.50", 5000, "S", "M", "L", "XL"),
                sized("BOOTS", "Riding boots", "149.00", 5000, "38", "40", "42", "44")));
        all.add(new SeedProduct("OATS-10", "Oats 10 kg", "11.80", 5000, "reduced-rate", List.of()));
        all.add(new SeedProduct("BOOK-RIDE", "Riding for beginners", "22.00", 5000, "reduced-rate", List.of()));
        return List.copyOf(all);
    }
}
