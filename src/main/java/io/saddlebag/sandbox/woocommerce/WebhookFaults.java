package io.saddlebag.sandbox.woocommerce;

/**
 * How badly the shop delivers its webhooks. Decided per event with seeded chance, so that a run can be repeated.
 *
 * @param dropShare share of the events that are never delivered, 0 to 1
 * @param duplicateShare share delivered twice, 0 to 1
 * @param shuffleMillis each event waits up to this long in addition, so that later ones overtake it
 * @param delayMinMillis least time from event to delivery; the real shop takes 0.35 to 53 seconds (facts 27)
 * @param delayMaxMillis longest time from event to delivery
 * @param concurrency deliveries under way at once; the real queue runner does one, so a hanging receiver blocks it
 * @param seed where chance starts
 */
public record WebhookFaults(
        double dropShare,
        double duplicateShare,
        long shuffleMillis,
        long delayMinMillis,
        long delayMaxMillis,
        int concurrency,
        long seed) {

    /** Fills in what a tester left out. */
    public WebhookFaults {
        if (dropShare < 0 || dropShare > 1 || duplicateShare < 0 || duplicateShare > 1) {
            throw new IllegalArgumentException("a share is between 0 and 1");
        }
        if (shuffleMillis < 0 || delayMinMillis < 0) {
            throw new IllegalArgumentException("a time is not negative");
        }
        delayMaxMillis = Math.max(delayMinMillis, delayMaxMillis);
        concurrency = concurrency < 1 ? 1 : concurrency;
    }

    /** Every event once, in order, one at a time, at once. */
    public static WebhookFaults none() {
        return new WebhookFaults(0, 0, 0, 0, 0, 1, 20_26);
    }

    /** The same, with this share lost. */
    public WebhookFaults dropping(double share) {
        return new WebhookFaults(
                share, duplicateShare, shuffleMillis, delayMinMillis, delayMaxMillis, concurrency, seed);
    }

    /** The same, with this share delivered twice. */
    public WebhookFaults duplicating(double share) {
        return new WebhookFaults(dropShare, share, shuffleMillis, delayMinMillis, delayMaxMillis, concurrency, seed);
    }

    /** The same, out of order within this window. */
    public WebhookFaults shuffling(long millis) {
        return new WebhookFaults(dropShare, duplicateShare, millis, delayMinMillis, delayMaxMillis, concurrency, seed);
    }

    /** The same, late by this much. */
    public WebhookFaults delaying(long minMillis, long maxMillis) {
        return new WebhookFaults(dropShare, duplicateShare, shuffleMillis, minMillis, maxMillis, concurrency, seed);
    }

    /** The same, with so many deliveries at once. */
    public WebhookFaults concurrently(int deliveries) {
        return new WebhookFaults(
                dropShare, duplicateShare, shuffleMillis, delayMinMillis, delayMaxMillis, deliveries, seed);
    }
}
