package io.saddlebag.journey;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.CategoryPolicies;
import io.saddlebag.delivery.CategoryPolicy;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.PartnerStates;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.Step;
import io.saddlebag.ledger.UnknownOrder;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a step that failed, by the policy of its category, and makes waiting visible: each time a step has
 * to wait, the order's trace says for what, and when it goes on after all the trace and one line of the log say so.
 *
 * <p>Where a partner that wants a slower pace named a time (Retry-After), the next pause of the delivery policy is that long,
 * ten minutes at most. While the partner is paused, a step looks every half second whether it goes on: that costs no call, no
 * try and no line of the trace.
 */
public final class Waiting implements Processor {

    private static final String WAIT = "wait";
    private static final String GOES_ON = "goes-on";
    private static final String OURS = "saddlebag";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long LOOK_AGAIN_MILLIS = 500;
    /** So that the steps that wait for one partner do not all come back in the same moment. */
    private static final long SPREAD_MILLIS = 250;

    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

    private final Ledger ledger;
    private final PartnerStates partners;
    private final CategoryPolicies policies;
    private final Clock clock;

    /** Traces in this ledger. */
    public Waiting(Ledger ledger, PartnerStates partners, CategoryPolicies policies, Clock clock) {
        this.ledger = ledger;
        this.partners = partners;
        this.policies = policies;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String route = Optional.ofNullable(exchange.getFromRouteId()).orElse("");
        Optional<OrderKey> order = Optional.ofNullable(exchange.getMessage().getHeader(Headers.ORDER, String.class))
                .map(OrderKey::parse);
        Waited waited = Waited.of(exchange).orElseGet(() -> begin(exchange, route, order));
        if (failure instanceof DeliveryFailure.Paused paused) {
            stands(exchange, paused, waited, route, order);
            return;
        }
        String partner = failure instanceof DeliveryFailure known ? known.partner() : OURS;
        waited.failed(partner, category(failure), clock.instant());
        if (!goesOn(failure, partner, waited)) {
            waited.giveUp();
            return;
        }
        pace(exchange, failure, partner);
        if (category(failure) == Category.BUG) {
            return; // told with its stack, when it is parked
        }
        LOG.warn(
                "{} waits at {}, attempt {}: {}",
                order.map(OrderKey::toString).orElse("a message"),
                route,
                waited.run(),
                failure.getMessage());
        if (failure instanceof DeliveryFailure) {
            order.ifPresent(key -> trace(key, clock.instant(), WAIT, route, partner, "waiting", failure.getMessage()));
        }
    }

    private static Category category(Exception failure) {
        if (failure instanceof DeliveryFailure known) {
            return known.category();
        }
        return failure instanceof LedgerUnavailable ? Category.TRANSIENT : Category.BUG;
    }

    /** What is no partner's is waited for in any case: the ledger, without which nothing can be parked, and an earlier step. */
    private boolean goesOn(Exception failure, String partner, Waited waited) {
        if (OURS.equals(partner) && category(failure).heals()) {
            return true;
        }
        CategoryPolicy policy = policies.of(partner, category(failure));
        return policy.triesAgain(waited.run(), waited.running(clock.instant()));
    }

    /** Whether the failed step is tried again; the delivery policy asks after each failure. */
    public boolean goesOn(Exchange exchange) {
        return Waited.of(exchange).filter(Waited::isGivenUp).isEmpty();
    }

    private void stands(
            Exchange exchange, DeliveryFailure.Paused paused, Waited waited, String route, Optional<OrderKey> order) {
        delay(exchange, Duration.ofMillis(LOOK_AGAIN_MILLIS));
        if (waited.stands(paused.partner(), paused.getMessage(), clock.instant())) {
            LOG.info(
                    "{} waits at {}: {}",
                    order.map(OrderKey::toString).orElse("a message"),
                    route,
                    paused.getMessage());
            order.ifPresent(
                    key -> trace(key, clock.instant(), WAIT, route, paused.partner(), "waiting", paused.getMessage()));
        }
    }

    private Waited begin(Exchange exchange, String route, Optional<OrderKey> order) {
        Waited waited = Waited.begin(exchange, clock.instant());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                over(waited, route, order, Parking.hasParked(done) || done.isRollbackOnly() || isPostponed(done));
            }
        });
        return waited;
    }

    private static boolean isPostponed(Exchange done) {
        return done.getVariable(Headers.POSTPONED, false, Boolean.class);
    }

    /** The whole step is done, or parked, which is told already. Not told where the daemon stops: the message goes back to its queue. */
    private void over(Waited waited, String route, Optional<OrderKey> order, boolean elsewhere) {
        if (!elsewhere) {
            String words =
                    waited.words(order.map(key -> begun(key, route, waited)).orElse(waited.since()));
            LOG.info("{} goes on at {} {}", order.map(key -> "order " + key).orElse("a message"), route, words);
            order.ifPresent(key -> trace(key, waited.until(), GOES_ON, route, waited.partner(), "done", words));
        }
    }

    /** When the wait that is over began: before a restart, if the trace has it from then and knows no end of it. */
    private Instant begun(OrderKey order, String route, Waited waited) {
        try {
            List<Event> here = ledger.trace(order).stream()
                    .filter(event -> event.id().endsWith("/" + route))
                    .toList();
            return here.stream()
                    .filter(event -> event.step().equals(WAIT) && event.at().isBefore(waited.since()))
                    .map(Event::at)
                    .filter(at -> here.stream()
                            .noneMatch(other ->
                                    !other.step().equals(WAIT) && other.lastAt().isAfter(at)))
                    .findFirst()
                    .orElse(waited.since());
        } catch (LedgerUnavailable e) {
            LOG.warn("how long {} waited before a restart is not known: {}", order, e.getMessage());
            return waited.since();
        }
    }

    private void trace(
            OrderKey order, Instant at, String step, String route, String partner, String outcome, String detail) {
        try {
            ledger.record(Step.of(order).event(at, step, route, partner, outcome, Duration.ZERO, "", detail));
        } catch (LedgerUnavailable | UnknownOrder e) {
            LOG.warn("the trace of {} does not show how it waits: {}", order, e.getMessage());
        }
    }

    private void pace(Exchange exchange, Exception failure, String partner) {
        if (partners.stands(partner)) {
            delay(exchange, Duration.ofMillis(LOOK_AGAIN_MILLIS));
        } else if (failure instanceof DeliveryFailure.Waiting waiting
                && waiting.category() == Category.THROTTLED
                && waiting.after().isPresent()) {
            Duration wish = waiting.after().get();
            delay(exchange, wish.compareTo(LONGEST) > 0 ? LONGEST : wish);
        }
    }

    /** For the next pause only; {@link TryingAgain} takes it away. */
    private static void delay(Exchange exchange, Duration pause) {
        exchange.getMessage()
                .setHeader(
                        Exchange.REDELIVERY_DELAY,
                        pause.toMillis() + ThreadLocalRandom.current().nextLong(SPREAD_MILLIS));
    }
}
