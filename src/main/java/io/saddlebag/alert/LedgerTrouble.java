package io.saddlebag.alert;

import io.saddlebag.ledger.AlertLedger.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one trouble the outbox cannot hold: the ledger itself. After a minute it is told to every channel directly, again
 * once an hour, and once more when it is over. Kept in memory: a restart meanwhile begins anew, each daemon tells it by
 * itself, and a channel that is down at the same time is tried again with the next look.
 */
final class LedgerTrouble {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerTrouble.class);
    private static final String RULE = "ledger-unavailable";
    private static final Duration LASTING = Duration.ofMinutes(1);
    private static final Duration REMIND = Duration.ofHours(1);

    private final AlertChannels channels;
    private final Clock clock;
    private Optional<Instant> since = Optional.empty();
    private Optional<Instant> told = Optional.empty();
    private int turn;

    LedgerTrouble(AlertChannels channels, Clock clock) {
        this.channels = channels;
        this.clock = clock;
    }

    synchronized void seen() {
        Instant now = clock.instant();
        Instant first = since.orElse(now);
        since = Optional.of(first);
        boolean due = told.map(last -> !last.plus(REMIND).isAfter(now))
                .orElse(!first.plus(LASTING).isAfter(now));
        if (due && tell(first, told.isEmpty() ? AlertDocument.OPENED : AlertDocument.REMINDED, now)) {
            told = Optional.of(now);
        }
    }

    synchronized void over() {
        Instant now = clock.instant();
        if (since.isPresent() && (told.isEmpty() || tell(since.get(), AlertDocument.RESOLVED, now))) {
            since = Optional.empty();
            told = Optional.empty();
        }
    }

    /** False if there are channels and none took it. */
    private boolean tell(Instant first, String kind, Instant now) {
        boolean resolved = kind.equals(AlertDocument.RESOLVED);
        Alert alert = new Alert(
                "ledger-" + first.getEpochSecond(),
                RULE,
                "ledger",
                Severity.CRITICAL.word(),
                first,
                first,
                now,
                1,
                1,
                "the ledger cannot be read or written; every step waits, webhooks are still taken",
                "Is the database up, its disk full, its password right? The health page tells the reason",
                "doctor",
                List.of(),
                Map.of(),
                Optional.of(first),
                Optional.empty(),
                Optional.of(now),
                turn++,
                Optional.empty(),
                "",
                resolved ? Optional.of(now) : Optional.empty(),
                resolved ? "the ledger works again" : "",
                0);
        boolean taken = channels.all().isEmpty();
        for (AlertChannel channel : channels.all()) {
            AlertChannel.Sent sent = channel.send(AlertDocument.of(
                    alert, kind, AlertDelivery.id(alert.id(), kind + "-" + alert.reminders(), channel.name()), now));
            taken |= sent.taken();
            if (!sent.taken()) {
                LOG.warn("channel {} does not take that the ledger is down: {}", channel.name(), sent.words());
            }
        }
        return taken;
    }
}
