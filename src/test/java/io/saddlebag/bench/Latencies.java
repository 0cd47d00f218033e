package io.saddlebag.bench;

import java.util.Arrays;

/** Nanoseconds each request took. Not thread-safe. */
final class Latencies {

    private long[] samples = new long[8192];
    private int count;

    void add(long nanos) {
        if (count == samples.length) {
            samples = Arrays.copyOf(samples, count * 2);
        }
        samples[count++] = nanos;
    }

    /** Nearest rank, in milliseconds. */
    double percentile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(samples, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
    }
}
