package io.saddlebag.check;

/** What a check says. */
public enum Verdict {
    /** It is, or will be, all right. */
    OK,
    /** It is not. */
    REFUSED,
    /** Nobody can say now. */
    UNKNOWN
}
