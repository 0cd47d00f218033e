package io.saddlebag.console;

import io.saddlebag.order.OrderKey;
import io.saddlebag.recovery.ParkedDesk;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * What the pages about orders know and ask for beside the ledger.
 *
 * @param stores configured names
 * @param erps configured names
 * @param warehouses configured names
 * @param releaseStep what the steps begin with that hand orders to warehouses; a warehouse's name follows after a dot
 * @param showStep the same for the steps that show orders in their stores
 * @param lateAfter when an order is late that no warehouse has acknowledged
 * @param parked where a person decides about parked messages
 * @param replaysPerSecond pace of sending again
 */
public record OrderWork(
        Set<String> stores,
        Set<String> erps,
        Set<String> warehouses,
        String releaseStep,
        String showStep,
        Duration lateAfter,
        ParkedDesk parked,
        double replaysPerSecond,
        Rereads rereads,
        Clock clock) {

    /** Copies the names. */
    public OrderWork {
        stores = Set.copyOf(stores);
        erps = Set.copyOf(erps);
        warehouses = Set.copyOf(warehouses);
    }

    /** Has an order read from its store again. */
    @FunctionalInterface
    public interface Rereads {
        /** Returns when the request is durable. */
        void request(OrderKey order);
    }
}
