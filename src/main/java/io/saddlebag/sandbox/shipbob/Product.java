package io.saddlebag.sandbox.shipbob;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One product with one variant and one inventory item, and its stock per centre. Guarded by the warehouse. */
final class Product {

    /** Units of one product in one centre. */
    static final class Stock {
        int onHand;
        int committed;

        int fulfillable() {
            return Math.max(0, onHand - committed);
        }
    }

    final long id;
    final long variantId;
    final long inventoryId;
    final String reference;
    final String name;
    final Instant created;
    /** False for one that an order created and nobody ever stocked. */
    boolean received;
    /** Units that orders wait for. */
    int backordered;

    private final Map<Integer, Stock> stock = new LinkedHashMap<>();

    Product(long id, String reference, String name, boolean received, Instant created) {
        this.id = id;
        this.variantId = 10_000_000 + id;
        this.inventoryId = 20_000_000 + id;
        this.reference = reference;
        this.name = name;
        this.received = received;
        this.created = created;
    }

    Stock at(int centre) {
        return stock.computeIfAbsent(centre, c -> new Stock());
    }

    int onHand() {
        return stock.values().stream().mapToInt(s -> s.onHand).sum();
    }

    int committed() {
        return stock.values().stream().mapToInt(s -> s.committed).sum();
    }

    int fulfillable() {
        return stock.values().stream().mapToInt(Stock::fulfillable).sum();
    }
}
