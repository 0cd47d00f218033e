package io.saddlebag.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Alerts, and the outbox of what is to be told about them.
 *
 * <p>Delivery guarantee: an alert and its messages are written in one transaction, so that neither is without the other. A
 * message stays in the outbox until it is noted as delivered; a crash between sending and noting sends it again under the
 * same id (at least once). Messages of one alert to one channel are handed out in the order they were written.
 *
 * <p>All methods throw {@link LedgerUnavailable} where the database does not answer.
 */
public interface AlertLedger {

    /** Alerts that are not resolved, those that are pending included. */
    List<Alert> unresolved();

    /** One alert by its id. */
    Optional<Alert> find(String id);

    /** Ids of alerts that were opened and begin so, at most a few; for people who type only the beginning. */
    List<String> startingWith(String beginning);

    /** Open ones, the longest open first. */
    List<Alert> open(int limit);

    /** Open and resolved ones, the latest opened first. */
    List<Alert> all(int limit);

    /**
     * Writes what one look at the rules found, together. A change whose alert somebody else has changed meanwhile (another
     * daemon) is left out with its messages. A reminder is left out where an earlier message has not been delivered yet.
     */
    void write(List<Change> changes);

    /** Notes that a person has seen it: no reminders any more. False if it is not open, or acknowledged already. */
    boolean acknowledge(String id, String by);

    /** Channels with messages that are due. */
    List<String> due();

    /**
     * Hands out messages that are due, the longest waiting first; of each alert only the first.
     *
     * @param until nobody else gets them before
     */
    List<Delivery> claim(String channel, Instant until, int most);

    /** Keeps a message for longer, right before it is sent. False if its time was over and somebody else has it. */
    boolean renew(Delivery delivery, Instant until);

    /** The message is delivered; others the channel failed to take are due at once. */
    void delivered(Delivery delivery);

    /** What the channel failed to take is due at once. */
    void hasten(String channel);

    /** The message was not taken; it is due again later. */
    void failed(Delivery delivery, String reason, Instant next);

    /** Channels with messages that wait. */
    List<Channel> channels();

    /** Deletes resolved alerts with their messages; how many. */
    int forget(Instant resolvedBefore, int most);

    /**
     * An alert as it stands.
     *
     * @param id made of rule, subject and the time it was first seen
     * @param severity {@code critical}, {@code warning} or {@code info}
     * @param since when the trouble began, as far as known
     * @param firstSeen when a look at the rules first found it
     * @param times how many looks found it
     * @param size how many orders, messages or happenings it is about
     * @param what in words, without personal data
     * @param action what to do
     * @param command what to run, may be empty
     * @param orders keys of the first few
     * @param held value of the orders it is about, by currency
     * @param openedAt empty while it has not lasted long enough
     * @param goneAt when a look no longer found it, empty while it is there
     * @param toldAt when it was last told
     * @param reminders how many there were
     * @param version how often it was written
     */
    record Alert(
            String id,
            String rule,
            String subject,
            String severity,
            Instant since,
            Instant firstSeen,
            Instant lastSeen,
            int times,
            long size,
            String what,
            String action,
            String command,
            List<String> orders,
            Map<String, BigDecimal> held,
            Optional<Instant> openedAt,
            Optional<Instant> goneAt,
            Optional<Instant> toldAt,
            int reminders,
            Optional<Instant> acknowledgedAt,
            String acknowledgedBy,
            Optional<Instant> resolvedAt,
            String resolvedBecause,
            int version) {
        /** Copies the collections. */
        public Alert {
            orders = List.copyOf(orders);
            held = Map.copyOf(held);
        }

        /** Whether it was told, or would have been if there were a channel, and still stands. */
        public boolean isOpen() {
            return openedAt.isPresent() && resolvedAt.isEmpty();
        }
    }

    /**
     * What becomes of one alert.
     *
     * @param alert as it is to be; its version is the one it was read with, 0 for a new one
     * @param dropped it was pending and is gone: nobody was told, so nothing is kept
     */
    record Change(Alert alert, boolean dropped, List<Delivery> deliveries) {
        /** Copies the messages. */
        public Change {
            deliveries = List.copyOf(deliveries);
        }
    }

    /**
     * One message to one channel.
     *
     * @param id the same for every attempt; what the receiver may drop second copies by
     * @param kind {@code opened}, {@code reminded} or {@code resolved}
     * @param document {@code alert.v1} as JSON
     * @param attempts how often it was handed out
     */
    record Delivery(
            String id,
            String alert,
            String channel,
            String kind,
            String document,
            Instant createdAt,
            int attempts,
            String lastError) {}

    /**
     * A channel with messages that wait.
     *
     * @param failing how many it did not take when they were tried
     * @param oldest when the first of those that wait was written
     * @param error why it did not take the one that waits longest, empty where none failed
     */
    record Channel(String name, long waiting, long failing, Instant oldest, String error) {}
}
