package io.saddlebag.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An ERP invoice of an order, contract {@code invoice.v1}.
 *
 * @param contract always {@code invoice.v1}
 * @param erp configured ERP name
 * @param id the ERP's id
 * @param number the ERP's number, empty while it is a draft
 * @param orderNumbers the ERP's order numbers it invoices
 * @param state draft, posted or cancelled
 * @param payment how far it is paid
 * @param kind invoice or credit note
 * @param total with tax
 */
public record Invoice(
        String contract,
        String erp,
        String id,
        Optional<String> number,
        List<String> orderNumbers,
        Kind kind,
        State state,
        Payment payment,
        BigDecimal total,
        String currency,
        Optional<LocalDate> date,
        Instant changedAt) {

    /** Copies the collection. */
    public Invoice {
        orderNumbers = List.copyOf(orderNumbers);
    }

    /** Invoice or credit note. */
    public enum Kind {
        INVOICE,
        CREDIT_NOTE
    }

    /** The document's state. */
    public enum State {
        DRAFT,
        POSTED,
        CANCELLED
    }

    /** How far it is paid. */
    public enum Payment {
        NOT_PAID,
        IN_PAYMENT,
        PARTIAL,
        PAID,
        REVERSED
    }
}
