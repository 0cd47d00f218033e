package io.saddlebag.connector.odoo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far a sweep of items has got. Not for several threads. */
public final class ProductSweep {

    private final Optional<List<Long>> templates;
    private final Optional<Instant> next;
    private int read;
    private long after;
    private boolean end;

    /**
     * A sweep.
     *
     * @param templates ids of templates, sorted; empty for all there are
     * @param next cursor of the next poll, empty where Odoo has nothing
     */
    ProductSweep(Optional<List<Long>> templates, Optional<Instant> next) {
        this.templates = templates.map(List::copyOf);
        this.next = next;
        this.end = templates.filter(List::isEmpty).isPresent();
    }

    /** Cursor of the next poll, good once everything was read; empty where there was nothing. */
    public Optional<Instant> next() {
        return next;
    }

    /** Whether everything was read. */
    public boolean isAtEnd() {
        return end;
    }

    /** Ids of the next page; empty where all templates are read, by {@link #after}. */
    Optional<List<Long>> nextIds(int size) {
        return templates.map(all -> all.subList(read, Math.min(read + size, all.size())));
    }

    /** The last id that was read. */
    long after() {
        return after;
    }

    void read(List<Long> ids, int size) {
        if (templates.isPresent()) {
            read = Math.min(read + size, templates.get().size());
            end = read >= templates.get().size();
        } else {
            after = ids.isEmpty() ? after : ids.get(ids.size() - 1);
            end = ids.size() < size;
        }
    }
}
