package io.saddlebag.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.saddlebag.delivery.Category;
import io.saddlebag.journey.Feeds;
import io.saddlebag.ledger.AlertFacts;
import io.saddlebag.ledger.LedgerUnavailable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is late and what is held up, for Prometheus; read from the ledger four times a minute at most. */
final class TroubleGauges {

    private static final Logger LOG = LoggerFactory.getLogger(TroubleGauges.class);
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Foundation base;
    private final Set<String> stores;
    private final Feeds feeds;
    private final MultiGauge held;
    private final MultiGauge ages;
    private final Map<String, Long> parked = new HashMap<>();
    private final Map<String, Optional<AlertFacts.Late>> unposted = new HashMap<>();
    private final Map<String, Optional<AlertFacts.Late>> unreleased = new HashMap<>();
    private Instant read = Instant.EPOCH;
    private boolean known;

    TroubleGauges(Foundation base, Set<String> stores, Feeds feeds) {
        this.base = base;
        this.stores = Set.copyOf(stores);
        this.feeds = feeds;
        this.held = MultiGauge.builder("saddlebag.value.held")
                .description("what orders are worth that are parked or not in the ERP; of 1,000 orders a kind at most")
                .register(base.meters);
        this.ages = MultiGauge.builder("saddlebag.feed.age.seconds")
                .description("since the poll last read everything there was")
                .register(base.meters);
    }

    void register() {
        for (Category category : Category.values()) {
            String word = category.word();
            Gauge.builder("saddlebag.parked", () -> of(all -> parked.getOrDefault(word, 0L)))
                    .tag("category", word)
                    .description("messages that wait for a person")
                    .register(base.meters);
        }
        for (String store : stores) {
            late("saddlebag.orders.unposted", store, "that are due and not in the ERP", unposted);
            late(
                    "saddlebag.orders.unreleased",
                    store,
                    "in the ERP that their warehouse has not acknowledged",
                    unreleased);
        }
    }

    private void late(String name, String store, String which, Map<String, Optional<AlertFacts.Late>> late) {
        Gauge.builder(
                        name,
                        () -> of(now -> late.getOrDefault(store, Optional.empty())
                                .map(AlertFacts.Late::many)
                                .orElse(0L)))
                .tag("store", store)
                .description("orders " + which + "; counted to 10,000")
                .register(base.meters);
        Gauge.builder(
                        name + ".oldest.seconds",
                        () -> of(now -> late.getOrDefault(store, Optional.empty())
                                .map(those -> seconds(those.oldest(), now))
                                .orElse(0.0)))
                .tag("store", store)
                .description("how long the first of the orders waits " + which)
                .register(base.meters);
    }

    private synchronized double of(ToDoubleFunction<Instant> value) {
        Instant now = base.clock.instant();
        if (!read.plus(FRESH).isAfter(now)) {
            read = now;
            refresh(now);
        }
        return known ? value.applyAsDouble(now) : Double.NaN;
    }

    private void refresh(Instant now) {
        ages.register(
                feeds.all().entrySet().stream()
                        .filter(feed -> feed.getValue().succeeded().isPresent())
                        .map(feed -> Row.of(Tags.of("feed", feed.getKey()), () -> age(feed.getKey())))
                        .toList(),
                true);
        try {
            AlertFacts facts = base.ledger.alertFacts();
            Map<String, Map<String, BigDecimal>> values = new HashMap<>();
            parked.clear();
            for (AlertFacts.ParkedKind kind : facts.parked()) {
                parked.merge(kind.category(), kind.messages(), Long::sum);
                add(values, "parked", kind.held());
            }
            for (String store : stores) {
                unposted.put(store, facts.unposted(store, now));
                unreleased.put(store, facts.unreleased(store, now));
                unposted.get(store).ifPresent(late -> add(values, "unposted", late.held()));
            }
            tell(values);
            known = true;
        } catch (LedgerUnavailable e) {
            known = false;
            LOG.warn("what is late and parked cannot be counted: {}", e.getMessage());
        }
    }

    private double age(String feed) {
        return Optional.ofNullable(feeds.all().get(feed))
                .flatMap(Feeds.Freshness::succeeded)
                .map(at -> seconds(at, base.clock.instant()))
                .orElse(Double.NaN);
    }

    private static double seconds(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }

    private static void add(
            Map<String, Map<String, BigDecimal>> values, String why, Map<String, BigDecimal> byCurrency) {
        byCurrency.forEach((currency, value) ->
                values.computeIfAbsent(why, first -> new HashMap<>()).merge(currency, value, BigDecimal::add));
    }

    private void tell(Map<String, Map<String, BigDecimal>> values) {
        List<Row<?>> rows = new ArrayList<>();
        values.forEach((why, byCurrency) -> byCurrency.forEach(
                (currency, value) -> rows.add(Row.of(Tags.of("why", why, "currency", currency), value))));
        held.register(rows, true);
    }
}
