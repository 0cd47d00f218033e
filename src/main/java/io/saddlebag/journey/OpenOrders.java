package io.saddlebag.journey;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Which orders the rolling re-read looks at: every open one, and those completed of late. Refund deletions and some edits
 * move no date in the store, so polling by date alone misses them (facts: woocommerce 17, 20).
 */
public final class OpenOrders {

    private static final List<OrderState> OPEN = List.of(
            OrderState.WAITING,
            OrderState.CAPTURED,
            OrderState.POSTED,
            OrderState.RELEASED,
            OrderState.PARTLY_SHIPPED,
            OrderState.SHIPPED,
            OrderState.COMPLETED);
    private static final int MOST = 5_000;

    private final Ledger ledger;
    private final Duration recent;
    private final Clock clock;

    /**
     * Looks into this ledger.
     *
     * @param recent how long a completed order is still re-read
     */
    public OpenOrders(Ledger ledger, Duration recent, Clock clock) {
        this.ledger = ledger;
        this.recent = recent;
        this.clock = clock;
    }

    /** Sets variable {@code ids}: the store's ids of the orders to read again. */
    public void list(Exchange exchange, String store) {
        List<String> ids = new ArrayList<>();
        for (OrderState state : OPEN) {
            ledger
                    .orders(new Ledger.OrderFilter(
                            Optional.of(store),
                            Optional.of(state),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            MOST))
                    .stream()
                    .filter(row -> row.state() != OrderState.COMPLETED
                            || row.changedAt().isAfter(clock.instant().minus(recent)))
                    .map(OrderRow::key)
                    .map(OrderKey::id)
                    .forEach(ids::add);
        }
        exchange.setVariable("ids", ids);
    }
}
