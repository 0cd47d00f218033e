package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An order as an ERP has it.
 *
 * @param key the store's order it says it is of; empty for one that is not ours
 * @param reference the store's order number as it stands there
 * @param tolerance largest difference of totals that the settings accept as rounding
 * @param datedAt the order's own date
 */
public record ErpOrder(
        String id,
        String number,
        Optional<OrderKey> key,
        String reference,
        State state,
        String currency,
        BigDecimal total,
        BigDecimal tolerance,
        Instant datedAt,
        List<Bill> bills,
        List<Transfer> transfers) {

    /** Copies the collections. */
    public ErpOrder {
        bills = List.copyOf(bills);
        transfers = List.copyOf(transfers);
    }

    /** How far it is. */
    public enum State {
        DRAFT,
        CONFIRMED,
        CANCELLED
    }

    boolean isLive() {
        return state != State.CANCELLED;
    }

    /**
     * An invoice or credit note of it.
     *
     * @param state {@code draft}, {@code posted}, {@code partly-paid}, {@code paid}, {@code reversed} or {@code cancelled}
     * @param shared whether it bills other orders too, so that its amount says nothing about one of them
     */
    public record Bill(
            String id, String number, boolean credit, String state, String currency, BigDecimal total, boolean shared) {

        boolean isBooked() {
            return !state.equals("draft") && !state.equals("cancelled");
        }
    }

    /**
     * A delivery that is done.
     *
     * @param shipments external keys of the shipments booked with it
     * @param tracking its tracking numbers as one text; empty where the ERP keeps none
     */
    public record Transfer(String number, Set<String> shipments, Optional<String> tracking) {
        /** Copies the set. */
        public Transfer {
            shipments = Set.copyOf(shipments);
        }
    }
}
