package io.saddlebag.sandbox.shipbob;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came, went and was counted, and what is announced: the books of the warehouse. As little synchronised as it. */
final class Goods {

    private final Clock clock;
    private final Map<Long, Receipt> receipts = new LinkedHashMap<>();
    private final List<Movement> movements = new ArrayList<>();
    private long lastReceipt = 500_000;
    private long lastMovement = 70_000_000;

    Goods(Clock clock) {
        this.clock = clock;
    }

    /** Everything that changed what is on hand, the oldest first. */
    List<Movement> movements() {
        return movements;
    }

    void moved(String category, Product product, int centre, int change, Optional<Long> order) {
        movements.add(new Movement(++lastMovement, category, product, centre, change, order, clock.instant()));
    }

    Collection<Receipt> receipts() {
        return receipts.values();
    }

    /** Units on their way to a centre, or with 0 to any. */
    int awaited(Product product, int centre) {
        return receipts.values().stream()
                .filter(receipt -> !receipt.completed() && receipt.product() == product)
                .filter(receipt -> centre == 0 || receipt.centre() == centre)
                .mapToInt(Receipt::quantity)
                .sum();
    }

    /** Announces goods that are on their way to a centre. */
    Receipt announce(Product product, int centre, int quantity, Instant expected) {
        Receipt receipt = new Receipt(++lastReceipt, product, centre, quantity, expected, clock.instant(), false);
        receipts.put(receipt.id(), receipt);
        return receipt;
    }

    /** Ends what was announced; answers what it was. */
    Receipt stow(long id) {
        Receipt receipt = receipts.get(id);
        if (receipt == null || receipt.completed()) {
            throw new IllegalArgumentException("no receiving order " + id + " is open");
        }
        receipts.put(id, receipt.stowed());
        return receipt;
    }
}
