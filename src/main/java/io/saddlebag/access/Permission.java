package io.saddlebag.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may be seen, and what may be done. To see is never to do: whoever may only look is not shown the button. */
public enum Permission {
    /** Orders, their trace and where they wait. */
    SEE_ORDERS,
    /** E-mail addresses, names and addresses as they are; masked for everybody else. */
    SEE_PERSONAL_DATA,
    /** Routes, queues, partners, feeds, webhooks. */
    SEE_OPERATIONS,
    /** What warehouses have, owe and refused. */
    SEE_FULFILMENT,
    /** Totals, invoices, refunds and differences between the systems. */
    SEE_FINANCE,
    /** Sellable stock, prices and products of the stores. */
    SEE_STOCK_AND_PRICES,
    /** Parked messages with their payloads, masked without {@link #SEE_PERSONAL_DATA}. */
    SEE_PARKED,
    /** Alerts. */
    SEE_ALERTS,
    /** Key figures. */
    SEE_FIGURES,
    /** Who did what. */
    SEE_AUDIT,
    /** Change the document of a parked message, and skip one. */
    EDIT_PARKED,
    /** Have parked messages sent again. */
    REPLAY_PARKED,
    /** Approve or refuse held prices. */
    DECIDE_PRICES,
    /** Compare the systems, repair or accept a difference. */
    RECONCILE,
    /** Read a window of a store again. */
    BACKFILL,
    /** Have a store's items written again. */
    PUBLISH,
    /** Pause a partner, or let it go on. */
    PAUSE_PARTNERS,
    /** Tell that somebody looks after an alert, and test its channels. */
    HANDLE_ALERTS,
    /** Ask live questions of the partners, for systems. */
    ASK_CHECKS,
    /** Look into the routes and queues with Hawtio, stop a route and start it. */
    USE_HAWTIO,
    /** People and API tokens. */
    MANAGE_ACCESS,
    /** Have everything personal of a customer erased. */
    ERASE_CUSTOMERS;

    /** The word in files and on the command line: {@code see-orders}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The permission a word means. */
    public static Optional<Permission> of(String word) {
        return Arrays.stream(values())
                .filter(permission -> permission.word().equals(word))
                .findFirst();
    }
}
