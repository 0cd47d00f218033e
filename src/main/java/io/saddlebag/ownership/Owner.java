package io.saddlebag.ownership;

/** The system whose word counts for a field. */
public enum Owner {
    /** The ERP, with the rules of this product between it and the store: what the store shows is made from what the ERP says. */
    ERP,
    /** The store: it is never written. */
    STORE
}
