package io.saddlebag.availability;

/**
 * Arithmetic of pieces that cannot overflow: one number counts as a trillion at most, a sum of what is not negative as a
 * thousand trillions. No warehouse gets there; a partner's nonsense might.
 */
final class Pieces {

    /** The most one number counts as. */
    static final long MOST = 1_000_000_000_000L;

    private static final long MOST_TOGETHER = 1_000 * MOST;

    /** Hundredths of a percent in a whole. */
    static final int WHOLE = 10_000;

    private Pieces() {}

    /** A partner's number that cannot be below 0. */
    static long counted(long stated) {
        return Math.max(0, Math.min(MOST, stated));
    }

    /** The sum of two numbers of 0 or more. In whatever order many are added, the sum is the same. */
    static long plus(long one, long other) {
        return Math.min(MOST_TOGETHER, one + other);
    }

    /** Pieces of so many sets. */
    static long times(long sets, long each) {
        return sets > MOST / each ? MOST : sets * each;
    }

    /** A part, rounded down; exact for any number. */
    static long part(long pieces, int hundredths) {
        return pieces / WHOLE * hundredths + pieces % WHOLE * hundredths / WHOLE;
    }

    /** A part, rounded up. */
    static long partUp(long pieces, int hundredths) {
        return pieces - part(pieces, WHOLE - hundredths);
    }
}
