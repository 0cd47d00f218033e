package io.saddlebag.product;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.Outcome;

/** What a store's answer means for the item that is on its way there. */
final class StoreAnswers {

    private static final String BARCODE_TAKEN = "barcode-taken";

    private final String store;

    StoreAnswers(String store) {
        this.store = store;
    }

    /**
     * The answer's value. What is wrong with this item is its trouble.
     *
     * @throws io.saddlebag.delivery.DeliveryFailure.Waiting for what only time or another key can mend
     */
    <T> T value(String operation, Outcome<T> outcome) throws Trouble {
        boolean unreadable = outcome instanceof Outcome.Unknown<T> unknown && unknown.category() == Category.MALFORMED;
        if (outcome instanceof Outcome.Refused<T> refused) {
            throw new Trouble(
                    refused.code().equals(BARCODE_TAKEN) ? BARCODE_TAKEN : "refused-by-store",
                    refused.reason(),
                    refused.remedy());
        }
        if (outcome instanceof Outcome.Busy<T> busy) {
            throw new Trouble(busy.code(), busy.reason(), busy.remedy());
        }
        if (unreadable || outcome instanceof Outcome.NotUnderstood<T>) {
            throw new Trouble(
                    "answer-unreadable",
                    outcome.reasonOr(""),
                    outcome.remedyOr("look for a plugin, or for what stands in front of the store, that changes it"));
        }
        return outcome.orThrow("store." + store, operation);
    }
}
