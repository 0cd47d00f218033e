package io.saddlebag.sandbox.odoo;

/** Two worker processes: a call waits for the first free one. Times in milliseconds of one clock. */
final class Workers {

    private final long[] freeAt = new long[2];

    /** How long until a call that arrives now and takes {@code work} is done. */
    long until(long now, long work) {
        if (work == 0) {
            return 0;
        }
        int first = freeAt[0] <= freeAt[1] ? 0 : 1;
        freeAt[first] = Math.max(now, freeAt[first]) + work;
        return freeAt[first] - now;
    }
}
