package io.saddlebag.product;

import io.saddlebag.ledger.Products.State;
import java.util.List;
import java.util.Optional;

/**
 * Where an item stands in a store.
 *
 * @param code stable short name of its trouble, empty where it has none
 * @param words what happened, or what is missing
 * @param remedy what to do
 * @param again whether to look at it again before the ERP says something new
 */
record Standing(State state, String code, String words, String remedy, boolean again) {

    static Standing of(State state, String words) {
        return new Standing(state, "", words, "", false);
    }

    static Standing of(Trouble trouble) {
        return new Standing(State.TROUBLED, trouble.code(), trouble.getMessage(), trouble.remedy(), true);
    }

    /**
     * An item that is for sale in the ERP. One that shoppers see already is not taken from them because something is missing:
     * that is a trouble, for a person.
     *
     * @param onSale whether the store shows it to shoppers already
     * @param lacking words for what is required and not there
     * @param blurred what is wrong with its picture
     */
    static Standing forSale(boolean onSale, List<String> lacking, Optional<Trouble> blurred) {
        State state = onSale || lacking.isEmpty() ? State.SHOWN : State.DRAFT;
        String missing = lacking.isEmpty() ? "" : "missing: " + String.join(", ", lacking);
        if (blurred.isPresent()) {
            String words = blurred.get().getMessage() + (missing.isEmpty() ? "" : "; " + missing);
            return new Standing(
                    state, blurred.get().code(), words, blurred.get().remedy(), true);
        }
        if (onSale && !lacking.isEmpty()) {
            return new Standing(
                    state,
                    "incomplete-on-sale",
                    "it is on sale; " + missing,
                    "complete it in the ERP, a price in the store too; or require less in mappings/rules/products.yaml, or"
                            + " take it off sale",
                    true);
        }
        return new Standing(state, "", missing, "", !lacking.isEmpty());
    }
}
