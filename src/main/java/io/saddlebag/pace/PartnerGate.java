package io.saddlebag.pace;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerState;
import io.saddlebag.delivery.PartnerState.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What every call to one partner passes: closed while the partner is paused, at its pace while it is not. Learns from what
 * connectors say about answers: failed calls in a row pause the partner, business refusals never do.
 *
 * <p>Holds the state of this daemon and does no I/O but the quota's; {@link PartnerGates} probes, writes and tells. Safe with
 * several threads.
 */
final class PartnerGate {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** A partner that fails again so soon was not well: its probes go on growing apart. */
    private static final Duration RELAPSE = Duration.ofSeconds(30);

    private static final Duration SHORT_WISH = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 100;

    private final String kind;
    private final String name;
    /** As the connector's own failures name it. */
    private final String told;

    private final PartnerLimits limits;
    private final PauseRules rules;
    private final CallRate rate;
    private final Optional<DailyQuota> quota;
    private final Clock clock;
    private final FailureCount failures;

    private Optional<Pause> automatic = Optional.empty();
    private Optional<Pause> forced = Optional.empty();
    private Instant runningSince;
    private Instant nextProbe = Instant.MAX;
    private Duration interval;
    private Instant reopened = Instant.EPOCH;
    private boolean closing;

    /**
     * A pause in force.
     *
     * @param until when it ends by itself, for a used-up quota
     */
    record Pause(Instant since, String reason, Optional<Category> category, String by, Optional<Instant> until) {}

    PartnerGate(
            String kind, String name, PartnerLimits limits, PauseRules rules, Optional<DailyQuota> quota, Clock clock) {
        this.kind = kind;
        this.name = name;
        this.told = kind.equals("store") ? kind + "." + name : name;
        this.limits = limits;
        this.rules = rules;
        this.quota = quota;
        this.clock = clock;
        this.runningSince = clock.instant();
        this.interval = rules.probeFirst();
        this.failures = new FailureCount(rules.after());
        this.rate = new CallRate(limits.rate(), runningSince);
    }

    String partner() {
        return kind + "." + name;
    }

    PartnerLimits limits() {
        return limits;
    }

    /**
     * Lets one call through, when its turn comes.
     *
     * @throws DeliveryFailure.Paused if the partner is paused, or its quota is used up
     * @throws io.saddlebag.ledger.LedgerUnavailable if the quota cannot be counted
     */
    void pass() {
        synchronized (this) {
            refuseIfPaused();
            Instant turn = rate.book(clock.instant());
            while (turn.isAfter(clock.instant())) {
                await(Duration.between(clock.instant(), turn));
                refuseIfPaused();
            }
        }
        if (quota.isPresent() && !quota.get().take()) {
            usedUp(quota.get());
            synchronized (this) {
                refuseIfPaused();
            }
        }
    }

