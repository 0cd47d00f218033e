package io.saddlebag.cli;

/** Something a person can mend; the message is all they need to see. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Problem(String message) {
        super(message);
    }
}
