package io.saddlebag.connector.odoo;

import io.saddlebag.message.LevelReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** One reading of Odoo's stock, page after page as they are asked for; the last report is its end. */
final class LevelSweep implements Iterator<LevelReport> {

    private final String name;
    private final Odoo odoo;
    private final boolean complete;
    private final Instant asOf;
    private final List<String> notices = new ArrayList<>();
    private String cursor;
    private boolean more = true;
    private int pages;
    private boolean ended;
    private Optional<LevelReport> next = Optional.empty();

    LevelSweep(String name, Odoo odoo, String cursor, boolean complete, Instant asOf) {
        this.name = name;
        this.odoo = odoo;
        this.cursor = cursor;
        this.complete = complete;
        this.asOf = asOf;
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && more) {
            LevelPage page = odoo.levelsSince(cursor).orThrow(name, "poll-levels");
            notices.addAll(page.notices());
            if (!page.levels().isEmpty() || !page.items().isEmpty()) {
                next = Optional.of(
                        LevelReport.page(source(), run(), asOf, complete, ++pages, page.levels(), page.items()));
            }
            cursor = page.next();
            more = page.more();
        }
        if (next.isEmpty() && !ended) {
            ended = true;
            next = Optional.of(LevelReport.end(source(), run(), asOf, complete, pages));
        }
        return next.isPresent();
    }

    @Override
    public LevelReport next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the reading of " + name + " is at its end");
        }
        LevelReport report = next.orElseThrow();
        next = Optional.empty();
        return report;
    }

    private String source() {
        return "erp." + name;
    }

    private String run() {
        return asOf + (complete ? "/all" : "/changed");
    }

    /** Where the next reading goes on. */
    String cursor() {
        return cursor;
    }

    /** What a person must put right in Odoo. */
    List<String> notices() {
        return notices.stream().distinct().toList();
    }

    boolean isComplete() {
        return complete;
    }
}
