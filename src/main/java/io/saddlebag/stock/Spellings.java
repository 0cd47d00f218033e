package io.saddlebag.stock;

import io.saddlebag.ledger.StockLedger.DemandRow;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.order.OrderKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How sources spell SKUs. A store compares SKUs without case (facts: woocommerce 7), an ERP with it: what a store sold as {@code mug} is
 * the ERP's {@code MUG}. The first spelling a source has counts.
 */
final class Spellings {

    private final Map<String, String> known = new HashMap<>();
    /** Orders of items no source has named yet, by the key of the SKU. */
    private final Map<String, Map<OrderKey, DemandRow>> waiting = new HashMap<>();

    /** A source names a SKU; the orders that were waiting for it under another spelling. */
    Set<DemandRow> learn(String sku) {
        String key = StoreItems.key(sku);
        if (known.putIfAbsent(key, sku) != null) {
            return Set.of();
        }
        Map<OrderKey, DemandRow> orders = waiting.remove(key);
        return orders == null ? Set.of() : Set.copyOf(orders.values());
    }

    boolean knows(String sku) {
        return known.containsKey(StoreItems.key(sku));
    }

    /** Every SKU a source has named. */
    List<String> all() {
        return List.copyOf(known.values());
    }

    /** A SKU as its source spells it; as it is where none has named it. */
    String of(String sku) {
        return known.getOrDefault(StoreItems.key(sku), sku);
    }

    /** The same for an order, which is remembered while no source has named the SKU. */
    String of(String sku, DemandRow order) {
        String key = StoreItems.key(sku);
        if (!known.containsKey(key)) {
            waiting.computeIfAbsent(key, any -> new LinkedHashMap<>()).put(order.order(), order);
        }
        return of(sku);
    }
}
