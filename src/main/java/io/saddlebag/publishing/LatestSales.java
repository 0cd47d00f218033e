package io.saddlebag.publishing;

import io.saddlebag.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The store's orders of the last moments, and which of them the wishes do not know of yet. One thread at a time.
 *
 * <p>Each look begins where the oldest order stands that was unknown at the last one, so an order is looked at until it is
 * known, at most for as long as the settings say.
 */
final class LatestSales {

    /** The store's clock has seconds, and an order may become visible a little after its stamp. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final PublishSettings settings;
    private final Shop shop;
    private final KnownSales knownSales;
    private final Clock clock;
    private Optional<Instant> from = Optional.empty();
    private Instant asOf = Instant.EPOCH;
    private Map<String, Shop.Sold> all = Map.of();
    private Map<String, Shop.Sold> unknown = Map.of();

    LatestSales(PublishSettings settings, Shop shop, KnownSales knownSales, Clock clock) {
        this.settings = settings;
        this.shop = shop;
        this.knownSales = knownSales;
        this.clock = clock;
    }

    /** Orders whose pieces the wishes do not know of, as of the last look. */
    List<Shop.Sold> unknown() {
        return List.copyOf(unknown.values());
    }

    /** Without asking the store: what the wishes know of by now. */
    void lookIntoTheLedger() {
        if (!unknown.isEmpty()) {
            Map<String, Shop.Sold> strangers = new LinkedHashMap<>(unknown);
            strangers.keySet().removeAll(knownSales.known(settings.store(), strangers.keySet()));
            unknown = strangers;
        }
    }

    /** Looks. The orders that were placed, paid or changed since the last look: what was written before it does not know of them. */
    Outcome<List<Shop.Sold>> look() {
        Instant start = from.orElseGet(() -> clock.instant().minus(settings.lookBack()));
        return shop.soldSince(start).map(sales -> {
            Map<String, Shop.Sold> found = new LinkedHashMap<>();
            sales.orders().forEach(sold -> found.put(sold.order(), sold));
            Set<String> known = found.isEmpty() ? Set.of() : knownSales.known(settings.store(), found.keySet());
            Map<String, Shop.Sold> strangers = new LinkedHashMap<>(found);
            strangers.keySet().removeAll(known);
            List<Shop.Sold> fresh = new ArrayList<>();
            for (Shop.Sold sold : found.values()) {
                boolean stranger = strangers.containsKey(sold.order());
                boolean changed = stranger && !sold.equals(unknown.get(sold.order()));
                boolean placed =
                        !all.containsKey(sold.order()) && sold.createdAt().isAfter(asOf.minus(LATE));
                if (changed || placed) {
                    fresh.add(sold);
                }
            }
            all = found;
            unknown = strangers;
            asOf = sales.asOf();
            from = Optional.of(strangers.values().stream()
                    .map(Shop.Sold::modifiedAt)
                    .min(Instant::compareTo)
                    .filter(oldest -> oldest.isBefore(asOf))
                    .map(oldest -> latest(oldest, asOf.minus(settings.lookBack())))
                    .orElse(asOf));
            return fresh;
        });
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
