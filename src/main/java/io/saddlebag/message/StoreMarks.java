package io.saddlebag.message;

/** Metadata we leave on a store's order. Keys with a leading underscore are hidden in the shop's own screens. */
public final class StoreMarks {

    /** Version hash the order has after our write: when it comes back unchanged, it is our echo. */
    public static final String ECHO = "_saddlebag_echo";

    /** The ERP's order number. */
    public static final String ERP_NUMBER = "_saddlebag_erp_number";

    /** The ERP's invoice number. */
    public static final String INVOICE_NUMBER = "_saddlebag_invoice_number";

    /** The invoice's state: posted, paid, cancelled. */
    public static final String INVOICE_STATE = "_saddlebag_invoice_state";

    private StoreMarks() {}
}
