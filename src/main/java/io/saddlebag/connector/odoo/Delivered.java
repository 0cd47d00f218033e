package io.saddlebag.connector.odoo;

import java.util.List;

/**
 * A shipment as Odoo holds it.
 *
 * @param deliveries ids of the validated deliveries
 * @param numbers their numbers, e.g. {@code WH/OUT/00001}
 */
public record Delivered(List<Long> deliveries, List<String> numbers) {

    /** Copies the collections. */
    public Delivered {
        deliveries = List.copyOf(deliveries);
        numbers = List.copyOf(numbers);
    }
}
