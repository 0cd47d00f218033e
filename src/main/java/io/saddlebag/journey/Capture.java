package io.saddlebag.journey;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Arrival;
import io.saddlebag.message.Headers;
import io.saddlebag.message.RawOrder;
import io.saddlebag.order.Lifecycle;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * The steps of route {@code capture-orders}: reads what a store sent, and writes the decision about it into the ledger.
 *
 * <p>Delivery guarantee: repeatable. The same event again finds its version known; while the order is still on its way
 * to the ERP its output is sent again, because a crash may have eaten it, or the cause of its parking may be gone: at once
 * after a start, then once an hour (see {@link Resends}), and when the store saves it again.
 */
public final class Capture {

    private static final String STEP = "capture";
    private static final String POST = "post";

    private final Ledger ledger;
    private final Map<String, StoreRules> rules;
    private final Parking parking;
    private final Queues queues;
    private final Edits edits;
    private final ErasedBuyers erased;
    private final Resends resends = new Resends();
    private final Clock clock;

    /** Works on this ledger with each store's rules, by store name. */
    public Capture(Ledger ledger, Parking parking, Map<String, StoreRules> rules, Queues queues, Clock clock) {
        this.ledger = ledger;
        this.parking = parking;
        this.queues = queues;
        this.edits = new Edits(ledger);
        this.erased = new ErasedBuyers(ledger.erasures());
        this.rules = Map.copyOf(rules);
        this.clock = clock;
    }

    /**
     * Reads a raw event: body bytes of a webhook or a polled order. Leaves the wrapper {@code {store, order}} as body and
     * sets the variables {@code complete} (the event carries the whole order, and can be believed) and {@code gone}.
     */
    public void read(Exchange exchange) {
        OrderKey key = Headers.order(exchange);
        JsonNode order = Documents.parse(exchange.getMessage().getBody(byte[].class));
        exchange.setVariable("gone", false);
        boolean whole = order.hasNonNull("line_items") && order.hasNonNull("status");
        boolean hint = "webhook".equals(exchange.getMessage().getHeader(Headers.SOURCE, "", String.class));
        exchange.setVariable("complete", whole && !(hint && isDisputed(key, order)));
        RawOrder.put(exchange, key, order);
    }

    /**
     * Whether a webhook tells another story of the second that is known already. Webhooks overtake each other and the store's
     * clock ticks in seconds (facts: woocommerce 18), so only the store itself can say which one is newer.
     */
    private boolean isDisputed(OrderKey key, JsonNode order) {
        return ledger.order(key)
                .filter(row -> row.version()
                        .modifiedAt()
                        .toString()
                        .equals(order.path("date_modified_gmt").asText() + "Z"))
                .filter(row -> !row.storeStatus().equals(order.path("status").asText())
                        || !row.total().equals(order.path("total").asText()))
                .isPresent();
    }

    /** The store says that the order no longer exists. */
    public void gone(Exchange exchange) {
        OrderKey key = Headers.order(exchange);
        exchange.setVariable("decision", "gone");
        Optional<OrderRow> known = ledger.order(key);
        if (known.isEmpty()) {
            return; // deleted before anything of it was seen: nothing was promised to anyone
        }
        OrderRow row = known.get();
        if (Lifecycle.reached(row.state(), OrderState.POSTED)) {
            DeliveryFailure.Parking refusal = Refusals.takenBack(row, "deleted");
            if (!row.state().isFinal() && !isParked(key, refusal)) {
                throw refusal;
            }
            if (row.state().isFinal()) {
                ledger.record(deleted(key, "deleted in the store when all was done"));
            }
            return;
        }
        giveUpPosting(row, "the store deleted the order");
        ledger.record(deleted(key, "deleted in the store before it was posted")
                .moveTo(OrderState.CANCELLED)
                .closes(queues.storeEvent()));
    }

    private Step deleted(OrderKey key, String detail) {
        return Step.of(key).event(clock.instant(), STEP, "gone", key.store(), "done", Duration.ZERO, key.id(), detail);
    }

