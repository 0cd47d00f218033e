package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.OrderKey;
import java.util.Arrays;

/** Ids of orders that were seen, eight bytes each. */
final class Ids {

    private long[] ids = new long[256];
    private int size;
    private boolean sorted = true;

    void add(OrderKey key) {
        long id = number(key);
        if (id < 0) {
            return; // too large to be one of a store's; it is asked for by itself
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
        sorted = false;
    }

    boolean contains(OrderKey key) {
        if (!sorted) {
            Arrays.sort(ids, 0, size);
            sorted = true;
        }
        long id = number(key);
        return id >= 0 && Arrays.binarySearch(ids, 0, size, id) >= 0;
    }

    /** How many different ones. */
    long count() {
        return Arrays.stream(ids, 0, size).distinct().count();
    }

    private static long number(OrderKey key) {
        try {
            return Long.parseLong(key.id());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
