package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.OrderKey;

/** Under which reference a warehouse knows a request; as {@link io.saddlebag.order.FulfilmentRequest#reference()} writes it. */
final class References {

    private References() {}

    static String of(OrderKey key, int part) {
        return key.external() + (part == 1 ? "" : "_" + part);
    }
}
