package io.saddlebag.order;

import java.util.regex.Pattern;

/**
 * Identity of an order through every system: the store's configured name and the store's own order id. The order's
 * number is for people; plugins change it, so it never identifies.
 *
 * @param store configured store name, {@code [a-z0-9-]}
 * @param id the store's order id, digits
 */
public record OrderKey(String store, String id) {

    private static final Pattern STORE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern ID = Pattern.compile("[0-9]{1,19}");

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException if a part is not of its form
     */
    public OrderKey {
        if (!STORE.matcher(store).matches()) {
            throw new IllegalArgumentException(
                    "store name '" + store + "' may hold lower-case letters, digits and '-', 40 at most");
        }
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("order id '" + id + "' is not a number");
        }
    }

    /**
     * Reads {@code store:id}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static OrderKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("order '" + text + "' is not of the form store:id");
        }
        return new OrderKey(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The deterministic external key under which partners know the order: {@code <store>_order_<id>}. */
    public String external() {
        return store + "_order_" + id;
    }

    @Override
    public String toString() {
        return store + ":" + id;
    }
}
