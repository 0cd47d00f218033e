package io.saddlebag.pace;

import io.saddlebag.delivery.HttpResult;

/** Failed calls in a row, by what they mean. For one thread at a time. */
final class FailureCount {

    private final int most;
    private int failed;
    private int refused;
    private int denied;

    /** Counts up to so many failed calls. */
    FailureCount(int most) {
        this.most = most;
    }

    /** What happened on the wire: a connection that is refused did not even get to an answer. */
    void answered(HttpResult result) {
        boolean nobody = result instanceof HttpResult.NoAnswer none
                && switch (none.kind()) {
                    case NOT_CONNECTED, UNKNOWN_HOST, TLS -> true;
                    case ALL_IN_USE, TIMED_OUT, BROKEN -> false;
                };
        refused = nobody ? refused + 1 : 0;
    }

    /** One more; true if they are enough. */
    boolean failed() {
        failed++;
        return failed >= most || refused >= PauseRules.AFTER_REFUSED;
    }

    /** Our credentials were refused once more; true if that is enough. */
    boolean denied() {
        denied++;
        return denied >= PauseRules.AFTER_DENIED;
    }

    /** A call that was understood, whatever it brought. */
    void good() {
        failed = 0;
        denied = 0;
    }

    /** Nothing is known any more. */
    void forget() {
        good();
        refused = 0;
    }
}
