package io.saddlebag.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.contract.Violation;
import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.ParkedMessages;
import io.saddlebag.ledger.ParkedMessages.Edit;
import io.saddlebag.ledger.ParkedMessages.Filter;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.personal.MaskedDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a person decides about parked messages: edit, replay, skip. Every decision is durable before it returns, stands in the
 * message's history with who made it, in the trace of its order, and in the audit trail.
 *
 * <p>Delivery guarantee: a replayed message is sent at least once, in the order and at the pace asked for, also after a
 * crash. Every step it may go to is repeatable.
 */
public final class ParkedDesk {

    private static final int LONGEST_REASON = 500;
    private static final Set<OrderState> NOT_IN_ERP = Set.of(OrderState.WAITING, OrderState.CAPTURED);
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final ParkedMessages parked;
    private final Contracts contracts;
    private final QueueContracts queues;
    private final Set<String> beforeErp;
    private final Replaying replaying;
    private final Clock clock;

    /**
     * What became of a wish to send many again.
     *
     * @param leftOut why, by id
     */
    public record Replayed(int messages, Map<String, String> leftOut) {
        /** Keeps the order. */
        public Replayed {
            leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        }
    }

    /** What the rest of the daemon knows about sending again. */
    public interface Replaying {

        /** Whether trying it again can change anything. */
        boolean isRepeatable(Ledger.Parked message);

        /** What to do about a message from now on, where it was edited, or its edit was taken back. */
        String remedy(Ledger.Parked message, boolean edited);

        /** Whether what is due is being sent. */
        boolean isSending();
    }

    /**
     * A desk at this ledger.
     *
     * @param queues what documents each queue takes
     * @param beforeErp names, or beginnings, of the queues an order goes through before it is in the ERP
     */
    public ParkedDesk(
            Ledger ledger,
            Contracts contracts,
            QueueContracts queues,
            Set<String> beforeErp,
            Replaying replaying,
            Clock clock) {
        this.ledger = ledger;
        this.parked = ledger.parkedMessages();
        this.contracts = contracts;
        this.queues = queues;
        this.beforeErp = Set.copyOf(beforeErp);
        this.replaying = replaying;
        this.clock = clock;
    }

    /** Messages that fit. */
    public List<Ledger.Parked> list(Filter filter) {
        return parked.list(filter);
    }

    /** Closed messages that fit, the latest closed first. */
    public List<Ledger.Parked> closed(Filter filter) {
        return parked.closed(filter);
    }

    /** How many messages wait, by category and code. */
    public List<ParkedMessages.Kind> kinds() {
        return parked.kinds();
    }

    /** How many messages fit, up to the filter's limit. */
    public long count(Filter filter) {
        return parked.count(filter);
    }

    /** One message with its history. */
    public Optional<Message> find(String id) {
        return parked.find(id);
    }

    /** Where the document that is sent differs from the one that came, as JSON pointers. */
    public static List<String> changes(Message message) {
        return ChangedPaths.between(message.parked().payload(), message.document());
    }

    /**
     * Replaces the document that is sent when the message is replayed; it must be of the queue's contract and about the same
     * order. The original stays; sending that takes an edit back. An edited message is not tried by itself.
     *
     * @param why for the audit trail; may be empty
     */
    public Decision edit(String id, String document, String why, Actor actor) {
        return waiting(id, message -> {
            List<String> wrong = new ArrayList<>(wrong(message.parked(), document));
            if (why.length() > LONGEST_REASON) {
                wrong.add("the reason may have " + LONGEST_REASON + " characters");
            }
            if (!wrong.isEmpty()) {
                return new Decision.Refused(wrong);
            }
            boolean back =
                    ChangedPaths.between(message.parked().payload(), document).isEmpty();
            List<String> paths = ChangedPaths.between(message.document(), document);
            String detail = back ? "as the original again" : ChangedPaths.words(paths);
            Edit edit = new Edit(
                    back ? Optional.empty() : Optional.of(document), replaying.remedy(message.parked(), !back), detail);
            return taken(
                    parked.edit(id, edit, actor.who()),
                    message,
                    "edit",
                    new Done(
                            actor,
                            "edited",
                            ChangedPaths.values(MaskedDocument.of(message.document()), paths),
                            ChangedPaths.values(MaskedDocument.of(document), paths),
                            why),
                    "the parked message was edited by " + actor.who() + ": " + detail);
        });
    }

    private List<String> wrong(Ledger.Parked message, String document) {
        JsonNode json;
        try {
            json = Documents.parse(document);
        } catch (NotJson e) {
            return List.of("the document is " + e.getMessage());
        }
        if (!json.isObject()) {
            return List.of("the document is no JSON object");
        }
        Optional<String> contract = queues.of(message.queue());
        List<String> wrong = new ArrayList<>();
        contract.ifPresent(name ->
                contracts.check(name, json).stream().map(Violation::toString).forEach(wrong::add));
        if (wrong.isEmpty() && contract.filter("order.v1"::equals).isPresent()) {
            String key = json.path("store").asText() + ":" + json.path("id").asText();
            message.order()
                    .map(OrderKey::toString)
                    .filter(own -> !own.equals(key))
                    .ifPresent(own -> wrong.add("the document is about " + key + ", the message about " + own));
        }
        return wrong;
    }

    /** Has one message sent to its queue again. */
    public Decision replay(String id, Actor actor) {
        return waiting(id, message -> replay(message, clock.instant(), actor));
    }

