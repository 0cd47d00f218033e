package io.saddlebag.connector.odoo;

import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sales order as Odoo holds it, with what was billed and delivered of it.
 *
 * @param origin its source document; of an order of ours its external key ({@code <store>_order_<id>})
 * @param reference the customer's reference; of an order of ours its number in the store
 * @param state Odoo's word: draft, sent, sale, done, cancel
 * @param tolerance the largest difference of totals that the settings take as rounding
 */
public record HeldSale(
        long id,
        String number,
        String origin,
        String reference,
        String state,
        String currency,
        BigDecimal total,
        BigDecimal tolerance,
        Instant datedAt,
        List<Bill> bills,
        List<Transfer> transfers) {

    /** The store's order it says it is of; empty for one that is not ours. */
    public Optional<OrderKey> key() {
        return HeldSales.key(origin);
    }

    /** Copies the lists. */
    public HeldSale {
        bills = List.copyOf(bills);
        transfers = List.copyOf(transfers);
    }

    /**
     * An invoice or a credit note.
     *
     * @param state Odoo's word: draft, posted, cancel
     * @param payment Odoo's word: not_paid, in_payment, paid, partial, reversed, …
     * @param shared whether other orders are on it, too
     */
    public record Bill(
            long id,
            String number,
            boolean credit,
            String state,
            String payment,
            String currency,
            BigDecimal total,
            boolean shared) {}

    /**
     * A delivery that is done.
     *
     * @param shipments external keys of the shipments it was booked for
     * @param tracking empty where this Odoo keeps none
     */
    public record Transfer(long id, String number, Set<String> shipments, Optional<String> tracking) {
        /** Copies the set. */
        public Transfer {
            shipments = Set.copyOf(shipments);
        }
    }
}
