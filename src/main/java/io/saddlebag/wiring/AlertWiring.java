package io.saddlebag.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.alert.AlertChannels;
import io.saddlebag.alert.AlertDesk;
import io.saddlebag.alert.AlertSettings;
import io.saddlebag.alert.AlertSource;
import io.saddlebag.alert.AlertSources;
import io.saddlebag.alert.Alerting;
import io.saddlebag.alert.Backlog;
import io.saddlebag.alert.LocalCounts;
import io.saddlebag.alert.PausedPartnersSource;
import io.saddlebag.alert.Rule;
import io.saddlebag.alert.RuleSettings;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Credentials;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.PartnerStates;
import io.saddlebag.journey.Feeds;
import io.saddlebag.operations.AlertsApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/** Builds what looks at the alert rules and what tells people. */
final class AlertWiring implements AutoCloseable {

    private final Foundation base;
    private final Partners partners;
    private final Feeds feeds;
    private final PartnerStates states;
    private final AlertSettings settings;
    private final List<AutoCloseable> open = new ArrayList<>();
    private AlertDesk desk;

    AlertWiring(Foundation base, Partners partners, PartnerStates states, Feeds feeds) {
        this.base = base;
        this.partners = partners;
        this.feeds = feeds;
        this.states = states;
        this.settings = AlertSettings.from(base.settings);
    }

    /**
     * Further sources, one line each: partners' pauses, differences of the reconciliation, refunds, stock. A rule that had no
     * feed is switched on in {@link Rule}.
     */
    private List<AlertSource> moreSources() {
        return List.of(new PausedPartnersSource(states));
    }

    void bind(CamelContext camel) {
        AlertChannels channels = channels(settings, camel, base.meters, base.clock);
        open.add(channels);
        desk = new AlertDesk(base.ledger, channels, base.clock);
        List<AlertSource> sources = new ArrayList<>(moreSources());
        sources.addAll(new AlertSources(base.ledger, settings, base.clock)
                .all(
                        partners.stores.keySet(),
                        withWebhooks(),
                        () -> feedsOf(camel),
                        this::backlogs,
                        Duration.ofMillis(2L
                                        * base.settings
                                                .section("saddlebag.retry")
                                                .number("longest", 30_000))
                                .plusSeconds(90)));
        Alerting alerting = new Alerting(
                base.ledger,
                settings,
                sources,
                new LocalCounts(base.meters, this::freshness, base.ledger.alertFacts(), base.clock),
                channels,
                base.meters,
                base.clock);
        camel.getRegistry().bind("alerting", alerting);
        AlertReadings readings = new AlertReadings(base.ledger.alerts(), base.clock);
        camel.getRegistry().bind("saddlebag-alerts", new AlertHealth(() -> readings.failing(settings.channels())));
        register(readings);
    }

    private void register(AlertReadings readings) {
        for (Map.Entry<Rule, RuleSettings> rule : settings.rules().entrySet()) {
            String word = rule.getKey().word();
            Gauge.builder("saddlebag.alerts.open", () -> readings.open(word))
                    .tag("rule", word)
                    .tag("severity", rule.getValue().severity().word())
                    .description("open alerts")
                    .register(base.meters);
        }
        for (String channel : settings.channels()) {
            Gauge.builder("saddlebag.alert.waiting", () -> readings.waiting(channel))
                    .tag("channel", channel)
                    .description("messages of alerts the channel has not taken yet")
                    .register(base.meters);
        }
    }

    AlertsApi api() {
        return new AlertsApi(desk);
    }

    AlertDesk desk() {
        return desk;
    }

    static AlertChannels channels(AlertSettings settings, CamelContext camel, MeterRegistry meters, Clock clock) {
        return AlertChannels.of(
                settings,
                camel,
                webhook -> new CamelPartnerHttp(
                        camel, "alert." + webhook.name(), webhook.address(), 2, Credentials.NONE, meters),
                clock);
    }

    /** Whether the receivers can be reached; sends nothing. */
    static List<Finding> probe(AlertSettings settings, CamelContext camel, MeterRegistry meters, Clock clock) {
        try (AlertChannels channels = channels(settings, camel, meters, clock)) {
            List<Finding> findings = channels.probe();
            return findings.isEmpty()
                    ? List.of(new Finding(
                            "channels",
                            Finding.Status.NOTE,
                            "none is configured: alerts stand in 'alerts', the log and the metrics only",
                            "set saddlebag.alert.mail.host, from and to, or saddlebag.alert.webhook.NAME.url"))
                    : findings;
        }
    }

    /** Stores only: a warehouse that sends nothing for hours has nothing to tell, as a rule. */
    private Set<String> withWebhooks() {
        Set<String> names = new TreeSet<>(partners.stores.keySet());
        names.removeIf(name -> !partners.stores.get(name).webhooks().wanted());
        return names;
    }

    /** The polls whose routes run here, by the names the feeds give them, with the partner each asks. */
    private Map<String, String> feedsOf(CamelContext camel) {
        Map<String, String> polled = new HashMap<>();
        Map<String, String> asked = new HashMap<>();
        String poll = base.queues.poll() + ".";
        partners.stores.keySet().forEach(name -> {
            polled.put(poll + "orders." + name, "orders-of-" + name);
            asked.put("orders-of-" + name, "store." + name);
        });
        partners.erps.keySet().forEach(name -> {
            polled.put(poll + "invoices." + name, "invoices-of-" + name);
            asked.put("invoices-of-" + name, "erp." + name);
        });
        partners.erps.forEach((name, erp) -> {
            if (erp.stock().wanted()) {
                polled.put(poll + "levels." + name, "levels-of-" + name);
                asked.put("levels-of-" + name, "erp." + name);
            }
        });
        partners.warehouses.forEach((name, warehouse) -> {
            if (warehouse.stock()) {
                polled.put(poll + "stock." + name, "stock-of-" + name);
                asked.put("stock-of-" + name, "warehouse." + name);
            }
        });
        partners.priced.forEach(name -> {
            polled.put(poll + "prices." + name, "prices-of-" + name);
            asked.put("prices-of-" + name, "erp." + name);
        });
        partners.warehouses.keySet().forEach(name -> {
            polled.put(poll + "shipments." + name, "shipments-of-" + name);
            asked.put("shipments-of-" + name, "warehouse." + name);
        });
        Map<String, String> running = new TreeMap<>();
        camel.getRoutes().forEach(route -> {
            String uri = route.getEndpoint().getEndpointBaseUri();
            String queue = uri.substring(uri.lastIndexOf(':') + 1).replaceFirst("^//", "");
            if (polled.containsKey(queue)) {
                running.put(polled.get(queue), asked.get(polled.get(queue)));
            }
        });
        return running;
    }

    private Map<String, Instant> freshness() {
        Map<String, Instant> read = new HashMap<>();
        feeds.all().forEach((name, fresh) -> fresh.succeeded().ifPresent(at -> read.put(name, at)));
        return read;
    }

    private Map<String, Backlog> backlogs() {
        Map<String, Backlog> waiting = new HashMap<>();
        List<String> queues = new Gauges(
                        base, partners.stores.keySet(), partners.erps.keySet(), partners.warehouses.keySet())
                .queues();
        for (String queue : queues) {
            base.broker
                    .oldest(queue)
                    .ifPresent(
                            oldest -> waiting.put(queue, new Backlog(Math.max(0, base.broker.depth(queue)), oldest)));
        }
        return waiting;
    }

    @Override
    public void close() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) { // AutoCloseable declares Exception
                throw new IllegalStateException("the channels for alerts did not close cleanly", e);
            }
        }
    }
}
