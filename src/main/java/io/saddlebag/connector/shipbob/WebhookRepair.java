package io.saddlebag.connector.shipbob;

import java.util.List;

/**
 * What became of our webhook subscription.
 *
 * @param found what was wrong, in words; empty if nothing was
 * @param done what was done about it, in words
 */
public record WebhookRepair(List<String> found, List<String> done) {

    /** Copies the collections. */
    public WebhookRepair {
        found = List.copyOf(found);
        done = List.copyOf(done);
    }

    /** Whether everything was as it should be. */
    public boolean healthy() {
        return found.isEmpty();
    }
}