    private void await(Duration left) {
        try {
            wait(Math.max(1, Math.min(LOOK_MILLIS, left.toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryFailure.Paused(
                    told, Category.TRANSIENT, "interrupted while waiting for the turn at " + name);
        }
    }

    private void refuseIfPaused() {
        if (closing) {
            throw new DeliveryFailure.Paused(told, Category.TRANSIENT, "the daemon stops");
        }
        Optional<Pause> pause = pause();
        if (pause.isPresent()) {
            throw new DeliveryFailure.Paused(
                    told, pause.get().category().orElse(Category.TRANSIENT), words(pause.get()));
        }
    }

    private Optional<Pause> pause() {
        return forced.or(() -> automatic);
    }

    /** In words for the trace, the same for the whole pause. */
    private String words(Pause pause) {
        String since = told + " is paused since " + TIME.format(pause.since()) + " UTC";
        return forced.isPresent()
                ? since + " by " + pause.by() + ": " + pause.reason() + "; 'partners resume " + partner()
                        + "' lets it go on"
                : since + ": " + pause.reason();
    }

    /** What happened on the wire, before anybody knows what it means. */
    synchronized void answered(HttpResult result) {
        failures.answered(result);
    }

    /** What it means. */
    synchronized void judged(Outcome<?> outcome) {
        if (outcome instanceof Outcome.RetryLater<?> later && later.category() == Category.THROTTLED) {
            throttled(later);
        } else if (outcome instanceof Outcome.RetryLater<?> later) {
            failed(later.category(), later.reason());
        } else if (outcome instanceof Outcome.Unknown<?> unknown) {
            failed(unknown.category(), unknown.reason());
        } else if (outcome instanceof Outcome.NotAllowed<?> not) {
            if (failures.denied()) {
                close(Category.AUTHENTICATION, not.reason() + ". " + not.remedy(), Optional.empty());
            }
        } else {
            failures.good();
        }
    }

    private void throttled(Outcome.RetryLater<?> later) {
        Instant now = clock.instant();
        rate.complained(now);
        Duration wish = later.after().orElse(Duration.ZERO);
        if (wish.compareTo(SHORT_WISH) >= 0) {
            boolean stood = automatic.isPresent();
            close(Category.THROTTLED, later.reason(), Optional.empty());
            Instant allowed = now.plus(PauseRules.bounded(wish));
            nextProbe = stood && nextProbe.isAfter(allowed) ? nextProbe : allowed;
        } else {
            failed(Category.THROTTLED, later.reason());
        }
        notifyAll();
    }

    private void failed(Category category, String reason) {
        if (failures.failed()) {
            close(category, reason, Optional.empty());
        }
    }

    private void usedUp(DailyQuota used) {
        synchronized (this) {
            close(
                    Category.THROTTLED,
                    "the daily quota of " + used.most() + " calls is used up; it begins anew at "
                            + TIME.format(used.resetsAt()) + " UTC",
                    Optional.of(used.resetsAt()));
        }
    }

    private void close(Category category, String reason, Optional<Instant> until) {
        if (automatic.isPresent() || closing) {
            return; // an answer of a call that was under way; the pause's reason stays the first one's
        }
        Instant now = clock.instant();
        boolean relapse = now.isBefore(reopened.plus(RELAPSE));
        interval = relapse ? rules.next(interval) : rules.probeFirst();
        automatic = Optional.of(new Pause(now, reason, Optional.of(category), "saddlebag", until));
        nextProbe = until.orElse(now.plus(interval));
        notifyAll();
    }

    /** Goes on with a pause an earlier run of the daemon left: it is probed at once. */
    synchronized void restore(Pause earlier) {
        automatic = Optional.of(earlier);
        nextProbe = clock.instant();
    }

    /** A person's pause, as the ledger has it; empty where there is none. */
    synchronized void force(Optional<Pause> wanted) {
        if (forced.isPresent() && wanted.isEmpty() && automatic.isEmpty()) {
            running();
        }
        forced = wanted;
        notifyAll();
    }

    /** A person says that it works again. */
    synchronized void reopen() {
        if (automatic.isPresent()) {
            automatic = Optional.empty();
            running();
        }
        notifyAll();
    }

    private void running() {
        Instant now = clock.instant();
        failures.forget();
        runningSince = now;
        reopened = now;
        nextProbe = Instant.MAX;
    }

    /** Whether the partner is to be asked whether it is well. */
    synchronized boolean probeIsDue() {
        return automatic.isPresent()
                && automatic.get().until().isEmpty()
                && forced.isEmpty()
                && !clock.instant().isBefore(nextProbe);
    }

    /** Ends a pause whose time is over. */
    synchronized void tick() {
        if (automatic
                .flatMap(Pause::until)
                .filter(until -> !clock.instant().isBefore(until))
                .isPresent()) {
            reopen();
        }
    }

    /** What a probe brought. Only what says that the partner does not work keeps it paused. */
    synchronized void probed(Outcome<?> outcome) {
        if (automatic.isEmpty()) {
            return;
        }
        boolean denies = outcome instanceof Outcome.NotAllowed
                && automatic.get().category().equals(Optional.of(Category.AUTHENTICATION));
        if (!denies && !(outcome instanceof Outcome.RetryLater) && !(outcome instanceof Outcome.Unknown)) {
            reopen();
            return;
        }
        interval = rules.next(interval);
        Duration wish = outcome instanceof Outcome.RetryLater<?> later && later.category() == Category.THROTTLED
                ? later.after().orElse(Duration.ZERO)
                : Duration.ZERO;
        Duration wait = PauseRules.bounded(wish);
        nextProbe = clock.instant().plus(wait.compareTo(interval) > 0 ? wait : interval);
    }

    /** Lets nothing through any more, so that no thread waits for its turn while the daemon stops. */
    synchronized void stop() {
        closing = true;
        notifyAll();
    }

    /** Gives back what is left of the quota. */
    void close() {
        stop();
        quota.ifPresent(DailyQuota::close);
    }

    /** The automatic pause in force. */
    synchronized Optional<Pause> automatic() {
        return automatic;
    }

    synchronized boolean stands() {
        return pause().isPresent();
    }

    long complaints() {
        return rate.complaints();
    }

    double rateNow() {
        return rate.now(clock.instant()).orElse(Double.POSITIVE_INFINITY);
    }

    /** Calls used of the daily quota. */
    long quotaUsed() {
        return quota.map(DailyQuota::used).orElse(0L);
    }

    /**
     * How it stands.
     *
     * @throws io.saddlebag.ledger.LedgerUnavailable if there is a quota and the ledger does not answer
     */
    PartnerState state() {
        long used = quotaUsed();
        synchronized (this) {
            Instant now = clock.instant();
            Optional<Pause> pause = pause();
            Condition condition = forced.isPresent()
                    ? Condition.FORCED
                    : automatic.isPresent()
                            ? Condition.PAUSED
                            : rate.isSlowed(now) ? Condition.SLOWED : Condition.RUNNING;
            return new PartnerState(
                    kind,
                    name,
                    condition,
                    pause.map(Pause::since).orElse(runningSince),
                    pause.map(Pause::reason)
                            .orElse(condition == Condition.SLOWED ? name + " asked for a slower pace" : ""),
                    pause.flatMap(Pause::category),
                    pause.map(Pause::by).orElse("saddlebag"),
                    pause.filter(p -> condition == Condition.PAUSED)
                            .flatMap(p -> p.until().or(() -> Optional.of(nextProbe))),
                    rate.now(now),
                    rate.most(),
                    limits.connections(),
                    quota.map(q -> OptionalLong.of(q.most())).orElse(OptionalLong.empty()),
                    used,
                    quota.map(DailyQuota::resetsAt),
                    rate.complaintsLately(now));
        }
    }
}
