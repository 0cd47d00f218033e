package io.saddlebag.wiring;

import io.saddlebag.alert.AlertSettings;
import io.saddlebag.alert.Rule;
import io.saddlebag.console.TradeDesks;
import io.saddlebag.journey.EarlierOrders;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.operations.ApiPart;
import io.saddlebag.operations.AvailabilityApi;
import io.saddlebag.order.OrderKey;
import io.saddlebag.ownership.Field;
import io.saddlebag.pricing.decision.PriceDesk;
import io.saddlebag.publishing.KnownSales;
import io.saddlebag.recovery.reconciliation.ReconciliationDesk;
import io.saddlebag.settings.Nearest;
import io.saddlebag.stock.LevelRecords;
import io.saddlebag.stock.SellableStock;
import io.saddlebag.stock.StockSteps;
import io.saddlebag.stock.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** Levels and demand, what may be sold of them, and what the stores shall show of that. */
final class StockWiring {

    private static final int FEW = 5;

    private final Foundation base;
    private final SellableStock sellable;
    private final StockSteps steps;

    /**
     * Stock of these partners.
     *
     * @param wake has what is due in a store looked at soon
     */
    StockWiring(Foundation base, Partners partners, Consumer<String> wake) {
        this.base = base;
        this.sellable = new SellableStock(base.ledger.stock(), partners.availability, base.clock);
        Set<String> stores = partners.publishing.entrySet().stream()
                .filter(entry -> entry.getValue().stock())
                .map(Map.Entry::getKey)
                .filter(store -> partners.ownership.rule(store, Field.STOCK).isWritten())
                .collect(Collectors.toSet());
        Wishes wishes = new Wishes(sellable, base.ledger.publications(), base.ledger.storeItems(), stores);
        this.steps = new StockSteps(sellable, wishes, base.ledger, wake, base.clock);
    }

    void bind(CamelContext camel) {
        new EarlierOrders(base.ledger).fill();
        camel.getRegistry().bind("levels", new LevelRecords(base.ledger, base.clock));
        camel.getRegistry().bind("sellableStock", steps);
    }

    /** An order is part of what is wished once its need has been decided about. */
    KnownSales known() {
        return (store, orders) -> {
            long decided = base.ledger
                    .cursor(StockSteps.decided(store))
                    .map(Long::parseLong)
                    .orElse(-1L);
            Map<OrderKey, Instant> keys = new HashMap<>();
            orders.forEach((id, changedAt) -> keys.put(new OrderKey(store, id), changedAt));
            return base.ledger.stock().known(keys, decided).stream()
                    .map(OrderKey::id)
                    .collect(Collectors.toSet());
        };
    }

    TradeDesks desks(PriceDesk prices, ReconciliationDesk reconciliation) {
        Duration lateAfter =
                AlertSettings.from(base.settings).rules().get(Rule.LATE_POSTING).age();
        return new TradeDesks(sellable::explain, sellable.channels(), prices, reconciliation, lateAfter, base.clock);
    }

    /** What somebody may have meant: SKUs that have these letters in them, or else the one with the fewest to change. */
    private List<String> near(String sku) {
        Map<String, String> known = new HashMap<>();
        sellable.skus().forEach(one -> known.put(StoreItems.key(one), one));
        String key = StoreItems.key(sku);
        List<String> within = known.keySet().stream()
                .filter(one -> one.contains(key))
                .map(known::get)
                .sorted()
                .limit(FEW)
                .toList();
        return within.isEmpty()
                ? Nearest.of(key, known.keySet()).map(known::get).stream().toList()
                : within;
    }

    ApiPart api() {
        return new AvailabilityApi(
                sellable::explain, sellable.channels(), sellable::knows, this::near, base.ledger.publications());
    }
}
