package io.saddlebag.sandbox.shipbob;

/**
 * How badly webhooks are delivered, on top of real retries. Shares are 0 to 1, times are milliseconds.
 *
 * @param dropShare share that is never sent
 * @param duplicateShare share that is sent twice, with the same {@code webhook-id}
 * @param shuffleMillis every delivery waits a random time up to this, so they overtake each other
 * @param lateShare share that waits {@code lateMillis} in addition
 * @param lateMillis that wait
 */
public record WebhookFaults(
        double dropShare, double duplicateShare, long shuffleMillis, double lateShare, long lateMillis) {

    /** Checks the ranges. */
    public WebhookFaults {
        if (!share(dropShare) || !share(duplicateShare) || !share(lateShare)) {
            throw new IllegalArgumentException("shares lie between 0 and 1");
        }
        if (shuffleMillis < 0 || lateMillis < 0) {
            throw new IllegalArgumentException("times are not negative");
        }
    }

    /** Every webhook is sent once, at once. */
    public static WebhookFaults none() {
        return new WebhookFaults(0, 0, 0, 0, 0);
    }

    private static boolean share(double value) {
        return value >= 0 && value <= 1;
    }
}
