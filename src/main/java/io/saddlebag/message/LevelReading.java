package io.saddlebag.message;

import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/** One reading of a source's stock; {@link LevelReport#reading}. */
final class LevelReading implements Iterator<LevelReport> {

    private final String source;
    private final Instant asOf;
    private final boolean complete;
    private final Supplier<LevelReport.Page> partner;
    private boolean more = true;
    private int pages;
    private boolean ended;
    private Optional<LevelReport> next = Optional.empty();

    LevelReading(String source, Instant asOf, boolean complete, Supplier<LevelReport.Page> partner) {
        this.source = source;
        this.asOf = asOf;
        this.complete = complete;
        this.partner = partner;
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && more) {
            LevelReport.Page page = partner.get();
            if (!page.levels().isEmpty() || !page.items().isEmpty()) {
                next = Optional.of(
                        LevelReport.page(source, run(), asOf, complete, ++pages, page.levels(), page.items()));
            }
            more = page.more();
        }
        if (next.isEmpty() && !ended) {
            ended = true;
            next = Optional.of(LevelReport.end(source, run(), asOf, complete, pages));
        }
        return next.isPresent();
    }

    @Override
    public LevelReport next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the reading of " + source + " is at its end");
        }
        LevelReport report = next.orElseThrow();
        next = Optional.empty();
        return report;
    }

    private String run() {
        return asOf + (complete ? "/all" : "/changed");
    }
}
