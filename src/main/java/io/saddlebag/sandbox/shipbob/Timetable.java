package io.saddlebag.sandbox.shipbob;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Steps that are due at a time; one clock tick works through all that are due. Guarded by the warehouse. */
final class Timetable {

    private record Due(Instant at, long number, Runnable step) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
    private long number;

    void at(Instant when, Runnable step) {
        queue.add(new Due(when, number++, step));
    }

    /** Runs the steps due by now, those they add included, but no more than the limit; says whether more are due. */
    boolean run(Instant now, int limit) {
        for (int done = 0; done < limit; done++) {
            Due next = queue.peek();
            if (next == null || next.at().isAfter(now)) {
                return false;
            }
            queue.remove();
            next.step().run();
        }
        return true;
    }

    int waiting() {
        return queue.size();
    }
}
