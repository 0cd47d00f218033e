package io.saddlebag.delivery;

/**
 * One thing the {@code doctor} command looked at.
 *
 * @param what what was looked at, e.g. {@code credentials}
 * @param status how it is
 * @param detail what was found, in words, without secrets
 * @param remedy what to do about it, empty where nothing needs doing
 */
public record Finding(String what, Status status, String detail, String remedy) {

    /** How it is. */
    public enum Status {
        /** As it should be. */
        OK,
        /** As expected where the partner is on this machine, or not in use; says what would be needed. */
        NOTE,
        /** Works, but somebody should look at it. */
        WARN,
        /** Does not work. */
        FAIL
    }
}
