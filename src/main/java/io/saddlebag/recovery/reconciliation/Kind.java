package io.saddlebag.recovery.reconciliation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can differ between a store, the ledger, an ERP and a warehouse. */
public enum Kind {
    /** The store has an order that was never captured. */
    NOT_CAPTURED("the store has an order the ledger does not know"),
    /** The ledger has an order that the store deleted for good. */
    DELETED_IN_STORE("the store deleted an order that is under way or done"),
    /** The store's status is not the one last seen. */
    STATUS_DIFFERS("the store has another status than was last seen"),
    /** The store's total or currency is not the one last seen. */
    TOTAL_DIFFERS("the store has another total than was last seen"),
    /** The store's refunds are not those last seen. */
    REFUND_NOT_CAPTURED("the store has other refunds than were last seen"),
    /** The store does not show what it should. */
    NOT_SHOWN_IN_STORE("the store does not show what was shipped"),
    /** The ERP does not have the order. */
    MISSING_IN_ERP("the ERP does not have the order"),
    /** The ERP has the order, and the ledger does not know it. */
    POSTING_NOT_RECORDED("the ERP has the order, the ledger has not recorded it"),
    /** The ERP has the order more than once. */
    TWICE_IN_ERP("the ERP has the order more than once"),
    /** The ERP has it cancelled, the store does not. */
    CANCELLED_IN_ERP("the order is cancelled in the ERP and not in the store"),
    /** The store took it back, the ERP did not. */
    LIVE_IN_ERP("the store took the order back, the ERP still has it"),
    /** The ERP has it as a draft. */
    DRAFT_IN_ERP("the order is still a draft in the ERP"),
    /** The ERP's total is another. */
    ERP_TOTAL_DIFFERS("the ERP has another total than the store"),
    /** The ERP has an order under our name that the ledger does not know. */
    UNKNOWN_IN_ERP("the ERP has an order under our name that the ledger does not know"),
    /** The store gave money back, the ERP has no credit note for it. */
    REFUND_NOT_CREDITED("the store refunded more than the ERP credited"),
    /** The ERP credited more than the store refunded. */
    CREDIT_WITHOUT_REFUND("the ERP credited more than the store refunded"),
    /** Shipped, and not invoiced. */
    INVOICE_MISSING("the order is due for an invoice and the ERP has none"),
    /** The invoices do not sum up to the order. */
    INVOICE_DIFFERS("the invoices' amount is not the order's"),
    /** Invoiced more than once. */
    INVOICED_TWICE("the order is invoiced more than once"),
    /** The ERP has an invoice, or a state of it, that the ledger does not know. */
    INVOICE_NOT_RECORDED("the ERP's invoice is not the one recorded"),
    /** No warehouse has the order. */
    MISSING_AT_WAREHOUSE("no warehouse has the order"),
    /** The warehouse has it cancelled, the store does not. */
    CANCELLED_AT_WAREHOUSE("the order is cancelled at the warehouse and not in the store"),
    /** The store took it back, the warehouse may still send it. */
    LIVE_AT_WAREHOUSE("the store took the order back, the warehouse may still send it"),
    /** The warehouse has an order under our name that the ledger does not know. */
    UNKNOWN_AT_WAREHOUSE("the warehouse has an order under our name that the ledger does not know"),
    /** The warehouse sent something that was not recorded. */
    SHIPMENT_NOT_RECORDED("the warehouse sent a shipment that is not recorded"),
    /** The ledger has a shipment that the warehouse does not have as sent. */
    SHIPMENT_UNKNOWN("a recorded shipment is not one the warehouse sent"),
    /** Tracking numbers differ. */
    TRACKING_DIFFERS("a shipment has other tracking numbers"),
    /** A shipment is not booked in the ERP. */
    DELIVERY_MISSING("the ERP has no delivery for a shipment"),
    /** The order waits for a person. */
    PARKED("the order is parked");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** Its stable short name, as {@code missing-in-erp}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it means. */
    public String words() {
        return words;
    }

    /** The kind of this short name. */
    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** All short names. */
    public static List<String> all() {
        return Arrays.stream(values()).map(Kind::word).toList();
    }

    /** Whether an order shows it by standing still, which an open parked message explains. */
    boolean isStandingStill() {
        return switch (this) {
            case NOT_CAPTURED,
                    MISSING_IN_ERP,
                    POSTING_NOT_RECORDED,
                    DRAFT_IN_ERP,
                    MISSING_AT_WAREHOUSE,
                    DELIVERY_MISSING,
                    INVOICE_MISSING,
                    NOT_SHOWN_IN_STORE -> true;
            default -> false;
        };
    }
}
