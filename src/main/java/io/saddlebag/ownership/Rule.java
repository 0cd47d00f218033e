package io.saddlebag.ownership;

/**
 * Whose a field is.
 *
 * @param owner whose word counts
 * @param foreign what becomes of a change by somebody else
 */
public record Rule(Owner owner, ForeignChange foreign) {

    /** Whether the store's field is written at all. */
    public boolean isWritten() {
        return owner == Owner.ERP;
    }

    /** Whether a foreign change is worth a record. */
    public boolean isNoticed() {
        return isWritten() && foreign != ForeignChange.IGNORE;
    }
}
