package io.saddlebag.connector.odoo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far a sweep of prices has got. Not for several threads. */
public final class PriceSweep {

    private final String run;
    private final boolean complete;
    private final PriceLists lists;
    private final Optional<? extends List<Long>> items;
    private final Optional<Instant> next;
    private int read;
    private long after;
    private boolean end;

    PriceSweep(
            String run,
            boolean complete,
            PriceLists lists,
            Optional<? extends List<Long>> items,
            Optional<Instant> next) {
        this.run = run;
        this.complete = complete;
        this.lists = lists;
        this.items = items;
        this.next = next;
        this.end = false;
    }

    /** Its name, another one each time. */
    String run() {
        return run;
    }

    /** Whether it reads everything there is, so that what it does not name is gone. */
    boolean complete() {
        return complete;
    }

    PriceLists lists() {
        return lists;
    }

    /** Cursor of the next poll, good once everything was read; empty where there was nothing. */
    public Optional<Instant> next() {
        return next;
    }

    /** Ids of the next page; empty where all items are read, by {@link #after}. */
    Optional<List<Long>> nextIds(int size) {
        return items.map(all -> all.subList(read, Math.min(read + size, all.size())));
    }

    /** The last id that was read. */
    long after() {
        return after;
    }

    void read(List<Long> ids, int size) {
        if (items.isPresent()) {
            read = Math.min(read + size, items.get().size());
            end = read >= items.get().size();
        } else {
            after = ids.isEmpty() ? after : ids.get(ids.size() - 1);
            end = ids.size() < size;
        }
    }

    /** Whether everything was read. */
    public boolean isAtEnd() {
        return end;
    }
}
