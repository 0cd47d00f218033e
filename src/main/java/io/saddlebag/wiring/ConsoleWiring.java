package io.saddlebag.wiring;

import io.micrometer.core.instrument.Timer;
import io.saddlebag.alert.AlertDesk;
import io.saddlebag.alert.LocalCounts;
import io.saddlebag.console.Machinery;
import io.saddlebag.console.OperationsDesks;
import io.saddlebag.journey.Feeds;
import io.saddlebag.ledger.Ledger.Notice;
import io.saddlebag.recovery.ParkedDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;

/** What the console's pages are told about the machinery. */
final class ConsoleWiring implements Machinery {

    private static final int NOTICES = 500;
    private static final String FINE = "[23][0-9][0-9]";

    private final Foundation base;
    private final Partners partners;
    private final PaceWiring pace;
    private final CamelContext camel;
    private final Feeds feeds;
    private final Instant configuredAt;

    ConsoleWiring(Foundation base, Partners partners, PaceWiring pace, CamelContext camel, Feeds feeds) {
        this.base = base;
        this.partners = partners;
        this.pace = pace;
        this.camel = camel;
        this.feeds = feeds;
        this.configuredAt = base.clock.instant();
    }

    OperationsDesks desks(ParkedDesk parked, AlertDesk alerts) {
        return new OperationsDesks(
                parked,
                base.settings.section("saddlebag.replay").number("per-second", 20),
                pace.gates(),
                alerts,
                this,
                base.clock);
    }

    @Override
    public Instant configuredAt() {
        return configuredAt;
    }

    @Override
    public Set<String> stores() {
        return new TreeSet<>(partners.stores.keySet());
    }

    @Override
    public Set<String> beforeErp() {
        return new TreeSet<>(Set.of(base.queues.storeEvent(), base.queues.orderToErp()));
    }

    @Override
    public List<Machinery.Route> routes() {
        ManagedCamelContext managed = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        List<Machinery.Route> routes = new ArrayList<>();
        camel.getRoutes().forEach(route -> {
            String id = route.getRouteId();
            ManagedRouteMBean counts = managed.getManagedRoute(id);
            routes.add(new Machinery.Route(
                    id,
                    route.getDescription() == null ? "" : route.getDescription(),
                    state(route),
                    counts == null ? 0 : counts.getExchangesTotal(),
                    counts == null ? 0 : counts.getExchangesFailed(),
                    camel.getInflightRepository().size(id)));
        });
        routes.sort((one, other) -> one.id().compareTo(other.id()));
        return routes;
    }

    /** A partner that is paused has only its consumers suspended; the route stays as it is. */
    private String state(org.apache.camel.Route route) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(route.getRouteId());
        if (status == null || !status.isStarted()) {
            return status != null && status.isSuspended() ? "paused" : "stopped";
        }
        return route.getConsumer() instanceof StatefulService consumer && consumer.isSuspended() ? "paused" : "running";
    }

    @Override
    public List<Queue> queues() {
        Instant now = base.clock.instant();
        return new Gauges(base, partners.stores.keySet(), partners.erps.keySet(), partners.warehouses.keySet())
                .queues().stream()
                        .map(name -> new Queue(
                                name,
                                base.broker.depth(name),
                                base.broker.oldest(name).map(oldest -> Duration.between(oldest, now))))
                        .toList();
    }

    @Override
    public List<Feed> feeds() {
        List<Feed> polls = new ArrayList<>();
        feeds.all()
                .forEach((name, fresh) -> polls.add(new Feed(
                        name, fresh.succeeded(), fresh.failed(), fresh.trouble().orElse(""))));
        return polls;
    }

    @Override
    public List<Hooks> webhooks() {
        List<Notice> notices = base.ledger.notices(NOTICES);
        List<Hooks> hooks = new ArrayList<>();
        partners.stores.forEach((name, store) ->
                hooks.add(hooks("store." + name, name, store.webhooks().wanted(), notices)));
        partners.warehouses.forEach((name, warehouse) -> hooks.add(
                hooks("warehouse." + name, name, !warehouse.webhookSecrets().isEmpty(), notices)));
        return hooks;
    }

    private Hooks hooks(String partner, String name, boolean wanted, List<Notice> notices) {
        return new Hooks(
                partner,
                wanted,
                base.ledger.alertFacts().marked(LocalCounts.webhooksOf(name)),
                notices.stream()
                        .filter(notice -> notice.source().equals(partner + " webhooks"))
                        .map(Notice::what)
                        .findFirst()
                        .orElse(""));
    }

    @Override
    public Map<String, Calls> calls() {
        Map<String, Calls> calls = new TreeMap<>();
        for (Timer timer : base.meters.find("saddlebag.partner.call").timers()) {
            boolean fine = String.valueOf(timer.getId().getTag("outcome")).matches(FINE);
            calls.merge(
                    String.valueOf(timer.getId().getTag("partner")),
                    new Calls(timer.count(), fine ? 0 : timer.count()),
                    (one, other) -> new Calls(one.made() + other.made(), one.failed() + other.failed()));
        }
        return calls;
    }

    @Override
    public long waiting(String partner) {
        return pace.waiting(partner);
    }
}
