package io.saddlebag.wiring;

import io.saddlebag.ledger.AlertLedger;
import io.saddlebag.ledger.LedgerUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How alerts and their channels stand, read from the ledger every two seconds at most, for metrics and health. */
final class AlertReadings {

    private static final Logger LOG = LoggerFactory.getLogger(AlertReadings.class);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final int MOST = 10_000;

    private final AlertLedger alerts;
    private final Clock clock;
    private final Map<String, Integer> open = new LinkedHashMap<>();
    private final Map<String, AlertLedger.Channel> channels = new LinkedHashMap<>();
    private Instant read = Instant.EPOCH;
    private boolean known;

    AlertReadings(AlertLedger alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    synchronized double open(String rule) {
        refresh();
        return known ? open.getOrDefault(rule, 0) : Double.NaN;
    }

    synchronized double waiting(String channel) {
        refresh();
        if (!known) {
            return Double.NaN;
        }
        return channels.containsKey(channel) ? channels.get(channel).waiting() : 0;
    }

    /** What the channels that fail say, by name. */
    synchronized Map<String, String> failing(List<String> configured) {
        refresh();
        Map<String, String> failing = new LinkedHashMap<>();
        channels.forEach((name, channel) -> {
            if (channel.failing() > 0 && configured.contains(name)) {
                failing.put(name, channel.waiting() + " waiting since " + channel.oldest() + ": " + channel.error());
            }
        });
        return failing;
    }

    private void refresh() {
        Instant now = clock.instant();
        if (read.plus(FRESH).isAfter(now)) {
            return;
        }
        try {
            List<AlertLedger.Alert> standing = alerts.open(MOST);
            List<AlertLedger.Channel> waiting = alerts.channels();
            open.clear();
            channels.clear();
            standing.forEach(alert -> open.merge(alert.rule(), 1, Integer::sum));
            waiting.forEach(channel -> channels.put(channel.name(), channel));
            known = true;
        } catch (LedgerUnavailable e) {
            known = false;
            LOG.warn("alerts cannot be counted: {}", e.getMessage());
        }
        read = now;
    }
}
