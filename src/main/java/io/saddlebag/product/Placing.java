package io.saddlebag.product;

import io.saddlebag.product.Product.Variant;
import java.util.List;
import java.util.Optional;

/**
 * An item that is for sale, on its way into a store.
 *
 * @param named its variants that are written, archived ones too
 * @param active those of them that are for sale
 * @param items what the store has of them; grows with what is made
 * @param category the store's id
 * @param picture the store's id
 * @param blurred what is wrong with its picture
 */
record Placing(
        Product product,
        List<Variant> named,
        List<Variant> active,
        FoundItems items,
        Optional<String> category,
        Optional<String> picture,
        Optional<Trouble> blurred) {}
