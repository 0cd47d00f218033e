package io.saddlebag.publishing;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The store's orders of the last moments, and which of them the wishes do not know of yet. One thread at a time.
 *
 * <p>Each look asks for what changed since the last one. An order that was unknown then is remembered until the wishes know of it
 * or it holds no stock any more, at most for as long as the settings say. The ledger keeps a mark before which no order was
 * unknown: a daemon that starts, or takes over, begins there, so what was sold while nobody looked is not missed.
 */
final class LatestSales {

    /** The store's clock has seconds, and an order may become visible a little after its stamp. */
    private static final Duration LATE = Duration.ofSeconds(10);
    /** Where the first look at a store begins. */
    private static final Duration AT_FIRST = Duration.ofMinutes(15);
    /** Looking back this much further is cheaper than a mark with every look. */
    private static final Duration MARKED = Duration.ofMinutes(1);

    private final PublishSettings settings;
    private final Shop shop;
    private final KnownSales knownSales;
    private final Ledger ledger;
    private final Clock clock;
    private Instant marked = Instant.EPOCH;
    private Instant asOf = Instant.EPOCH;
    /** What the last look found. */
    private Map<String, Shop.Sold> last = Map.of();

    private Map<String, Shop.Sold> unknown = Map.of();

    LatestSales(PublishSettings settings, Shop shop, KnownSales knownSales, Ledger ledger, Clock clock) {
        this.settings = settings;
        this.shop = shop;
        this.knownSales = knownSales;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Orders whose pieces the wishes do not know of, as of the last look. */
    List<Shop.Sold> unknown() {
        return List.copyOf(unknown.values());
    }

    /** Without asking the store: what the wishes know of by now. */
    void lookIntoTheLedger() {
        unknown = strangers(unknown);
    }

    /** Looks. The orders that were placed, paid or changed since the last look: what was written before it does not know of them. */
    Outcome<List<Shop.Sold>> look() {
        Instant start = latest(asOf.equals(Instant.EPOCH) ? mark() : asOf, earliest(clock.instant()));
        return shop.soldSince(start).map(sales -> {
            Map<String, Shop.Sold> found = new LinkedHashMap<>();
            sales.orders().forEach(sold -> found.put(sold.order(), sold));
            Map<String, Shop.Sold> all = new LinkedHashMap<>(unknown);
            all.putAll(found);
            all.values()
                    .removeIf(
                            sold -> sold.pieces().isEmpty() || sold.modifiedAt().isBefore(earliest(sales.asOf())));
            Map<String, Shop.Sold> strangers = strangers(all);
            List<Shop.Sold> fresh = new ArrayList<>();
            for (Shop.Sold sold : found.values()) {
                boolean changed = strangers.containsKey(sold.order()) && !sold.equals(unknown.get(sold.order()));
                boolean placed =
                        !last.containsKey(sold.order()) && sold.createdAt().isAfter(asOf.minus(LATE));
                if (changed || placed) {
                    fresh.add(sold);
                }
            }
            last = found;
            unknown = strangers;
            asOf = sales.asOf();
            keepMark();
            return fresh;
        });
    }

    private Map<String, Shop.Sold> strangers(Map<String, Shop.Sold> orders) {
        Map<String, Shop.Sold> strangers = new LinkedHashMap<>(orders);
        if (!orders.isEmpty()) {
            Map<String, Instant> changedAt = new HashMap<>();
            orders.forEach((order, sold) -> changedAt.put(order, sold.modifiedAt()));
            strangers.keySet().removeAll(knownSales.known(settings.store(), changedAt));
        }
        return strangers;
    }

    private Instant earliest(Instant now) {
        return now.minus(settings.lookBack());
    }

    private Instant mark() {
        return ledger.cursor(name()).map(Instant::parse).orElseGet(() -> clock.instant()
                .minus(AT_FIRST));
    }

    private void keepMark() {
        Instant mark = unknown.values().stream()
                .map(Shop.Sold::modifiedAt)
                .filter(oldest -> oldest.isBefore(asOf))
                .min(Instant::compareTo)
                .orElse(asOf);
        if (Duration.between(marked, mark).abs().compareTo(MARKED) > 0) {
            ledger.moveCursor(name(), mark.toString());
            marked = mark;
        }
    }

    private String name() {
        return "sales-known-of-" + settings.store();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
