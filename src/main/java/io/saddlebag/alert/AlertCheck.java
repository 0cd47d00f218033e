package io.saddlebag.alert;

import io.saddlebag.ledger.AlertLedger;
import io.saddlebag.ledger.AlertLedger.Alert;
import io.saddlebag.ledger.AlertLedger.Change;
import io.saddlebag.ledger.AlertLedger.Delivery;
import io.saddlebag.ledger.LedgerUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at the rules: compares the conditions that are so now with the alerts that stand, opens, reminds, resolves.
 *
 * <p>A condition opens an alert when it is at its threshold and has lasted as long as the rule says. The alert is resolved
 * when the condition has been gone for the settling time; an open count is gone only below four fifths of its threshold, so
 * that an alert does not flap. All state is in the ledger: a restart neither forgets nor tells twice, and of two daemons
 * that look at the same time only one writes.
 */
final class AlertCheck {

    private static final Logger LOG = LoggerFactory.getLogger(AlertCheck.class);

    private final AlertLedger ledger;
    private final AlertSettings settings;
    private final List<AlertSource> sources;
    private final Clock clock;

    AlertCheck(AlertLedger ledger, AlertSettings settings, List<AlertSource> sources, Clock clock) {
        this.ledger = ledger;
        this.settings = settings;
        this.sources = List.copyOf(sources);
        this.clock = clock;
    }

    private record Key(String rule, String subject) {}