    /** An order that is not to be posted any more: nobody need mend why it was not. */
    private void giveUpPosting(OrderRow row, String why) {
        StoreRules rule = rules.get(row.key().store());
        if (row.parked() > 0 && row.state() == OrderState.CAPTURED && rule != null) {
            ledger.close(row.key(), queues.orderToErp() + "." + rule.erp(), why);
        }
    }

    /**
     * Decides about an {@code order.v1}, which becomes bytes where it is to be posted. Sets the variables {@code decision} ({@code post}, or a word for the trace),
     * {@code erp} and {@code store}.
     *
     * @throws io.saddlebag.delivery.DeliveryFailure.Parking if the order cannot be posted as it is
     */
    public void decide(Exchange exchange) {
        Order order = Documents.read(exchange.getMessage().getBody(JsonNode.class), Order.class);
        OrderKey key = order.key();
        Headers.address(exchange, key);
        StoreRules rule = rules.get(key.store());
        if (rule == null) {
            throw new IllegalStateException("an event of the store '" + key.store() + "', which is not configured");
        }
        exchange.setVariable("erp", rule.erp());
        Optional<OrderRow> known = ledger.order(key);
        order = erased.kept(order, known);
        String source = exchange.getMessage().getHeader(Headers.SOURCE, "", String.class);
        Seen seen = new Seen(order, OrderVersions.of(order), source, Arrival.of(exchange), clock.instant());
        String decision = decide(exchange, seen, known, rule);
        exchange.setVariable("decision", decision);
        if (POST.equals(decision)) {
            exchange.getMessage().setBody(Documents.bytes(order));
        }
    }

    private String decide(Exchange exchange, Seen seen, Optional<OrderRow> known, StoreRules rule) {
        String echo = exchange.getVariable("echo", "", String.class);
        if (known.isEmpty()) {
            return admit(seen, rule, "seen");
        }
        OrderRow row = known.get();
        boolean posted = Lifecycle.reached(row.state(), OrderState.POSTED);
        return switch (seen.version().against(row.version())) {
            case OLDER -> {
                note(seen, "dropped", "older than the version known");
                yield "older";
            }
            case SAME -> {
                if (row.state() == OrderState.CAPTURED) {
                    yield sentAgain(seen, row, rule) ? POST : "same";
                }
                yield posted || (row.state() != OrderState.WAITING && row.parked() == 0)
                        ? "same"
                        : admitAgain(seen, rule, row);
            }
            case FIRST, NEWER -> {
                if (!echo.isEmpty() && echo.equals(seen.version().hash())) {
                    note(seen, "echo", "our own change came back");
                    yield "echo";
                }
                if (Edits.isEdited(exchange, queues.storeEvent())) {
                    edits.taken(exchange, seen.key(), seen.version(), row.version(), seen.at());
                } else {
                    Edits.Taken taken = edits.taken(seen.key(), row.version());
                    if (taken.standsAgainst(seen.version())) {
                        yield "same";
                    }
                    if (!posted) {
                        taken.over(seen.version());
                    }
                }
                yield posted ? changedLater(exchange, seen, row, rule) : changed(seen, rule, row);
            }
        };
    }

    /** Whether an order that is on its way to the ERP is sent there once more; not where a person has edited what is. */
    private boolean sentAgain(Seen seen, OrderRow row, StoreRules rule) {
        boolean saved = isSavedAgain(seen, row);
        if (!saved && !resends.due(seen.key(), seen.arrival(), seen.at())) {
            return false;
        }
        Optional<Message> edit = edits.inForce(seen.key(), queues.orderToErp() + "." + rule.erp(), row.version());
        if (saved && edit.isPresent()) {
            ledger.record(edits.kept(seen.step(), edit.get(), seen.at()));
        } else if (saved) {
            note(seen, "noted", "saved again while parked: tried again");
            resends.sent(seen.key(), seen.arrival(), seen.at());
        }
        return edit.isEmpty();
    }

    /**
     * Whether the store saved an order once more, without changing it, that is parked on its way to the ERP: a person's
     * way to say that the cause is gone.
     */
    private static boolean isSavedAgain(Seen seen, OrderRow row) {
        return row.parked() > 0
                && seen.version().modifiedAt().isAfter(row.version().modifiedAt());
    }

