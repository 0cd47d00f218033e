package io.saddlebag.wiring;

import io.micrometer.core.instrument.Gauge;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.Publications.Backlog;
import io.saddlebag.operations.ApiPart;
import io.saddlebag.operations.PublicationsApi;
import io.saddlebag.publishing.ForeignEdits;
import io.saddlebag.publishing.KnownSales;
import io.saddlebag.publishing.PublishSettings;
import io.saddlebag.publishing.Publisher;
import io.saddlebag.publishing.PublishingSteps;
import io.saddlebag.publishing.StoreCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishing to each store: its beans, its meters, its part of the API. */
final class PublishingWiring {

    private static final Logger LOG = LoggerFactory.getLogger(PublishingWiring.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Foundation base;
    private final Map<String, PublishSettings> settings;
    private final Map<String, PublishingSteps> steps = new LinkedHashMap<>();
    private List<Backlog> backlog = List.of();
    private Instant read = Instant.EPOCH;

    PublishingWiring(Foundation base, Partners partners) {
        this.base = base;
        this.settings = partners.publishing;
    }

    /** The queue of a store's wake-ups. */
    static String queue(Foundation base, String store) {
        return base.settings.section("saddlebag.queue").required("items-to-store") + "." + store;
    }

    /** Binds {@code publishing.<store>} for each store. */
    void bind(CamelContext camel, Map<String, WooStore> shops, KnownSales known, ForeignEdits edits) {
        shops.forEach((name, shop) -> {
            PublishSettings of = settings.get(name);
            PublishedStore store = new PublishedStore(shop, base.clock);
            PublishingSteps step = new PublishingSteps(
                    of,
                    new Publisher(of, store, base.ledger, known, base.meters, base.clock),
                    new StoreCatalogue(
                            of,
                            store,
                            base.ledger.publications(),
                            base.ledger.storeItems(),
                            edits,
                            base.meters,
                            base.clock),
                    camel.createProducerTemplate(),
                    "activemq-intake:" + queue(base, name),
                    base.clock);
            steps.put(name, step);
            camel.getRegistry().bind("publishing." + name, step);
            if (of.isOn()) {
                meters(name);
            }
        });
    }

    /** Has what is due in a store looked at soon. To be called after the wishes are kept. */
    void wake(String store) {
        Optional.ofNullable(steps.get(store)).ifPresent(PublishingSteps::wake);
    }

    ApiPart api() {
        return new PublicationsApi(
                base.ledger.publications(),
                base.ledger.storeItems(),
                base.ledger.audit(),
                settings.keySet(),
                this::wake);
    }

    private void meters(String store) {
        Gauge.builder(
                        "saddlebag.publish.due",
                        () -> due(store).stream().mapToLong(Backlog::count).sum())
                .tag("store", store)
                .description("values that are to be written to the store now")
                .register(base.meters);
        Gauge.builder("saddlebag.publish.oldest.seconds", () -> due(store).stream()
                        .map(Backlog::oldest)
                        .min(Instant::compareTo)
                        .map(oldest ->
                                Duration.between(oldest, base.clock.instant()).toMillis() / 1000.0)
                        .orElse(0.0))
                .tag("store", store)
                .description("how long the oldest of them waits")
                .register(base.meters);
    }

    private synchronized List<Backlog> due(String store) {
        Instant now = base.clock.instant();
        if (now.isAfter(read.plus(FRESH))) {
            read = now;
            try {
                backlog = base.ledger.publications().backlog();
            } catch (LedgerUnavailable e) {
                LOG.warn("what is due in the stores cannot be read: {}", e.getMessage());
            }
        }
        return backlog.stream().filter(one -> one.store().equals(store)).toList();
    }
}
