package io.saddlebag.alert;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.AlertLedger.Alert;
import io.saddlebag.ledger.AlertLedger.Delivery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** Makes messages for the outbox, and says when one that was not taken is tried again. */
final class AlertDelivery {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int ID_BYTES = 8;

    private AlertDelivery() {}

    /** The same for every look at the same time, different for every alert. */
    static String alertId(Rule rule, String subject, Instant firstSeen) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((rule.word() + "\n" + subject + "\n" + firstSeen).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    static String id(String alert, String turn, String channel) {
        return alert + "." + turn + "." + channel;
    }

    static Delivery of(Alert alert, String kind, String channel, Instant now) {
        String turn = kind.equals(AlertDocument.REMINDED) ? kind + "-" + alert.reminders() : kind;
        String id = id(alert.id(), turn, channel);
        return new Delivery(
                id, alert.id(), channel, kind, Documents.text(AlertDocument.of(alert, kind, id, now)), now, 0, "");
    }

    /** Grows from five seconds to five minutes. */
    static Duration pause(int attempts) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), 10));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
