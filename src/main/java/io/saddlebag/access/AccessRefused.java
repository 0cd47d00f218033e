package io.saddlebag.access;

/** A change of people or tokens that cannot be made; the message says why and what to do. */
public final class AccessRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AccessRefused(String message) {
        super(message);
    }
}
