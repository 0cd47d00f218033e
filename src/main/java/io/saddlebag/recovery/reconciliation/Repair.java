package io.saddlebag.recovery.reconciliation;

import java.util.Arrays;
import java.util.Optional;

/** What may mend a difference: each sends one message on a way that may be gone any number of times without doubling anything. */
public enum Repair {
    /** Reads the order again from its store. */
    CAPTURE("capture-again"),
    /** Sends the order to its ERP. */
    POST("post-again"),
    /** Asks a warehouse to send it. */
    RELEASE("ask-warehouse-again"),
    /** Reads the order's shipments again from the warehouse. */
    READ_SHIPMENTS("read-shipments-again"),
    /** Books the shipment in the ERP. */
    BOOK("book-delivery-again"),
    /** Has the ERP make the invoice. */
    INVOICE("invoice-again"),
    /** Reads the invoices again from the ERP. */
    READ_INVOICES("read-invoices-again"),
    /** Writes into the store what it shall show. */
    SHOW("write-back-again"),
    /** Tries the parked message again. */
    REPLAY("replay"),
    /** Only a person can. */
    BY_HAND("");

    private final String word;

    Repair(String word) {
        this.word = word;
    }

    /** As it is kept and shown; empty where only a person can. */
    public String word() {
        return word;
    }

    static Optional<Repair> of(String word) {
        return Arrays.stream(values())
                .filter(repair -> repair.word.equals(word))
                .findFirst();
    }
}
