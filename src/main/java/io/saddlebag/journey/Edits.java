package io.saddlebag.journey;

import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.ledger.ParkedMessages.Remark;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.order.OrderVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * What a person edited in a parked message stays in force against the store's version it was made of: that version is no
 * longer sent by itself. Only a newer one supersedes it, and then history and trace say so.
 */
final class Edits {

    private static final String STEP = "edit";
    private static final String TAKEN = "taken/";

    private final Ledger ledger;

    Edits(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Whether the message carries what a person edited for this queue. */
    static boolean isEdited(Exchange exchange, String queue) {
        return queue.equals(exchange.getMessage().getHeader(Headers.EDITED));
    }

    /** Id of the parked message that this one was. */
    static Optional<String> parkedId(Exchange exchange) {
        return Optional.ofNullable(exchange.getMessage().getHeader(Headers.REPLAYED, String.class))
                .filter(origin -> origin.indexOf('@') > 0)
                .map(origin -> origin.substring(0, origin.indexOf('@')));
    }

    /** The edited message, waiting or on its way, that stands in the place of this version of an order; documents are {@code order.v1}. */
    Optional<Message> inForce(OrderKey key, String queue, OrderVersion version) {
        return ledger.parkedMessages().edited(key, queue).stream()
                .filter(message -> isFor(version, message))
                .findFirst();
    }

    /** Whether the edit was made of this version of its order. */
    boolean isFor(OrderVersion version, Message message) {
        return isOf(version, message.parked().payload(), message.document());
    }

    /** Notes that the store's version was not sent because of it. */
    Step kept(Step step, Message edit, Instant at) {
        String id = edit.parked().id();
        return step.event(
                at,
                STEP,
                id + "/kept",
                "saddlebag",
                "noted",
                Duration.ZERO,
                "",
                "the edit of " + edit.lastEdit().map(Remark::actor).orElse("somebody")
                        + " stays in force: the store's unchanged order is not tried; 'replay "
                        + id.substring(0, Math.min(10, id.length())) + "' tries the edit");
    }

    /** Closes what waits at the queue for an older version than the order's row has. */
    void supersedeOlder(OrderRow row, String queue) {
        ledger.parked(Optional.of(row.key()), 100).stream()
                .filter(parked -> parked.step().equals(queue))
                .filter(parked -> !isOf(row.version(), parked.payload(), parked.payload()))
                .forEach(parked -> ledger.parkedMessages().supersede(parked.id(), newer(row.version())));
    }

    /** The edited message of this exchange is not used. */
    void discard(Exchange exchange, String reason) {
        parkedId(exchange).ifPresent(id -> ledger.parkedMessages().supersede(id, reason));
    }

    static String newer(OrderVersion version) {
        return "the store's newer version of " + version.modifiedAt() + " takes its place";
    }

    private static boolean isOf(OrderVersion version, String original, String document) {
        try {
            return OrderVersions.of(Documents.read(original, Order.class))
                    .hash()
                    .equals(version.hash());
        } catch (NotJson | IllegalArgumentException e) { // the original cannot be read, which was why it was edited
            return !original.equals(document)
                    && !Documents.read(document, Order.class).modifiedAt().isBefore(version.modifiedAt());
        }
    }

    /** Notes, before it is decided about, that an edited event of a store takes the place of the version known. */
    void taken(Exchange exchange, OrderKey key, OrderVersion edited, OrderVersion known, Instant at) {
        String id = parkedId(exchange).orElse("");
        ledger.record(Step.of(key)
                .event(
                        at,
                        STEP,
                        TAKEN + edited.hash() + "/" + known.hash(),
                        "saddlebag",
                        "noted",
                        Duration.ZERO,
                        id,
                        "the edited message takes the place of the store's order until the store changes it"));
    }

    /** The edited messages, each by what it took the place of, that made the version known what it is. */
    Taken taken(OrderKey key, OrderVersion known) {
        String prefix = key + "/" + STEP + "/" + TAKEN + known.hash() + "/";
        Map<String, String> messages = new LinkedHashMap<>();
        ledger.trace(key).stream()
                .filter(event -> event.id().startsWith(prefix))
                .forEach(event -> messages.put(event.id().substring(prefix.length()), event.externalId()));
        return new Taken(messages);
    }

    /** Parked messages whose edit is the version known, by the hash of the store's version they took the place of. */
    final class Taken {

        private final Map<String, String> messages;

        private Taken(Map<String, String> messages) {
            this.messages = messages;
        }

        /** Whether the version known is a person's edit of the one that came. */
        boolean standsAgainst(OrderVersion came) {
            return messages.containsKey(came.hash());
        }

        /** The store changed the order: where the version known was a person's edit, that one is over. */
        void over(OrderVersion newer) {
            messages.values().forEach(id -> ledger.parkedMessages().supersede(id, newer(newer)));
        }
    }
}
