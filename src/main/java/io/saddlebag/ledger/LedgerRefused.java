package io.saddlebag.ledger;

/**
 * The database is well but does not accept this one write (a value too long for an index, a missing mandatory value).
 * Trying again will not help: park the message. {@link LedgerUnavailable} is the other case.
 */
public final class LedgerRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was refused. */
    public LedgerRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
