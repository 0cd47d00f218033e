package io.saddlebag.connector.woocommerce;

import io.saddlebag.delivery.Outcome;

/** What findings say where an outcome has no words of its own. */
final class OutcomeWords {

    private OutcomeWords() {}

    /** An outcome in words. */
    static String words(Outcome<?> outcome) {
        return outcome.reasonOr("works");
    }

    /** What to do about an outcome. */
    static String remedy(Outcome<?> outcome) {
        return outcome.succeeded() ? "" : outcome.remedyOr("check the store's address and that it is up");
    }
}
