package io.saddlebag.simulation;

/** A trouble cannot be made on this machine; the message says why. */
final class NotHere extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotHere(String why) {
        super(why);
    }
}
