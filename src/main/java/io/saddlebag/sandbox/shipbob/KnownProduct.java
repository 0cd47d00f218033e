package io.saddlebag.sandbox.shipbob;

import java.util.Map;

/**
 * One product the merchant has at ShipBob from the start.
 *
 * @param reference the product's reference id, which is also its SKU
 * @param name what people call it
 * @param onHand units on hand by fulfilment centre id; a centre left out has none
 */
public record KnownProduct(String reference, String name, Map<Integer, Integer> onHand) {

    /** Copies the stock. */
    public KnownProduct {
        onHand = Map.copyOf(onHand);
    }
}
