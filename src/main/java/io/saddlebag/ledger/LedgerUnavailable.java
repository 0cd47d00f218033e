package io.saddlebag.ledger;

/** The ledger's database cannot be reached or written; the message that needed it keeps its place and is tried again. */
public final class LedgerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
