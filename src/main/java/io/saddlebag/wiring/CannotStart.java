package io.saddlebag.wiring;

/** Why the daemon does not start: what, where, and what to do. The message is all a person needs to see. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