    /**
     * Looks, and writes what changed.
     *
     * @throws LedgerUnavailable if the ledger cannot be read or written
     */
    void look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<Key, Alert> standing = new LinkedHashMap<>();
        ledger.unresolved().forEach(alert -> standing.put(new Key(alert.rule(), alert.subject()), alert));
        Set<Rule> silent = EnumSet.noneOf(Rule.class);
        Map<Key, Condition> found = new LinkedHashMap<>();
        for (AlertSource source : sources) {
            ask(source, found, silent);
        }
        List<Change> changes = new ArrayList<>();
        found.forEach((key, condition) -> {
            Optional<Alert> alert = Optional.ofNullable(standing.get(key));
            if (!silent.contains(condition.rule()) && isReached(condition, alert, now)) {
                standing.remove(key);
                changes.add(seen(condition, alert, now));
            }
        });
        standing.values().stream()
                .filter(alert -> Rule.of(alert.rule())
                        .filter(silent::contains)
                        .filter(rule -> settings.rules().get(rule).enabled())
                        .isEmpty())
                .forEach(alert -> gone(alert, now).ifPresent(changes::add));
        ledger.write(changes);
    }

    private void ask(AlertSource source, Map<Key, Condition> found, Set<Rule> silent) {
        if (source.rules().stream().noneMatch(rule -> settings.rules().get(rule).enabled())) {
            return;
        }
        try {
            for (Condition condition : source.now()) {
                if (settings.rules().get(condition.rule()).enabled()) {
                    found.putIfAbsent(new Key(condition.rule().word(), subject(condition)), condition);
                }
            }
        } catch (LedgerUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            silent.addAll(source.rules());
            LOG.warn(
                    "the rules {} cannot be looked at, their alerts stay as they are: {}",
                    source.rules().stream().map(Rule::word).sorted().toList(),
                    e.toString());
            LOG.debug("where the rules could not be looked at", e);
        }
    }

    private static String subject(Condition condition) {
        return Wording.line(condition.subject());
    }

    private boolean isReached(Condition condition, Optional<Alert> alert, Instant now) {
        RuleSettings rule = settings.rules().get(condition.rule());
        if (condition.rule().limit() == Rule.Limit.AGE) {
            return !condition.since().plus(rule.age()).isAfter(now);
        }
        boolean open = alert.filter(Alert::isOpen).isPresent();
        return open ? condition.size() * 5 >= rule.count() * 4L : condition.size() >= rule.count();
    }

    private Change seen(Condition condition, Optional<Alert> known, Instant now) {
        RuleSettings rule = settings.rules().get(condition.rule());
        Instant first = known.map(Alert::firstSeen).orElse(now);
        boolean wasOpen = known.filter(Alert::isOpen).isPresent();
        boolean opens = !wasOpen && !first.plus(rule.lasting()).isAfter(now);
        boolean reminds = wasOpen && isToBeReminded(known.orElseThrow(), rule, now);
        Alert alert = new Alert(
                known.map(Alert::id).orElseGet(() -> AlertDelivery.alertId(condition.rule(), subject(condition), now)),
                condition.rule().word(),
                subject(condition),
                rule.severity().word(),
                since(condition, known),
                first,
                now,
                known.map(Alert::times).orElse(0) + 1,
                condition.size(),
                Wording.line(condition.what()),
                Wording.line(condition.action().orElse(condition.rule().action())),
                Wording.line(condition.command()),
                condition.orders(),
                condition.held(),
                opens ? Optional.of(now) : known.flatMap(Alert::openedAt),
                Optional.empty(),
                opens || reminds ? Optional.of(now) : known.flatMap(Alert::toldAt),
                known.map(Alert::reminders).orElse(0) + (reminds ? 1 : 0),
                known.flatMap(Alert::acknowledgedAt),
                known.map(Alert::acknowledgedBy).orElse(""),
                Optional.empty(),
                "",
                known.map(Alert::version).orElse(0));
        if (opens) {
            log(rule.severity(), alert);
            return new Change(alert, false, messages(alert, AlertDocument.OPENED, now));
        }
        return new Change(alert, false, reminds ? messages(alert, AlertDocument.REMINDED, now) : List.of());
    }

    /** A count that is seen through a window of time began when it was first seen; the age of the oldest is what it is now. */
    private static Instant since(Condition condition, Optional<Alert> known) {
        Instant now = condition.since().truncatedTo(ChronoUnit.MILLIS);
        return known.map(Alert::since)
                .filter(first -> condition.rule().limit() == Rule.Limit.COUNT && first.isBefore(now))
                .orElse(now);
    }

    private static boolean isToBeReminded(Alert alert, RuleSettings rule, Instant now) {
        Duration pause = rule.remind();
        return !pause.isZero()
                && alert.acknowledgedAt().isEmpty()
                && alert.toldAt().filter(told -> !told.plus(pause).isAfter(now)).isPresent();
    }

    private Optional<Change> gone(Alert alert, Instant now) {
        if (!alert.isOpen()) {
            return Optional.of(new Change(alert, true, List.of()));
        }
        boolean off = Rule.of(alert.rule())
                .filter(rule -> settings.rules().get(rule).enabled())
                .isEmpty();
        Instant since = alert.goneAt().orElse(now);
        if (!off && since.plus(settings.settle()).isAfter(now)) {
            return alert.goneAt().isPresent()
                    ? Optional.empty()
                    : Optional.of(new Change(ended(alert, since, Optional.empty(), ""), false, List.of()));
        }
        String because = off ? "the rule is switched off" : "the condition is gone";
        Alert resolved = ended(alert, since, Optional.of(now), because);
        LOG.info("alert {} is resolved, {}: {}", alert.id(), because, alert.what());
        return Optional.of(new Change(resolved, false, messages(resolved, AlertDocument.RESOLVED, now)));
    }

    private static Alert ended(Alert alert, Instant gone, Optional<Instant> resolved, String because) {
        return new Alert(
                alert.id(),
                alert.rule(),
                alert.subject(),
                alert.severity(),
                alert.since(),
                alert.firstSeen(),
                alert.lastSeen(),
                alert.times(),
                alert.size(),
                alert.what(),
                alert.action(),
                alert.command(),
                alert.orders(),
                alert.held(),
                alert.openedAt(),
                Optional.of(gone),
                alert.toldAt(),
                alert.reminders(),
                alert.acknowledgedAt(),
                alert.acknowledgedBy(),
                resolved,
                because,
                alert.version());
    }

    /** What is wrong with a channel is told by the others. */
    private List<Delivery> messages(Alert alert, String kind, Instant now) {
        Set<String> channels = Rule.of(alert.rule())
                .map(rule -> settings.rules().get(rule).channels())
                .orElse(Set.of());
        return channels.stream()
                .sorted()
                .filter(channel -> !alert.rule().equals(Rule.CHANNEL_FAILING.word())
                        || !alert.subject().equals(ChannelSource.SUBJECT + channel))
                .map(channel -> AlertDelivery.of(alert, kind, channel, now))
                .toList();
    }

    private static void log(Severity severity, Alert alert) {
        String message = "alert {} [{}, {}]: {}. {}";
        Object[] values = {alert.id(), alert.severity(), alert.rule(), alert.what(), alert.action()};
        switch (severity) {
            case CRITICAL -> LOG.error(message, values);
            case WARNING -> LOG.warn(message, values);
            case INFO -> LOG.info(message, values);
        }
    }
}