    private Decision replay(Message message, Instant due, Actor actor) {
        if (message.parked().queue().isEmpty()) {
            return new Decision.Refused(List.of(
                    "it never was in a queue: it is a row a poll could not read; it comes again with the next poll"));
        }
        if (!replaying.isRepeatable(message.parked())) {
            return new Decision.Refused(List.of("there is nothing to try again: do what its remedy says"));
        }
        if (!replaying.isSending()) { // it would wait where nobody looks
            return new Decision.Refused(
                    List.of("the route replay-parked-messages, which sends it, does not run in this home;"
                            + " take its file from a fresh 'init'"));
        }
        return taken(
                parked.replay(message.parked().id(), due, actor.who()),
                message,
                "replay",
                new Done(actor, "replayed", message.parked().queue(), ""),
                message.parked().code() + " is tried again by " + actor.who());
    }

    /**
     * Has all messages that fit sent again, the oldest first.
     *
     * @param perSecond the pace
     * @return how many that are, and which of them cannot be
     */
    public Replayed replay(Filter filter, double perSecond, Actor actor) {
        Instant start = clock.instant();
        Map<String, String> refused = new LinkedHashMap<>();
        int sent = 0;
        int before;
        do {
            before = sent;
            int page = Math.min(filter.limit() - sent, PAGE);
            for (Ledger.Parked fitting : parked.list(waitingSince(filter, start, page + refused.size()))) {
                if (sent - before == page || refused.containsKey(fitting.id())) {
                    continue;
                }
                Instant due = start.plusNanos((long) (sent / perSecond * 1e9));
                Optional<Message> message = parked.find(fitting.id());
                Decision decision = message.isPresent() ? replay(message.get(), due, actor) : new Decision.Unknown();
                if (decision instanceof Decision.Taken) {
                    sent++;
                } else {
                    refused.put(
                            fitting.id(),
                            decision instanceof Decision.Refused no
                                    ? String.join("; ", no.why())
                                    : "it does not wait any more");
                }
            }
        } while (sent > before && sent < filter.limit());
        return new Replayed(sent, refused);
    }

    /** Not what is parked again meanwhile: where the cause is still there, that would never end. */
    private static Filter waitingSince(Filter filter, Instant start, int most) {
        return new Filter(
                filter.order(),
                filter.store(),
                filter.step(),
                filter.code(),
                filter.category(),
                true,
                filter.parkedBefore().filter(start::isAfter).or(() -> Optional.of(start)),
                most);
    }

    /** Closes a message for good. An order that is skipped on its way to the ERP is posted only if the store changes it. */
    public Decision skip(String id, String reason, Actor actor) {
        if (reason.isBlank()) {
            return new Decision.Refused(List.of("a reason is needed: who reads the trace later wants to know"));
        }
        return waiting(id, message -> {
            Optional<Step> alongside = notToBePosted(message.parked());
            return taken(
                    parked.skip(id, reason, actor.who(), alongside),
                    message,
                    "skip",
                    new Done(actor, "skipped", "", reason),
                    message.parked().code() + " is skipped by " + actor.who() + ": " + reason);
        });
    }

    /** In one write with the skip: an order that is only skipped would be tried again within the hour. */
    private Optional<Step> notToBePosted(Ledger.Parked message) {
        return message.order()
                .filter(key -> isBeforeErp(message.queue()))
                .flatMap(ledger::order)
                .filter(row -> NOT_IN_ERP.contains(row.state()) && row.parked() == 1)
                .map(row -> Step.of(row.key()).moveTo(OrderState.IGNORED));
    }

    private boolean isBeforeErp(String queue) {
        return beforeErp.stream().anyMatch(name -> queue.equals(name) || queue.startsWith(name + "."));
    }

    private interface Wish {
        Decision about(Message message);
    }

    private Decision waiting(String id, Wish wish) {
        Optional<Message> found = parked.find(id);
        if (found.isEmpty()) {
            return new Decision.Unknown();
        }
        if (!found.get().parked().open()) {
            return settled(found.get());
        }
        return wish.about(found.get());
    }

    private static Decision settled(Message message) {
        return new Decision.Settled(message.parked().closedBecause().orElse("closed"));
    }

    /**
     * What the audit trail says of a decision.
     *
     * @param before what stood where something was changed, without what it says of people
     * @param after what stands there, or where it is sent
     */
    private record Done(Actor actor, String what, String before, String after, String why) {

        Done(Actor actor, String what, String after, String why) {
            this(actor, what, "", after, why);
        }

        /** The order stands in what was before, for the subject is the message. */
        Audit.Entry about(Ledger.Parked message) {
            return Audit.Entry.by(
                    actor,
                    what,
                    "parked/" + message.id(),
                    message.order().map(order -> "order " + order + ", ").orElse("")
                            + message.code()
                            + (before.isEmpty() ? "" : ", " + before),
                    after,
                    why);
        }
    }

    private Decision taken(boolean taken, Message message, String step, Done done, String detail) {
        if (!taken) {
            return parked.find(message.parked().id()).map(ParkedDesk::settled).orElse(new Decision.Unknown());
        }
        ledger.audit().add(List.of(done.about(message.parked())));
        Instant now = clock.instant();
        message.parked()
                .order()
                .filter(key -> ledger.order(key).isPresent())
                .ifPresent(key -> ledger.record(Step.of(key)
                        .event(
                                now,
                                step,
                                message.parked().id() + "/" + now.toEpochMilli(),
                                done.actor().who(),
                                "noted",
                                Duration.ZERO,
                                "",
                                detail)));
        return new Decision.Taken();
    }
}
