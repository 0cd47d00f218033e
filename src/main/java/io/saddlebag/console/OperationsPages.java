package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.delivery.PartnerState;
import io.saddlebag.ledger.AlertFacts;
import io.saddlebag.ledger.AlertFacts.Late;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.Latency;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.ParkedMessages;
import io.saddlebag.ledger.ParkedMessages.Filter;
import io.saddlebag.pace.PartnerGates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the daemon and its connections run: routes, queues, partners, webhooks, polls, and what is stuck. */
public final class OperationsPages implements Part {

    static final String HOME = "/console/operations";

    private static final int MOST = 50;
    private static final int COUNTED = 10_000;
    private static final Duration LATELY = Duration.ofHours(1);
    private static final Duration FRESH = Duration.ofSeconds(30);
    /** What is due since less is on its way, not stuck. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final ParkedMessages parked;
    private final AlertFacts facts;
    private final PartnerGates gates;
    private final Machinery machinery;
    private final Clock clock;
    private Map<String, Latency> latencies = Map.of();
    private Instant measured = Instant.EPOCH;

    OperationsPages(Ledger ledger, PartnerGates gates, Machinery machinery, Clock clock) {
        this.ledger = ledger;
        this.parked = ledger.parkedMessages();
        this.facts = ledger.alertFacts();
        this.gates = gates;
        this.machinery = machinery;
        this.clock = clock;
    }

    /**
     * The whole of it.
     *
     * @param late how many orders are due and not in the ERP, by store
     * @param parkedBefore how many messages are parked on their way to the ERP, by the beginning of their step
     * @param categories parked messages by category
     */
    public record Overview(
            Instant configuredAt,
            Instant now,
            Map<String, Long> late,
            Map<String, Long> parkedBefore,
            Map<String, Long> categories,
            List<PartnerCard> partners,
            List<Machinery.Route> routes,
            List<Machinery.Queue> queues,
            List<Machinery.Feed> feeds,
            List<Machinery.Hooks> webhooks,
            boolean mayPause) {

        /** How many exchanges a route has done a minute, on the mean since the start. */
        public double perMinute(Machinery.Route route) {
            double seconds = Math.max(60, Duration.between(configuredAt, now).toSeconds());
            return route.exchanges() * 60 / seconds;
        }

        /** Orders that are stuck before they are in the ERP. */
        public long stuck() {
            return sum(late) + sum(parkedBefore);
        }

        private static long sum(Map<String, Long> counts) {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * A partner.
     *
     * @param waiting how many messages wait for it; negative where the buffer does not say
     * @param steps how long the calls of each step took lately
     */
    public record PartnerCard(PartnerState state, long waiting, Machinery.Calls calls, Map<String, Latency> steps) {}

    /**
     * What is stuck before the ERP.
     *
     * @param waits why each order waits, in words, by its key
     * @param more whether there are more than are shown
     */
    public record Stuck(List<OrderRow> late, Map<String, String> waits, List<Parked> parked, boolean more) {}

    @Override
    public void mount(Pages pages) {
        pages.get(HOME, Permission.SEE_OPERATIONS, this::overview);
        pages.get(HOME + "/stuck", Permission.SEE_OPERATIONS, this::stuck);
        pages.post(HOME + "/partners/:kind/:name/pause", Permission.PAUSE_PARTNERS, this::pause);
        pages.post(HOME + "/partners/:kind/:name/resume", Permission.PAUSE_PARTNERS, this::resume);
    }

    private void overview(PageCall call) {
        Instant now = clock.instant();
        Map<String, Long> late = new TreeMap<>();
        machinery.stores().forEach(store -> facts.unposted(store, now.minus(GRACE))
                .map(Late::many)
                .ifPresent(many -> late.put(store, many)));
        Map<String, Long> before = new TreeMap<>();
        for (String step : machinery.beforeErp()) {
            long many = parked.count(at(step, COUNTED));
            if (many > 0) {
                before.put(step, many);
            }
        }
        Map<String, Long> categories = new TreeMap<>();
        parked.kinds().forEach(kind -> categories.merge(kind.category(), kind.messages(), Long::sum));
        call.show(
                "operations",
                "IT operations",
                new Overview(
                        machinery.configuredAt(),
                        now,
                        late,
                        before,
                        categories,
                        partners(now),
                        machinery.routes(),
                        machinery.queues(),
                        machinery.feeds(),
                        machinery.webhooks(),
                        call.may(Permission.PAUSE_PARTNERS)));
    }

    private List<PartnerCard> partners(Instant now) {
        Map<String, Machinery.Calls> calls = machinery.calls();
        Map<String, Latency> lately = latencies(now);
        List<PartnerCard> cards = new ArrayList<>();
        for (PartnerState state : gates.all()) {
            Map<String, Latency> steps = new TreeMap<>();
            lately.forEach((name, latency) -> {
                if (name.endsWith(" " + state.name())) {
                    steps.put(name.substring(0, name.length() - state.name().length() - 1), latency);
                }
            });
            cards.add(new PartnerCard(
                    state,
                    machinery.waiting(state.partner()),
                    calls.getOrDefault(state.partner(), new Machinery.Calls(0, 0)),
                    steps));
        }
        return cards;
    }

    /** Of a sample of thousands of orders: once for all who look. */
    private synchronized Map<String, Latency> latencies(Instant now) {
        if (latencies.isEmpty() || measured.plus(FRESH).isBefore(now)) {
            latencies = ledger.latencies(now.minus(LATELY));
            measured = now;
        }
        return latencies;
    }

    private static Filter at(String step, int most) {
        Optional<String> any = Optional.empty();
        return new Filter(Optional.empty(), any, Optional.of(step), any, any, true, Optional.empty(), most);
    }

    private void stuck(PageCall call) {
        Instant now = clock.instant();
        List<OrderRow> late = new ArrayList<>();
        machinery.stores().forEach(store -> late.addAll(facts.unpostedOrders(store, now.minus(GRACE), MOST + 1)));
        List<Parked> messages = new ArrayList<>();
        machinery.beforeErp().forEach(step -> messages.addAll(parked.list(at(step, MOST + 1))));
        List<OrderRow> shown = late.subList(0, Math.min(late.size(), MOST));
        Map<String, String> waits = new LinkedHashMap<>();
        shown.forEach(row -> waits.put(row.key().toString(), why(row)));
        call.show(
                "stuck",
                "Stuck before the ERP",
                new Stuck(
                        shown,
                        waits,
                        messages.subList(0, Math.min(messages.size(), MOST)),
                        late.size() > MOST || messages.size() > MOST));
    }

    /** The last word of its trace that says it waits. */
    private String why(OrderRow row) {
        return ledger.trace(row.key()).stream()
                .reduce((earlier, later) -> later.lastAt().isBefore(earlier.lastAt()) ? earlier : later)
                .map(event ->
                        event.step() + " " + event.outcome() + (event.detail().isEmpty() ? "" : ": " + event.detail()))
                .orElse("");
    }

    private void pause(PageCall call) {
        PartnerState state = partner(call);
        String reason = call.needed("reason", "The reason");
        if (gates.pause(state.partner(), reason, call.actor())) {
            call.done(HOME, state.partner() + " is paused. What is for it waits.");
        } else {
            call.failed(HOME, state.partner() + " is paused already, by " + state.by() + ": " + state.reason());
        }
    }

    private void resume(PageCall call) {
        PartnerState state = partner(call);
        if (gates.resume(state.partner(), call.actor())) {
            call.done(HOME, state.partner() + " goes on.");
        } else {
            call.failed(HOME, state.partner() + " is not paused.");
        }
    }

    private PartnerState partner(PageCall call) {
        String name = call.path("kind") + "." + call.path("name");
        return gates.all().stream()
                .filter(state -> state.partner().equals(name))
                .findFirst()
                .orElseThrow(() -> new PageCall.NotHere("No partner is called '" + name + "'."));
    }
}
