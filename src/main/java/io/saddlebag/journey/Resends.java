package io.saddlebag.journey;

import io.saddlebag.message.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When something that is already on its way was last sent on, so that polls that see it again and again do not fill the
 * queues. Kept in memory on purpose: after a crash nothing is known, so the first sight of each thing sends it again,
 * which is what a crash between the ledger's commit and the buffer's needs. Within one life a commit that failed shows by
 * the same message coming again.
 */
final class Resends {

    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int REMEMBERED = 50_000;

    private final Map<String, Sent> sent = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** When it was sent on, and by which message. */
    private record Sent(Instant at, String messageId) {}

    /** Notes that it was sent on because of this message. */
    synchronized void sent(Object what, Arrival arrival, Instant now) {
        sent.put(what.toString(), new Sent(now, arrival.messageId()));
    }

    /** Whether it was sent on so short a time ago that it need not be sent again. */
    synchronized boolean isRecent(Object what, Instant now) {
        Sent last = sent.get(what.toString());
        return last != null && last.at.plus(PAUSE).isAfter(now);
    }

    /** Whether this message should send it on again; if so, that is noted. */
    synchronized boolean due(Object what, Arrival arrival, Instant now) {
        Sent last = sent.get(what.toString());
        if (last != null && isRecent(what, now) && !arrival.repeats(last.messageId)) {
            return false;
        }
        sent(what, arrival, now);
        return true;
    }
}
