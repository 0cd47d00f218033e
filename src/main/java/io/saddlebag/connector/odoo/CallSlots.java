package io.saddlebag.connector.odoo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many batches may be under way at one partner at once; shared by the {@link Coalescer}s of that partner, so that one kind
 * of call cannot take all the partner's workers for itself.
 */
final class CallSlots {

    final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> whenFree = new ArrayList<>();
    private int free;

    /**
     * Slots of one partner.
     *
     * @param atOnce batches under way at once, at least 1
     */
    CallSlots(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("at least one batch must be able to go, not " + atOnce);
        }
        this.free = atOnce;
    }

    /** Calls this, under the lock, whenever a slot became free. */
    void whenFree(Runnable waker) {
        whenFree.add(waker);
    }

    boolean anyFree() {
        return free > 0;
    }

    void take() {
        free--;
    }

    void giveBack() {
        free++;
        whenFree.forEach(Runnable::run);
    }
}
