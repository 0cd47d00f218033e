package io.saddlebag.connector.shipbob;

import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.HandedOver;
import io.saddlebag.message.StockAdjustment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * One reading of the adjustments since a moment, centre after centre and page after page. It looks an hour further back than
 * it has read, for rows that appeared late; what this process has handed over from an earlier reading is left out.
 */
final class AdjustmentSweep implements Iterator<StockAdjustment> {

    private static final Duration OVERLAP = Duration.ofHours(1);
    /** ShipBob answers 90 days at most. */
    private static final Duration LONGEST = Duration.ofDays(89);

    private final String name;
    private final ShipBobAdjustments history;
    private final HandedOver.Pass pass;
    private final Instant from;
    private final Deque<Long> centres;
    private final Deque<StockAdjustment> page = new ArrayDeque<>();
    private final List<String> problems = new ArrayList<>();
    private Instant newest;
    private Optional<Long> after = Optional.empty();

    /**
     * A reading.
     *
     * @param since where the reading before ended
     * @param begin nothing before it is asked for, whatever the overlap
     */
    AdjustmentSweep(
            String name,
            ShipBobAdjustments history,
            HandedOver seen,
            List<Long> centres,
            Instant since,
            Instant begin,
            Instant now) {
        this.name = name;
        this.history = history;
        this.pass = seen.begin();
        this.centres = new ArrayDeque<>(centres);
        this.newest = since;
        this.from = latest(since.minus(OVERLAP), latest(begin, now.minus(LONGEST)));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !centres.isEmpty()) {
            ShipBobAdjustments.Page read =
                    history.page(centres.peek(), from, after).orThrow(name, "poll-adjustments");
            read.adjustments().stream().filter(this::isNews).forEach(page::add);
            read.problems().stream().filter(this::isNews).forEach(problems::add);
            newest = read.newest().filter(newest::isBefore).orElse(newest);
            after = read.next();
            if (after.isEmpty()) {
                centres.remove();
            }
        }
        return !page.isEmpty();
    }

    @Override
    public StockAdjustment next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the sweep of " + name + " is at its end");
        }
        StockAdjustment next = page.remove();
        pass.takes(key(next), Documents.bytes(next));
        return next;
    }

    private boolean isNews(StockAdjustment adjustment) {
        return pass.isNew(key(adjustment), Documents.bytes(adjustment));
    }

    private boolean isNews(String problem) {
        return pass.isNew(problem, problem.getBytes(StandardCharsets.UTF_8));
    }

    private static String key(StockAdjustment adjustment) {
        return "adjustment " + adjustment.event();
    }

    /** The buffer has the one that is in hand, or knew it. */
    void handedOver() {
        pass.handedOver();
    }

    /** Ends the reading: where the next one begins. */
    Instant end() {
        problems.forEach(problem -> pass.takes(problem, problem.getBytes(StandardCharsets.UTF_8)));
        pass.ended();
        return newest;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }
}
