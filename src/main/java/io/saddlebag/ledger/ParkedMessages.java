package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.order.OrderKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a person may do with parked messages: find, edit, have them sent again, or skip them. Every decision is kept in the
 * message's history with who made it. All methods throw {@link LedgerUnavailable} where the database does not answer.
 */
public interface ParkedMessages {

    /** Messages that fit, oldest first. */
    List<Parked> list(Filter filter);

    /** Closed messages that fit, the latest closed first. */
    List<Parked> closed(Filter filter);

    /** How many messages wait, by category and code. */
    List<Kind> kinds();

    /** How many fit, up to the filter's limit. */
    long count(Filter filter);

    /** One message by its id. */
    Optional<Message> find(String id);

    /** Ids that begin so, at most a few; for people who type only the beginning. */
    List<String> startingWith(String beginning);

    /** Replaces what is sent again; the original stays. False if the message does not wait any more. */
    boolean edit(String id, Edit edit, String actor);

    /** Messages of an order at a queue that a person edited and whose edit may still be used: they wait, or are sent again. */
    List<Message> edited(OrderKey order, String queue);

    /**
     * Closes a message because something newer takes its place, also one that is being sent again. Where it was edited, its
     * history and its order's trace say whose edit was not used. Repeatable; nothing happens to what is closed already.
     */
    void supersede(String id, String reason);

    /** How many messages are to be sent again and are not yet. */
    int replaying();

    /**
     * Has a message sent again when it is due. It is closed at once, so that what comes of it opens it again, and is due
     * until {@link #sent}: a crash in between sends it after the restart. False if the message does not wait any more.
     */
    boolean replay(String id, Instant due, String actor);

    /**
     * Closes a message for good. False if it does not wait any more.
     *
     * @param alongside what is to be written with it, in the same transaction; of the message's order
     */
    boolean skip(String id, String reason, String actor, Optional<Step> alongside);

    /** Messages to be sent now, the longest due first. */
    List<Message> due(Instant now, int most);

    /** The message, as {@link #due} told it, is in its queue. */
    void sent(Message message);

    /** Deletes closed messages and their history; how many. */
    int forget(Instant closedBefore, int most);

    /**
     * What a person makes of a message.
     *
     * @param document what is sent instead of the original; empty to send the original
     * @param remedy what to do from now on
     * @param detail what was changed, for the history; no values
     */
    record Edit(Optional<String> document, String remedy, String detail) {}

    /** Messages of one code that wait. */
    record Kind(String category, String code, long messages) {}

    /**
     * What to list.
     *
     * @param step beginning of the step, as {@code order.to-erp}
     * @param open waiting, or closed ones
     * @param parkedBefore only what was parked before, to page backwards
     */
    record Filter(
            Optional<OrderKey> order,
            Optional<String> store,
            Optional<String> step,
            Optional<String> code,
            Optional<String> category,
            boolean open,
            Optional<Instant> parkedBefore,
            int limit) {

        /** Everything that waits. */
        public static Filter waiting(int limit) {
            return new Filter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    limit);
        }
    }

    /**
     * A parked message with all that happened to it.
     *
     * @param edited what is sent instead of the original, where a person changed it
     * @param closedAt empty while it waits
     * @param replayDue when it is sent again, empty unless that is asked for and not done
     * @param history oldest first
     */
    record Message(
            Parked parked,
            Optional<String> edited,
            Optional<Instant> closedAt,
            Optional<Instant> replayDue,
            List<Remark> history) {
        /** Copies the history. */
        public Message {
            history = List.copyOf(history);
        }

        /** What is sent when it is replayed. */
        public String document() {
            return edited.orElse(parked.payload());
        }

        /** The last edit, where one is in force. */
        public Optional<Remark> lastEdit() {
            return edited.flatMap(document -> history.stream()
                    .filter(remark -> remark.action().equals("edited"))
                    .reduce((earlier, later) -> later));
        }

        /** Whether the last edit was sent since it was made. */
        public boolean isEditTried() {
            List<String> actions = history.stream().map(Remark::action).toList();
            return actions.lastIndexOf("sent") > actions.lastIndexOf("edited");
        }
    }

    /**
     * One line of the history.
     *
     * @param action {@code parked}, {@code edited}, {@code replayed}, {@code sent}, {@code skipped} or {@code closed}
     * @param actor who did it; {@code saddlebag} for what happens by itself
     */
    record Remark(Instant at, String action, String actor, String detail) {}
}
