package io.saddlebag.connector.shipbob;

import io.saddlebag.message.LevelReport;
import io.saddlebag.message.LevelReport.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** One reading of all of ShipBob's stock, page after page as they are asked for; the last report is its end. */
final class StockSweep implements Iterator<LevelReport> {

    private final String name;
    private final ShipBobLevels stock;
    private final Clock clock;
    private final Instant asOf;
    private final ShipBobLevels.Receipts receipts;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> twice = new HashMap<>();
    private String cursor = "";
    private boolean more = true;
    private int pages;
    private int withoutSku;
    private boolean ended;
    private Optional<LevelReport> next = Optional.empty();

    StockSweep(String name, ShipBobLevels stock, Clock clock) {
        this.name = name;
        this.stock = stock;
        this.clock = clock;
        this.asOf = clock.instant();
        this.receipts = stock.receipts().orThrow(name, "poll-receipts");
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && more) {
            ShipBobLevelPage page =
                    stock.page(cursor, receipts, clock.instant()).orThrow(name, "poll-levels");
            List<Level> levels = page.levels().stream().filter(this::isFirst).toList();
            withoutSku += page.withoutSku();
            if (!levels.isEmpty()) {
                next = Optional.of(LevelReport.page(source(), run(), asOf, true, ++pages, levels, List.of()));
            }
            cursor = page.next();
            more = page.more();
        }
        if (next.isEmpty() && !ended) {
            ended = true;
            next = Optional.of(LevelReport.end(source(), run(), asOf, true, pages));
        }
        return next.isPresent();
    }

    /** Of two items with one SKU only the first is believed: to add them up would be a guess. */
    private boolean isFirst(Level level) {
        boolean first = seen.add(level.location() + " " + level.sku());
        if (!first) {
            twice.merge(level.sku(), 1, Integer::sum);
        }
        return first;
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
        return "warehouse." + name;
    }

    private String run() {
        return asOf + "/all";
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
