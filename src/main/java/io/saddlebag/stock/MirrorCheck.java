package io.saddlebag.stock;

import io.saddlebag.ledger.StockLedger;
import io.saddlebag.ledger.StockLedger.Change;
import io.saddlebag.stock.MirrorDifferences.Mirror;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what places have with what the ERP's warehouses that mirror them have, as far as both are read. A shipment that is
 * reported and not posted, a receipt, an adjustment on its way make them differ for a while, so only a difference that has
 * been the same all the time for as long as that may take is told.
 */
public final class MirrorCheck {

    private final StockLedger stock;
    private final List<Mirror> mirrors;
    private final MirrorDifferences told;
    private final Duration patience;
    private final Clock clock;
    private final Map<Key, Difference> differences = new HashMap<>();

    private record Key(Mirror mirror, String sku) {}

    private record Difference(long pieces, Instant since) {}

    /**
     * A check.
     *
     * @param patience how long movements may be under way
     */
    public MirrorCheck(
            StockLedger stock, List<Mirror> mirrors, MirrorDifferences told, Duration patience, Clock clock) {
        this.stock = stock;
        this.mirrors = List.copyOf(mirrors);
        this.told = told;
        this.patience = patience;
        this.clock = clock;
    }

    /** Looks at all of them. */
    public synchronized void compare() {
        Map<String, Map<String, Long>> onHand = new TreeMap<>();
        for (Mirror mirror : mirrors) {
            onHand.put(mirror.source() + "/" + mirror.location(), new TreeMap<>());
            onHand.put(mirror.target() + "/" + mirror.place(), new TreeMap<>());
        }
        if (onHand.isEmpty()) {
            return;
        }
        Set<String> read = new TreeSet<>();
        stock.feeds().forEach(feed -> read.add(feed.source()));
        stock.rebuild(change -> {
            if (change instanceof Change.OfLevel level) {
                Map<String, Long> place =
                        onHand.get(level.source() + "/" + level.level().location());
                if (place != null) {
                    place.put(level.level().sku(), level.level().onHand());
                }
            }
        });
        for (Mirror mirror : mirrors) {
            if (read.contains(mirror.source()) && read.contains(mirror.target())) {
                compare(
                        mirror,
                        onHand.get(mirror.source() + "/" + mirror.location()),
                        onHand.get(mirror.target() + "/" + mirror.place()));
            }
        }
    }

    private void compare(Mirror mirror, Map<String, Long> there, Map<String, Long> mirrored) {
        Instant now = clock.instant();
        Set<String> skus = new TreeSet<>(there.keySet());
        skus.addAll(mirrored.keySet());
        for (String sku : skus) {
            long at = there.getOrDefault(sku, 0L);
            long in = mirrored.getOrDefault(sku, 0L);
            Key key = new Key(mirror, sku);
            if (at == in) {
                Difference before = differences.put(key, new Difference(0, now));
                if (before == null || before.pieces() != 0) {
                    told.agrees(mirror, sku);
                }
                continue;
            }
            Difference difference = differences.get(key);
            if (difference == null || difference.pieces() != in - at) {
                differences.put(key, new Difference(in - at, now));
            } else if (!now.isBefore(difference.since().plus(patience))) {
                told.differs(mirror, sku, at, in, now);
            }
        }
    }
}
