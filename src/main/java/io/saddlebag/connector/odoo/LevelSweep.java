package io.saddlebag.connector.odoo;

import io.saddlebag.message.LevelReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One reading of Odoo's stock: how far it is, and what it stumbled over. */
final class LevelSweep {

    private final String name;
    private final Odoo odoo;
    private final boolean complete;
    private final Iterator<LevelReport> reports;
    private final List<String> notices = new ArrayList<>();
    private String cursor;

    LevelSweep(String name, Odoo odoo, String cursor, boolean complete, Instant asOf) {
        this.name = name;
        this.odoo = odoo;
        this.cursor = cursor;
        this.complete = complete;
        this.reports = LevelReport.reading("erp." + name, asOf, complete, this::page);
    }

    /** What it reads, page after page as they are asked for. */
    Iterator<LevelReport> reports() {
        return reports;
    }

    private LevelReport.Page page() {
        LevelPage page = odoo.levelsSince(cursor).orThrow(name, "poll-levels");
        notices.addAll(page.notices());
        cursor = page.next();
        return new LevelReport.Page(page.levels(), page.items(), page.more());
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
