package io.saddlebag.connector.woocommerce;

import io.saddlebag.delivery.Outcome;

/** Outcomes in words, for findings. */
final class OutcomeWords {

    private OutcomeWords() {}

    /** An outcome in words. */
    static String words(Outcome<?> outcome) {
        if (outcome instanceof Outcome.RetryLater<?> later) {
            return later.reason();
        }
        if (outcome instanceof Outcome.Refused<?> refused) {
            return refused.reason();
        }
        if (outcome instanceof Outcome.NotAllowed<?> denied) {
            return denied.reason();
        }
        if (outcome instanceof Outcome.NotUnderstood<?> odd) {
            return odd.reason();
        }
        return outcome instanceof Outcome.Unknown<?> unknown ? unknown.reason() : "works";
    }

    /** What to do about an outcome. */
    static String remedy(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            return refused.remedy();
        }
        if (outcome instanceof Outcome.NotAllowed<?> denied) {
            return denied.remedy();
        }
        if (outcome instanceof Outcome.NotUnderstood<?> odd) {
            return odd.remedy();
        }
        return outcome.succeeded() ? "" : "check the store's address and that it is up";
    }
}
