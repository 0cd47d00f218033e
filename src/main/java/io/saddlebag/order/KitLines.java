package io.saddlebag.order;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which lines of a bundle are posted. Bundle plugins write one line for the kit and one for each piece in it; which of
 * them carries the price differs from shop to shop. A line's identity is its line id, so two lines of one SKU stay two.
 *
 * <p>The marks are line metadata of WooCommerce Product Bundles ({@code _bundled_by}, {@code _bundled_items}; over REST
 * also fields {@code bundled_by}, {@code bundled_items}), Composite Products ({@code _composite_parent},
 * {@code _composite_children}), Mix and Match ({@code _mnm_container}, {@code _mnm_config}) and WPC Product Bundles
 * ({@code _woosb_parent_id}, {@code _woosb_ids}), read from these plugins' public code; not run.
 */
public enum KitLines {
    /** Every line, as the store has it. */
    ALL,
    /** The kits only: the ERP knows what is in them. */
    PARENTS,
    /** The pieces only: the ERP does not know the kit. */
    CHILDREN;

    private static final List<String> CHILD = List.of(
            "_bundled_by", "bundled_by", "_composite_parent", "composite_parent", "_mnm_container", "_woosb_parent_id");
    private static final List<String> PARENT = List.of(
            "_bundled_items",
            "bundled_items",
            "_composite_children",
            "composite_children",
            "_mnm_config",
            "_woosb_ids");

    /** The policy named {@code all}, {@code parents} or {@code children}. */
    public static KitLines named(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }

    /** The lines to post, in their order. */
    public List<Order.Line> of(Order order) {
        return order.lines().stream().filter(this::keeps).toList();
    }

    /** Whether a line is posted. A kit inside a kit is a piece for {@code PARENTS} and a kit for {@code CHILDREN}. */
    public boolean keeps(Order.Line line) {
        return switch (this) {
            case ALL -> true;
            case PARENTS -> !isChild(line);
            case CHILDREN -> !isParent(line);
        };
    }

    /** Whether a line is a piece of a kit. */
    public static boolean isChild(Order.Line line) {
        return marked(line, CHILD);
    }

    /** Whether a line is a kit. */
    public static boolean isParent(Order.Line line) {
        return marked(line, PARENT);
    }

    private static boolean marked(Order.Line line, List<String> keys) {
        Map<String, String> meta = line.meta();
        return keys.stream()
                .map(key -> meta.getOrDefault(key, ""))
                .anyMatch(
                        value -> !value.isBlank() && !value.equals("[]") && !value.equals("{}") && !value.equals("0"));
    }
}
