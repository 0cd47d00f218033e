package io.saddlebag.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When something that is already on its way was last sent on, so that polls that see it again and again do not fill the
 * queues. Kept in memory on purpose: after a crash nothing is known, so the first sight of each thing sends it again,
 * which is what a crash between the ledger's commit and the buffer's needs. Within one life the broker's redelivery flag
 * says the same of a commit that failed.
 */
final class Resends {

    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int REMEMBERED = 50_000;

    private final Map<String, Instant> sent = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Notes that it was sent on. */
    synchronized void sent(Object what, Instant now) {
        sent.put(what.toString(), now);
    }

    /** Whether it was sent on so short a time ago that it need not be sent again. */
    synchronized boolean isRecent(Object what, Instant now) {
        Instant last = sent.get(what.toString());
        return last != null && last.plus(PAUSE).isAfter(now);
    }

    /**
     * Whether it should be sent again; if so, that is noted.
     *
     * @param again whether the broker delivers again what asks for it
     */
    synchronized boolean due(Object what, boolean again, Instant now) {
        if (!again && isRecent(what, now)) {
            return false;
        }
        sent.put(what.toString(), now);
        return true;
    }
}
