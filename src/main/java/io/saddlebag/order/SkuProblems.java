package io.saddlebag.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds lines that cannot be posted as they are. An unknown product or SKU is accepted by WooCommerce with an empty line
 * of zero (facts: woocommerce 11), a deleted product leaves a line without a product, a variation without a SKU of its
 * own shows its parent's. Several problems may come of one line.
 */
public final class SkuProblems {

    /** The line names neither a product nor a SKU. */
    public static final String FREE_TEXT = "free-text-line";
    /** The product has no SKU. */
    public static final String NO_SKU = "no-sku";
    /** The store no longer knows the product. */
    public static final String NO_PRODUCT = "no-product";
    /** Two different items with one SKU. */
    public static final String SHARED_SKU = "shared-sku";
    /** A line id twice. */
    public static final String DUPLICATE_LINE = "duplicate-line";
    /** Nothing to deliver. */
    public static final String QUANTITY = "quantity";
    /** The kit policy leaves out a line that costs something. */
    public static final String KIT_AMOUNT = "kit-amount";

    private SkuProblems() {}

    /**
     * One reason to park an order.
     *
     * @param lineId the store's line id
     * @param code stable short name
     * @param cause what is wrong, in words
     * @param remedy what a person can do
     */
    public record Problem(String lineId, String code, String cause, String remedy) {}

    /** The problems of the lines the kit policy keeps, in their order; none for a clean order. */
    public static List<Problem> of(Order order, KitLines kits) {
        List<Problem> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Map<String, String> itemOfSku = new HashMap<>();
        for (Order.Line line : order.lines()) {
            if (!ids.add(line.id())) {
                problems.add(problem(
                        line,
                        DUPLICATE_LINE,
                        "the id stands on two lines",
                        "the line id is a line's identity; look for a plugin that rewrites the order's lines"));
            }
            if (!kits.keeps(line)) {
                left(line, kits, problems);
                continue;
            }
            item(line, problems);
            if (line.quantity().signum() <= 0) {
                problems.add(problem(
                        line,
                        QUANTITY,
                        "its quantity is " + line.quantity().toPlainString(),
                        "correct the quantity in the store, or remove the line"));
            }
            String item = line.productId() + "/" + line.variationId().orElse("");
            String other = line.sku().isBlank()
                    ? item
                    : itemOfSku.putIfAbsent(line.sku().strip(), item);
            if (other != null && !other.equals(item)) {
                problems.add(
                        problem(
                                line,
                                SHARED_SKU,
                                "SKU " + line.sku() + " stands for two different items of this order",
                                "give each variation a SKU of its own in the store, or map the items by product and variation id"));
            }
        }
        return List.copyOf(problems);
    }

    private static void item(Order.Line line, List<Problem> problems) {
        boolean noProduct = line.productId().equals("0");
        boolean noSku = line.sku().isBlank();
        if (noProduct && noSku) {
            problems.add(
                    problem(
                            line,
                            FREE_TEXT,
                            "it names neither a product nor a SKU",
                            "the product was deleted, or never existed: put a product on the line in the store, or make it a fee"));
        } else if (noProduct) {
            problems.add(problem(
                    line,
                    NO_PRODUCT,
                    "the store no longer knows the product of SKU " + line.sku(),
                    "post it by its SKU, or put an existing product on the line in the store"));
        } else if (noSku) {
            problems.add(problem(
                    line,
                    NO_SKU,
                    "product " + line.productId()
                            + line.variationId().map(v -> ", variation " + v).orElse("") + " has no SKU",
                    "give the product a SKU in the store, or map it by its product and variation id"));
        }
    }

    private static void left(Order.Line line, KitLines kits, List<Problem> problems) {
        if (line.total().signum() != 0 || line.totalTax().signum() != 0) {
            problems.add(problem(
                    line,
                    KIT_AMOUNT,
                    "the kit policy '" + kits.name().toLowerCase(Locale.ROOT) + "' leaves it out, but it costs "
                            + line.total().add(line.totalTax()).toPlainString() + " with tax",
                    "use the kit policy 'all', or price the bundle on the other side in the store"));
        }
    }

    private static Problem problem(Order.Line line, String code, String cause, String remedy) {
        return new Problem(line.id(), code, "line " + line.id() + ": " + cause, remedy);
    }
}
