package io.saddlebag.recovery.reconciliation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Reconciliations;
import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.DifferenceState;
import io.saddlebag.ledger.Reconciliations.Filter;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.Shipment;
import io.saddlebag.personal.Pseudonyms;
import io.saddlebag.recovery.Decision;
import io.saddlebag.recovery.ParkedDesk;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mends differences by sending messages on the ways everything goes anyway. Each of those steps may be repeated, so that a
 * repair asked for twice, or of what has mended itself meanwhile, doubles nothing.
 *
 * <p>Delivery guarantee: the message is durable before the repair is recorded; a crash between the two leaves a difference that
 * may be repaired again.
 */
public final class Repairs {

    static final String BY_ITSELF = Actor.DAEMON.who();
    private static final Duration AGAIN = Duration.ofHours(12);
    private static final int PAGE = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);

    private final Ledger ledger;
    private final Reconciliations reconciliations;
    private final Partners partners;
    private final ParkedDesk parked;
    private final Outbox outbox;
    private final RepairQueues queues;
    private final Map<String, Rules> rules;
    private final Clock clock;

    /** Repairs orders of these stores. */
    public Repairs(
            Ledger ledger,
            Partners partners,
            ParkedDesk parked,
            Outbox outbox,
            RepairQueues queues,
            Map<String, Rules> rules,
            Clock clock) {
        this.ledger = ledger;
        this.reconciliations = ledger.reconciliations();
        this.partners = partners;
        this.parked = parked;
        this.outbox = outbox;
        this.queues = queues;
        this.rules = Map.copyOf(rules);
        this.clock = clock;
    }

    /** Asks for the repair of one difference. Whether it helped, the next run tells: it closes what is gone. */
    public Decision repair(String id, Actor actor) {
        Optional<Difference> found = reconciliations.difference(id);
        if (found.isEmpty()) {
            return new Decision.Unknown();
        }
        if (found.get().state() != DifferenceState.OPEN) {
            return new Decision.Settled(found.get().closedBecause().orElse("closed"));
        }
        return repair(found.get().found(), actor);
    }

    private Decision repair(Found difference, Actor actor) {
        Repair repair = Repair.of(difference.repair()).orElse(Repair.BY_HAND);
        if (repair == Repair.BY_HAND || difference.order().isEmpty()) {
            return new Decision.Refused(List.of("only a person can mend this: " + difference.detail()));
        }
        if (!rules.containsKey(difference.store())) {
            return new Decision.Refused(List.of("the store '" + difference.store() + "' is not configured any more"));
        }
        String result;
        try {
            Sent sent = send(repair, difference, difference.order().get(), actor);
            if (!sent.refusal().isEmpty()) {
                return new Decision.Refused(List.of(sent.refusal()));
            }
            result = repair.word() + ": " + sent.words();
        } catch (DeliveryFailure e) {
            return new Decision.Refused(List.of("it cannot be read again now: " + e.getMessage()));
        }
        if (!reconciliations.repaired(difference.id(), actor, result)) {
            return new Decision.Settled("closed meanwhile");
        }
        trace(difference, actor, result);
        return new Decision.Taken();
    }

    /** What was sent, in words; or why nothing was. */
    private record Sent(String words, String refusal) {
        static Sent to(String queue) {
            return new Sent("sent to " + queue, "");
        }

        static Sent nothing(String why) {
            return new Sent("", why);
        }
    }

    private Sent send(Repair repair, Found difference, OrderKey key, Actor actor) {
        String erp = ledger.order(key)
                .flatMap(OrderRow::erp)
                .orElse(rules.get(key.store()).erp());
        return switch (repair) {
            case CAPTURE ->
                sent(
                        queues.storeEvent(),
                        key,
                        Map.of(Headers.STORE, key.store(), Headers.SOURCE, "reconcile"),
                        ("{\"id\":" + key.id() + "}").getBytes(StandardCharsets.UTF_8));
            case POST -> document(queues.orderToErp() + "." + erp, key);
            case RELEASE -> document(queues.orderPosted(), key);
            case BOOK -> book(queues.shipmentToErp() + "." + erp, difference.subject(), key);
            case INVOICE -> sent(queues.orderToInvoice() + "." + erp, key, Map.of(), reference(key));
            case SHOW -> show(key);
            case READ_SHIPMENTS -> readShipments(difference.system(), key);
            case READ_INVOICES -> readInvoices(erp, key);
            case REPLAY -> replay(difference, actor);
            case BY_HAND -> Sent.nothing("only a person can mend this");
        };
    }

    private Sent sent(String queue, OrderKey key, Map<String, String> headers, byte[] body) {
        outbox.send(queue, key, headers, body);
        return Sent.to(queue);
    }

    private Sent document(String queue, OrderKey key) {
        if (ledger.order(key).filter(row -> Pseudonyms.is(row.email())).isPresent()) {
            return Sent.nothing("its buyer was erased here, so that nothing can be sent for him: do it by hand");
        }
        return ledger.document(key)
                .map(text -> sent(queue, key, Map.of(), text.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> Sent.nothing("the ledger does not know the order " + key));
    }

    private Sent book(String queue, String external, OrderKey key) {
        return ledger.shipments(key).stream()
                .filter(shipment -> shipment.external().equals(external))
                .findFirst()
                .map(shipment -> sent(queue, key, Map.of(), shipment.document().getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> Sent.nothing("the ledger does not know the shipment " + external));
    }

    /** What was shown before may have been undone there, so it is forgotten first. */
    private Sent show(OrderKey key) {
        ledger.record(Step.of(key).set(Step.Field.STORE_SHOWS, ""));
        return sent(queues.orderToStore() + "." + key.store(), key, Map.of(), reference(key));
    }

    private static byte[] reference(OrderKey key) {
        return Documents.bytes(JsonNodeFactory.instance
                .objectNode()
                .put("contract", "order-reference.v1")
                .put("store", key.store())
                .put("orderId", key.id()));
    }

    private Sent readShipments(String warehouse, OrderKey key) {
        List<String> references = reconciliations.of(List.of(key)).stream()
                .map(Known::of)
                .flatMap(known -> known.asked().stream())
                .filter(asked -> asked.warehouse().equals(warehouse))
                .map(asked -> References.of(key, asked.part()))
                .toList();
        List<Shipment> shipments = new ArrayList<>();
        partners.atWarehouse(warehouse, references.isEmpty() ? List.of(key.external()) : references)
                .forEach(order -> shipments.addAll(order.shipments()));
        if (shipments.isEmpty()) {
            return Sent.nothing(warehouse + " has no shipment of the order " + key + " now");
        }
        shipments.forEach(shipment -> outbox.send(queues.shipmentReported(), key, Map.of(), Documents.bytes(shipment)));
        return new Sent(shipments.size() + " shipment(s) sent to " + queues.shipmentReported(), "");
    }

    private Sent readInvoices(String erp, OrderKey key) {
        List<Invoice> invoices = partners.invoices(
                erp, ledger.order(key).flatMap(OrderRow::erpId).map(List::of).orElse(List.of()));
        if (invoices.isEmpty()) {
            return Sent.nothing(erp + " has no invoice of the order " + key + " now");
        }
        invoices.forEach(invoice -> outbox.send(
                queues.invoiceChanged(),
                key,
                Map.of(Headers.GROUP, erp + "/" + invoice.id()),
                Documents.bytes(invoice)));
        return new Sent(invoices.size() + " invoice(s) sent to " + queues.invoiceChanged(), "");
    }

    private Sent replay(Found difference, Actor actor) {
        Decision decision = parked.replay(difference.subject(), actor);
        if (decision instanceof Decision.Taken) {
            return new Sent("the parked message " + difference.subject() + " is tried again", "");
        }
        return Sent.nothing(
                decision instanceof Decision.Refused refused
                        ? String.join("; ", refused.why())
                        : "the parked message waits no more");
    }

    private void trace(Found difference, Actor actor, String result) {
        Instant now = clock.instant();
        difference
                .order()
                .filter(key -> ledger.order(key).isPresent())
                .ifPresent(key -> ledger.record(Step.of(key)
                        .event(
                                now,
                                "repair",
                                difference.id() + "/" + now.toEpochMilli(),
                                difference.system(),
                                "noted",
                                Duration.ZERO,
                                "",
                                difference.kind() + ", " + result + " by " + actor.who())));
    }

    /** Repairs what a run found, of these kinds; what was asked for a short while ago is given its time. */
    void automatic(Run run, Set<Kind> kinds) {
        for (Kind kind : kinds) {
            Filter filter = new Filter(
                    Optional.of(run.store()),
                    Optional.of(kind.word()),
                    Optional.empty(),
                    Optional.of(DifferenceState.OPEN),
                    Optional.of(run.from()),
                    Optional.of(run.to()),
                    Optional.empty(),
                    PAGE);
            int asked = all(filter, Actor.DAEMON, clock.instant().minus(AGAIN));
            if (asked > 0) {
                LOG.info("asked for the repair of {} difference(s) of {}: {}", asked, run.store(), kind.word());
            }
        }
    }

    /** Asks for the repair of all that fit and can be repaired; how many those are. */
    public int all(Filter filter, Actor actor) {
        return all(filter, actor, clock.instant());
    }

    private int all(Filter filter, Actor actor, Instant notSince) {
        int asked = 0;
        Filter next = filter;
        List<Difference> page;
        do {
            page = reconciliations.differences(next);
            for (Difference difference : page) {
                boolean due = !difference.found().repair().isEmpty()
                        && difference.repairedAt().filter(notSince::isBefore).isEmpty();
                if (due && repair(difference.found(), actor) instanceof Decision.Taken) {
                    asked++;
                }
            }
            if (!page.isEmpty()) {
                next = next.behind(page.get(page.size() - 1));
            }
        } while (page.size() == next.limit());
        return asked;
    }
}
