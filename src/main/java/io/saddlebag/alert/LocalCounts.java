package io.saddlebag.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.saddlebag.ledger.AlertFacts;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Brings what only this daemon knows, its counters and when its polls succeeded, into the ledger, so that whichever of
 * several daemons looks at the rules sees all of it. A crash loses what was counted since the last time, some seconds.
 */
public final class LocalCounts {

    static final String BAD_SIGNATURES = "bad-signature";
    static final String THROTTLED = "throttled";

    private static final Set<String> TAKEN = Set.of("accepted", "ping", "ignored");

    /** Receivers of alerts are no partners. */
    private static final String RECEIVER = "alert.";

    private final MeterRegistry meters;
    private final Supplier<Map<String, Instant>> feeds;
    private final AlertFacts facts;
    private final Clock clock;
    private final Map<String, AtomicLong> known = new TreeMap<>();
    private final Map<String, Instant> marked = new TreeMap<>();

    /**
     * Reads these meters.
     *
     * @param feeds when each poll last read everything, by the feed's name
     */
    public LocalCounts(MeterRegistry meters, Supplier<Map<String, Instant>> feeds, AlertFacts facts, Clock clock) {
        this.meters = meters;
        this.feeds = feeds;
        this.facts = facts;
        this.clock = clock;
    }

    /** Writes what is new since the last time; nothing where nothing is. */
    public synchronized void note() {
        for (Counter counter : meters.find("saddlebag.intake").counters()) {
            String partner = tag(counter.getId().getTag("partner"));
            String answer = tag(counter.getId().getTag("answer"));
            if (answer.equals(BAD_SIGNATURES)) {
                add(BAD_SIGNATURES, partner, (long) counter.count());
            } else if (TAKEN.contains(answer)
                    && grew("webhook/" + partner + "/" + answer, (long) counter.count()) > 0) {
                facts.mark(SilenceSource.webhooks(partner), clock.instant());
            }
        }
        for (Map.Entry<String, Long> partner : throttled().entrySet()) {
            add(THROTTLED, partner.getKey(), partner.getValue());
        }
        feeds.get().forEach((feed, succeeded) -> {
            if (!succeeded.equals(marked.put(feed, succeeded))) {
                facts.mark(SilenceSource.feed(feed), succeeded);
            }
        });
    }

    /** Under which name the ledger remembers when the last webhook of a partner came. */
    public static String webhooksOf(String partner) {
        return SilenceSource.webhooks(partner);
    }

    private Map<String, Long> throttled() {
        Map<String, Long> calls = new TreeMap<>();
        for (Timer timer :
                meters.find("saddlebag.partner.call").tag("outcome", "429").timers()) {
            String partner = tag(timer.getId().getTag("partner"));
            if (!partner.startsWith(RECEIVER)) {
                calls.merge(partner, timer.count(), Long::sum);
            }
        }
        // What connectors understood as "slower, please", which is not always a 429.
        for (FunctionCounter counter :
                meters.find("saddlebag.partner.throttled").functionCounters()) {
            calls.merge(tag(counter.getId().getTag("partner")), (long) counter.count(), Math::max);
        }
        return calls;
    }

    private void add(String kind, String subject, long total) {
        long n = grew(kind + "/" + subject, total);
        if (n > 0) {
            facts.count(kind, subject, n);
        }
    }

    private long grew(String name, long total) {
        return total - known.computeIfAbsent(name, key -> new AtomicLong()).getAndSet(total);
    }

    private static String tag(String value) {
        return value == null ? "unknown" : value;
    }
}