    /** The same version once more: nothing is written where it would end as before. */
    private String admitAgain(Seen seen, StoreRules rule, OrderRow row) {
        if (!"replay".equals(seen.source())
                && !ledger.parkedMessages()
                        .edited(seen.key(), queues.storeEvent())
                        .isEmpty()) {
            return "same"; // what a person edited waits for that person
        }
        Admission admission = Admission.of(seen.order(), rule, seen.at());
        boolean asBefore = admission
                .refusal()
                .map(refusal -> isParked(seen.key(), refusal))
                .orElseGet(() -> row.parked() == 0 && admission.state() == row.state());
        return asBefore ? "same" : admit(seen, admission, "seen again");
    }

    /** Polls see the same thing again and again; a person is told once. */
    private boolean isParked(OrderKey key, DeliveryFailure.Parking refusal) {
        return ledger.parked(Optional.of(key), 100).stream()
                .anyMatch(p -> p.step().equals(queues.storeEvent()) && p.code().equals(refusal.code()));
    }

    private String admit(Seen seen, StoreRules rule, String how) {
        return admit(seen, Admission.of(seen.order(), rule, seen.at()), how);
    }

    private String admit(Seen seen, Admission admission, String how) {
        // What an older version was parked for is settled by this one, which may be parked itself below.
        Step step = seen.step().moveTo(admission.state()).closes(queues.storeEvent());
        step.goesTo(rules.get(seen.key().store()).erp());
        step.event(
                seen.at(),
                STEP,
                seen.version().hash() + "/" + admission.word(),
                seen.key().store(),
                admission.refusal().isPresent() ? "refused" : "done",
                Duration.ZERO,
                seen.key().id(),
                how + " by " + seen.source() + ": " + admission.reason());
        ledger.record(step);
        admission.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        if (admission.state() == OrderState.CAPTURED) {
            resends.sent(seen.key(), seen.arrival(), seen.at());
        }
        return admission.word();
    }

    /** A newer version of what is not in the ERP. */
    private String changed(Seen seen, StoreRules rule, OrderRow row) {
        Admission admission = Admission.of(seen.order(), rule, seen.at());
        if (admission.state() != OrderState.CAPTURED) {
            giveUpPosting(row, "the store took the order back");
        }
        return admit(seen, admission, "changed");
    }

    /**
     * The ERP already has the order: the change is recorded, and where it matters a person decides (FIELD_PROBLEMS P21); of an
     * edit only if the table of owners says so.
     */
    private String changedLater(Exchange exchange, Seen seen, OrderRow row, StoreRules rule) {
        Order before = ledger.document(seen.key())
                .map(text -> Documents.read(text, Order.class))
                .orElse(seen.order());
        boolean contentSame = OrderVersions.contentHash(before).equals(OrderVersions.contentHash(seen.order()));
        String status = seen.order().status();
        Refusals.Change change = Refusals.change(before, seen.order(), contentSame);
        boolean held = change != Refusals.Change.HARMLESS && (change != Refusals.Change.EDITED || rule.parksEdits());
        if (held) {
            parking.first(exchange, Refusals.late(row, change));
        }
        ledger.record(seen.step()
                .event(
                        seen.at(),
                        STEP,
                        seen.version().hash() + "/later",
                        seen.key().store(),
                        held ? "refused" : "noted",
                        Duration.ZERO,
                        seen.key().id(),
                        change == Refusals.Change.HARMLESS
                                ? "status in the store: " + status
                                : "changed in the store after posting: " + change.words()));
        return held ? "held" : "noted";
    }

    private void note(Seen seen, String outcome, String detail) {
        Step step = "dropped".equals(outcome) ? Step.of(seen.key()) : seen.step();
        ledger.record(step.event(
                seen.at(),
                STEP,
                seen.version().hash() + "/" + outcome,
                seen.key().store(),
                outcome,
                Duration.ZERO,
                seen.key().id(),
                detail + " (" + seen.source() + ")"));
    }
}
