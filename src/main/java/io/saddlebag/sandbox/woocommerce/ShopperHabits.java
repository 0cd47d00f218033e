package io.saddlebag.sandbox.woocommerce;

import java.util.List;
import java.util.Random;

/**
 * How shoppers order.
 *
 * @param shipping ways of shipping, the first two chosen in 25 and 75 of 100 orders where there are no more; else all alike
 * @param fees whether some pay a fee, e.g. for a gift wrap
 */
public record ShopperHabits(List<Shipping> shipping, boolean fees) {

    /** Copies the list. */
    public ShopperHabits {
        shipping = List.copyOf(shipping);
        if (shipping.isEmpty()) {
            throw new IllegalArgumentException("shoppers need a way of shipping");
        }
    }

    /**
     * A way of shipping.
     *
     * @param method its id, e.g. {@code flat_rate}
     * @param title what the shopper reads
     * @param total price without tax
     */
    public record Shipping(String method, String title, String total) {}

    /** Free shipping for a quarter of the orders, a flat rate for the others; some pay for a gift wrap. */
    public static ShopperHabits usual() {
        return new ShopperHabits(
                List.of(
                        new Shipping("free_shipping", "Free shipping", "0.00"),
                        new Shipping("flat_rate", "Flat rate", "4.90")),
                true);
    }

    /** Only these methods, for money. */
    public static ShopperHabits of(List<String> methods, boolean fees) {
        return new ShopperHabits(
                methods.stream()
                        .map(method -> new Shipping(method, method.replace('_', ' '), "4.90"))
                        .toList(),
                fees);
    }

    Shipping chosen(Random random) {
        if (shipping.size() == 2) {
            return shipping.get(random.nextInt(100) < 25 ? 0 : 1);
        }
        return shipping.get(random.nextInt(shipping.size()));
    }
}
