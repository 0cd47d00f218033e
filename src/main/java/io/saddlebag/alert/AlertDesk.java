package io.saddlebag.alert;

import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.AlertLedger;
import io.saddlebag.ledger.AlertLedger.Alert;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person may do about alerts: list them, say that one is seen, try the channels. */
public final class AlertDesk {

    private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);

    private final AlertLedger ledger;
    private final Audit audit;
    private final AlertChannels channels;
    private final Clock clock;

    /** Works on this ledger and these channels. */
    public AlertDesk(Ledger ledger, AlertChannels channels, Clock clock) {
        this.ledger = ledger.alerts();
        this.audit = ledger.audit();
        this.channels = channels;
        this.clock = clock;
    }

    /** What an acknowledgement did. */
    public enum Acknowledged {
        /** No reminders any more. */
        DONE,
        /** It is resolved, or somebody was quicker. */
        SETTLED,
        /** There is no such alert. */
        UNKNOWN
    }

    /**
     * What a channel did with a test.
     *
     * @param words what it said
     */
    public record Tried(String channel, boolean taken, String words) {}

    /** Open alerts, the longest open first; or all that are kept, the latest first. */
    public List<Alert> list(boolean open, int limit) {
        return open ? ledger.open(limit) : ledger.all(limit);
    }

    /** Channels that do not take what they are told, each with what they say. */
    public Map<String, String> failing() {
        return channels.failing(ledger.channels());
    }

    /**
     * Notes that somebody has seen it, in the audit trail too.
     *
     * @param note what he does about it, may be empty
     */
    public Acknowledged acknowledge(String id, Actor actor, String note) {
        if (ledger.acknowledge(id, actor.who())) {
            LOG.info("alert {} is acknowledged by {}", id, actor.who());
            audit.add(List.of(Audit.Entry.by(actor, "acknowledged", subject(id), "", "", note)));
            return Acknowledged.DONE;
        }
        return ledger.find(id).flatMap(Alert::openedAt).isPresent() ? Acknowledged.SETTLED : Acknowledged.UNKNOWN;
    }

    /** What somebody noted when he acknowledged it. */
    public Optional<String> note(String id) {
        return audit.find(subject(id), Optional.empty(), 1).stream()
                .map(found -> found.entry())
                .filter(entry -> entry.subject().equals(subject(id)))
                .map(Audit.Entry::why)
                .filter(why -> !why.isEmpty())
                .findFirst();
    }

    private static String subject(String id) {
        return "alert/" + id;
    }

    /** Sends a test through every channel, at once and without the outbox. What waits for one that takes it is due then. */
    public List<Tried> test(Actor actor) {
        Instant now = clock.instant();
        audit.add(List.of(Audit.Entry.by(actor, "test-sent", "alert/test", "", "", "")));
        List<Tried> tried = new ArrayList<>();
        for (AlertChannel channel : channels.all()) {
            AlertDocument message = AlertDocument.of(
                    test(now),
                    AlertDocument.TEST,
                    AlertDelivery.id("test-" + now.toEpochMilli(), "test", channel.name()),
                    now);
            AlertChannel.Sent sent = channel.send(message);
            if (sent.taken()) {
                ledger.hasten(channel.name());
            }
            tried.add(new Tried(channel.name(), sent.taken(), sent.words()));
        }
        return tried;
    }

    private static Alert test(Instant now) {
        return new Alert(
                "test-" + now.toEpochMilli(),
                "test",
                "channel",
                Severity.INFO.word(),
                now,
                now,
                now,
                1,
                1,
                "this is a test of Saddlebag's alerts",
                "Nothing is to be done",
                "alerts",
                List.of(),
                Map.of(),
                Optional.of(now),
                Optional.empty(),
                Optional.of(now),
                0,
                Optional.empty(),
                "",
                Optional.empty(),
                "",
                1);
    }
}
