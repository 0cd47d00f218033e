package io.saddlebag.ownership;

/** What becomes of a change that was not made by a field's owner. */
public enum ForeignChange {
    /** It stays, unnoticed. */
    IGNORE,
    /** It stays, is recorded as drift, and a person is told. */
    REPORT,
    /** It is recorded as drift and overwritten with what the owner says. */
    CORRECT
}
