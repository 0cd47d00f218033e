package io.saddlebag.access.openid;

/** A sign-in with a provider came to nothing; the message says why, to the person who tried. */
public final class SignInFailed extends Exception {

    private static final long serialVersionUID = 1L;

    SignInFailed(String message) {
        super(message);
    }

    SignInFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
