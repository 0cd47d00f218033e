package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What orders are found by beside their own row, for orders that were written before that was kept. All methods throw
 * {@link LedgerUnavailable}.
 */
public interface OrderFinds {

    /** A page of orders with their documents, by key, after the named one. */
    List<Earlier> after(Optional<OrderKey> last, int limit);

    /** Has orders found by these; repeatable. */
    void note(List<Found> found);

    /**
     * An order as it is kept.
     *
     * @param document its {@code order.v1}
     * @param shipments each a {@code shipment.v1}
     */
    record Earlier(OrderKey order, Instant placedAt, String document, List<String> shipments) {
        /** Copies the list. */
        public Earlier {
            shipments = List.copyOf(shipments);
        }
    }

    /** What an order is to be found by. */
    record Found(OrderKey order, Instant placedAt, List<String> skus, List<String> trackingNumbers) {
        /** Copies the lists. */
        public Found {
            skus = List.copyOf(skus);
            trackingNumbers = List.copyOf(trackingNumbers);
        }
    }
}
