package io.saddlebag.sandbox.http;

/**
 * What one sandbox partner does with a request. Called on the partner's single event loop, one request at a time, so a
 * partner keeps its state in plain collections and must not block.
 */
@FunctionalInterface
public interface SandboxHandler {

    /** Answers one request; the state change is complete when this returns. */
    SandboxReply handle(SandboxRequest request);
}
