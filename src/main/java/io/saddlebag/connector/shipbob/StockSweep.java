package io.saddlebag.connector.shipbob;

import io.saddlebag.message.LevelReport;
import io.saddlebag.message.LevelReport.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One reading of all of ShipBob's stock, and what it stumbled over. */
final class StockSweep {

    private final String name;
    private final ShipBobLevels stock;
    private final Clock clock;
    private final Iterator<LevelReport> reports;
    private final ShipBobLevels.Receipts receipts;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> twice = new HashMap<>();
    private String cursor = "";
    private int withoutSku;

    StockSweep(String name, ShipBobLevels stock, Clock clock) {
        this.name = name;
        this.stock = stock;
        this.clock = clock;
        this.reports = LevelReport.reading("warehouse." + name, clock.instant(), true, this::page);
        this.receipts = stock.receipts().orThrow(name, "poll-receipts");
    }

    /** What it reads, page after page as they are asked for. */
    Iterator<LevelReport> reports() {
        return reports;
    }

    private LevelReport.Page page() {
        ShipBobLevelPage page = stock.page(cursor, receipts, clock.instant()).orThrow(name, "poll-levels");
        withoutSku += page.withoutSku();
        cursor = page.next();
        return new LevelReport.Page(page.levels().stream().filter(this::isFirst).toList(), List.of(), page.more());
    }

    /** Of two items with one SKU only the first is believed: to add them up would be a guess. */
    private boolean isFirst(Level level) {
        boolean first = seen.add(level.location() + " " + level.sku());
        if (!first) {
            twice.merge(level.sku(), 1, Integer::sum);
        }
        return first;
    }

    /** What a person must put right at ShipBob. */
    List<String> notices() {
        List<String> notices = new ArrayList<>();
        twice.keySet().stream()
                .sorted()
                .forEach(sku -> notices.add("duplicate SKU '" + sku
                        + "': several inventory items at the warehouse have it, and only the first is counted"));
        if (withoutSku > 0) {
            notices.add(
                    withoutSku + " inventory items at the warehouse have no SKU, so nothing is known of their stock");
        }
        return notices;
    }
}
