package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What finance asks of the orders. Every question reads a bounded number of rows through an index, and says where it ended before
 * the end. All methods throw {@link LedgerUnavailable} where the database does not answer.
 */
public interface Finance {

    /** Orders of a store that were due before that time and are not in the ERP, the longest due first; parked ones are not among them. */
    List<OrderRow> unposted(String store, Instant dueBefore, int limit);

    /** Orders that are parked and were never in the ERP, the longest unchanged first. */
    List<OrderRow> parkedBeforePosting(int limit);

    /**
     * Orders of a store by the day (UTC) they were placed, the newest day first. Only whole days are told: where the window
     * has more than {@code most} orders, it begins later than asked.
     *
     * @param from inclusive
     * @param to exclusive
     */
    Days days(String store, Instant from, Instant to, int most);

    /**
     * Orders placed in a window with their documents, in the order they were placed.
     *
     * @param from inclusive
     * @param to exclusive
     * @param after the last of the page before; empty for the first page
     */
    List<Placed> placed(String store, Instant from, Instant to, Optional<OrderRow> after, int most);

    /**
     * Days of a store.
     *
     * @param cutAt the day, and with it all before, that is missing because there are too many orders
     */
    record Days(List<Day> days, Optional<LocalDate> cutAt) {
        /** Copies the list. */
        public Days {
            days = List.copyOf(days);
        }
    }

    /**
     * What was ordered on a day in a currency; each order is in one of the sums.
     *
     * @param sales what is due, or was
     * @param notDue what the store has and nobody has to pay or send yet: unpaid, failed, on hold
     * @param cancelled what was cancelled, or never went on
     */
    record Day(LocalDate day, String store, String currency, Sum sales, Sum notDue, Sum cancelled) {}

    /**
     * Orders and their totals with tax.
     *
     * @param value in the currency of the day
     */
    record Sum(long orders, BigDecimal value) {

        /** No order. */
        public static final Sum NONE = new Sum(0, BigDecimal.ZERO);

        Sum plus(Sum other) {
            return new Sum(orders + other.orders, value.add(other.value));
        }
    }

    /** An order with its newest {@code order.v1}. */
    record Placed(OrderRow row, String document) {}
}
