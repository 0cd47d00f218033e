package io.saddlebag.delivery;

/**
 * One thing the {@code doctor} command looked at.
 *
 * @param what what was looked at, e.g. {@code rights}
 * @param status how it stands
 * @param detail what was found, without secrets
 * @param remedy what to do about it; empty where nothing needs doing
 */
public record Finding(String what, Status status, String detail, String remedy) {

    /** How a thing stands. */
    public enum Status {
        /** As it should be. */
        OK,
        /** Works, but a person should look. */
        WARN,
        /** Does not work until a person acts. */
        FAIL
    }
}
