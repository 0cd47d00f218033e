package io.saddlebag.sandbox.http;

/**
 * What one sandbox partner does with a request. Called on the partner's single event loop, one request at a time, so a
 * partner keeps its state in plain collections and must not block.
 */
@FunctionalInterface
public interface SandboxHandler {

    /** Answers one request; the state change is complete when this returns. */
    SandboxReply handle(SandboxRequest request);

    /**
     * Told of a request when it arrives, before any delay. A partner with a pace of its own answers how long the work
     * takes and who does it when that time is over, so it can tell requests that overlapped.
     */
    default Turn arrive(SandboxRequest request) {
        return new Turn(0, this);
    }

    /**
     * When and by whom one request is handled.
     *
     * @param delayMillis how long the partner takes, in milliseconds, on top of any fault
     * @param handler does the work
     */
    record Turn(long delayMillis, SandboxHandler handler) {}
}
