package io.saddlebag.journey;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks messages for a person: the end of every failure that waiting cannot mend. The ledger keeps the original message,
 * what happened in words and what to do; the queue moves on.
 *
 * <p>Delivery guarantee: the message leaves its queue only after it is in the ledger. If the ledger cannot be written the
 * message stays in its queue. While the daemon stops nothing is parked but what a person must decide.
 */
public final class Parking {

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

    private static final String PARKED = "saddlebagParked";
    private static final List<String> NEEDED =
            List.of(Headers.ORDER, Headers.GROUP, Headers.STORE, Headers.WAREHOUSE, Headers.TOPIC, Headers.SOURCE);

    private final Ledger ledger;
    private final WayOn wayOn;
    private final Clock clock;

    /** Parks in this ledger; the queues tell how what is parked goes on. */
    public Parking(Ledger ledger, Queues queues, Clock clock) {
        this.ledger = ledger;
        this.wayOn = new WayOn(queues);
        this.clock = clock;
    }

    /** Whether the exchange ended in a parked message. */
    static boolean hasParked(Exchange exchange) {
        return exchange.getProperty(PARKED, false, Boolean.class);
    }

    /** Parks the exchange's original message because of the exception it carries. Called by the delivery policy. */
    public void park(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        boolean givenUp = Waited.of(exchange).filter(Waited::isGivenUp).isPresent();
        boolean stopping = !exchange.getContext().getStatus().isStarted();
        if (failure instanceof DeliveryFailure.Waiting ? !givenUp : failure instanceof LedgerUnavailable) {
            exchange.setRollbackOnly(true); // the daemon stops while it waits: the message goes back to its queue
            return;
        }
        if (!(failure instanceof DeliveryFailure) && stopping) {
            // Services disappear while the daemon stops; that is no defect of the message, which goes back to its
            // queue.
            exchange.setRollbackOnly(true);
            return;
        }
        park(exchange, exchange.getMessage(), failure);
        exchange.setProperty(PARKED, true);
    }

    /**
     * Parks the exchange's original message now, before the step writes that it has seen it: after a crash between the two
     * the step comes again and parks the same row, while the other way round it would find its work done and a person would
     * never be told.
     */
    void first(Exchange exchange, DeliveryFailure.Parking refusal) {
        park(exchange, exchange.getUnitOfWork().getOriginalInMessage(), refusal);
    }

    private void park(Exchange exchange, Message original, Exception failure) {
        String queue = queue(exchange);
        String route = Optional.ofNullable(exchange.getFromRouteId()).orElse("");
        byte[] payload = Optional.ofNullable(original.getBody(byte[].class)).orElse(new byte[0]);
        Optional<OrderKey> order = order(exchange);
        boolean refusal = failure instanceof DeliveryFailure;
        Category category = refusal ? ((DeliveryFailure) failure).category() : Category.BUG;
        String code = refusal ? ((DeliveryFailure) failure).code() : "defect";
        String cause = refusal
                ? failure.getMessage() + tries(exchange, failure)
                : "an unexpected " + failure.getClass().getSimpleName() + " in route " + route + ", step "
                        + exchange.getProperty(Exchange.FAILURE_ENDPOINT, "", String.class);
        String id = replayed(original, queue).orElseGet(() -> id(order, queue, payload, code));
        String mend = refusal
                ? ((DeliveryFailure) failure).remedy()
                : "Look into the log for the stack trace at this time; report it";
        String remedy = queue.equals(original.getHeader(Headers.EDITED))
                ? wayOn.afterEdit(mend, code, id)
                : wayOn.after(mend, queue, code, order, id);
        Ledger.Parked parked = new Ledger.Parked(
                id,
                order,
                queue,
                route,
                queue,
                category.word(),
                code,
                cause,
                remedy,
                new String(payload, StandardCharsets.UTF_8),
                1,
                clock.instant(),
                true,
                Optional.empty(),
                headers(original));
        ledger.park(parked);
        trace(parked, failure instanceof DeliveryFailure known ? known.partner() : "saddlebag");
        LOG.error(
                "parked {} at {}: {} [{}]. {}",
                order.map(OrderKey::toString).orElse("a message without an order"),
                route,
                cause,
                code,
                remedy);
    }

    private static String tries(Exchange exchange, Exception failure) {
        return failure instanceof DeliveryFailure.Waiting
                ? Waited.of(exchange)
                        .map(waited -> "; given up after " + waited.run() + " tries")
                        .orElse("")
                : "";
    }

    /** It stays in the order's trace when the message is closed. */
    private void trace(Ledger.Parked parked, String partner) {
        parked.order()
                .filter(key -> ledger.order(key).isPresent())
                .ifPresent(key -> ledger.record(Step.of(key)
                        .event(
                                parked.parkedAt(),
                                "parked",
                                parked.id() + "/" + parked.code(),
                                partner,
                                "parked",
                                Duration.ZERO,
                                "",
                                parked.code() + " at " + parked.step() + ": " + parked.cause())));
    }

    /** Parks what the broker gave up on. */
    public void deadLetter(Exchange exchange) {
        String origin = exchange.getMessage().getHeader("_AMQ_ORIG_QUEUE", "unknown queue", String.class);
        byte[] payload =
                Optional.ofNullable(exchange.getMessage().getBody(byte[].class)).orElse(new byte[0]);
        Optional<OrderKey> order = order(exchange);
        String id = replayed(exchange.getMessage(), origin).orElseGet(() -> id(order, origin, payload, "dead-letter"));
        ledger.park(new Ledger.Parked(
                id,
                order,
                origin,
                "park-dead-letters",
                origin,
                Category.BUG.name().toLowerCase(Locale.ROOT),
                "dead-letter",
                "the broker gave up delivering it from " + origin,
                wayOn.after("Look into the log for what happened to it", origin, "dead-letter", order, id),
                new String(payload, StandardCharsets.UTF_8),
                1,
                clock.instant(),
                true,
                Optional.empty(),
                headers(exchange.getMessage())));
        LOG.error("parked a dead letter of {}", origin);
    }

    private static Optional<OrderKey> order(Exchange exchange) {
        return Optional.ofNullable(exchange.getMessage().getHeader(Headers.ORDER, String.class))
                .map(OrderKey::parse);
    }

    /** The parked message this one was sent from again. */
    private static Optional<String> replayed(Message message, String queue) {
        return Optional.ofNullable(message.getHeader(Headers.REPLAYED, String.class))
                .filter(origin -> origin.endsWith("@" + queue))
                .map(origin -> origin.substring(0, origin.length() - queue.length() - 1));
    }

    /** What the message needs, beside its payload, to be sent to its queue again. */
    private static Map<String, String> headers(Message message) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : NEEDED) {
            Optional.ofNullable(message.getHeader(name, String.class)).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    private static String queue(Exchange exchange) {
        String uri = exchange.getFromEndpoint() == null
                ? ""
                : exchange.getFromEndpoint().getEndpointBaseUri();
        String name = uri.substring(uri.lastIndexOf(':') + 1);
        return name.startsWith("//") ? name.substring(2) : name;
    }

    private static String id(Optional<OrderKey> order, String queue, byte[] payload, String code) {
        return Fingerprint.of(
                order.map(OrderKey::toString).orElse("") + "/" + queue + "/" + code + "/" + Fingerprint.of(payload));
    }
}
