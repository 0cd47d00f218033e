package io.saddlebag.cli;

import io.saddlebag.sandbox.woocommerce.SandboxStore;
import java.util.ArrayList;
import java.util.List;

/** Places the demo's orders: a given number in small lots, or one now and then without end. */
final class DemoOrders {

    private static final int LOT = 10;

    private final SandboxStore store;
    private final int wanted;
    private final List<Long> placed = new ArrayList<>();

    DemoOrders(SandboxStore store, int wanted) {
        this.store = store;
        this.wanted = wanted;
    }

    void tick() {
        if (wanted == 0) {
            placed.addAll(store.place(1));
        } else if (placed.size() < wanted) {
            placed.addAll(store.place(Math.min(LOT, wanted - placed.size())));
        }
    }

    boolean finished() {
        return wanted > 0 && placed.size() >= wanted;
    }

    List<Long> placed() {
        return List.copyOf(placed);
    }
}
