package io.saddlebag.pace;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.delivery.PartnerState;
import io.saddlebag.delivery.PartnerStates;
import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.PartnerPauses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gates of all partners, and what keeps them: probes of those that are paused, the pauses persons want (read from the
 * ledger, which several daemons share), and the notes of what happened.
 *
 * <p>A pause outlives the process: after a crash it goes on, and begins with a probe. A person's pause is in force in every
 * daemon on the same ledger within two seconds.
 */
public final class PartnerGates implements PartnerStates, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerGates.class);
    private static final long TICK_MILLIS = 200;
    private static final long BOOKS_MILLIS = 250;
    private static final long CLOSING_SECONDS = 5;
    /** What persons want is read once a second; what the gates did is written as soon as it is seen. */
    private static final int READ_EVERY = 4;

    private static final String BY_ITSELF = "saddlebag";

    private final Ledger ledger;
    private final PartnerPauses pauses;
    private final PauseRules rules;
    private final Clock clock;
    private final Map<String, PartnerGate> gates = new TreeMap<>();
    private final Map<String, Supplier<? extends Outcome<?>>> probes = new HashMap<>();
    private final Set<String> probing = ConcurrentHashMap.newKeySet();
    /** Automatic pauses that the ledger knows of, by partner. */
    private final Map<String, Instant> noted = new HashMap<>();

    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(daemon("partner-pace"));
    private final ScheduledExecutorService books = Executors.newSingleThreadScheduledExecutor(daemon("partner-books"));
    private final ExecutorService probers = Executors.newCachedThreadPool(daemon("partner-probe"));
    private volatile BiConsumer<String, Boolean> routes = (partner, stands) -> {};
    private boolean booksTroubled;
    private int looks;

    /** Gates that keep their pauses in this ledger. */
    public PartnerGates(Ledger ledger, PauseRules rules, Clock clock) {
        this.ledger = ledger;
        this.pauses = ledger.partnerPauses();
        this.rules = rules;
        this.clock = clock;
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Adds a partner. To be called before {@link #start}. */
    public void add(String kind, String name, PartnerLimits limits) {
        String partner = kind + "." + name;
        Optional<DailyQuota> quota = limits.dailyQuota().isPresent()
                ? Optional.of(
                        new DailyQuota(pauses, partner, limits.dailyQuota().getAsLong(), limits.resets(), clock))
                : Optional.empty();
        gates.put(partner, new PartnerGate(kind, name, limits, rules, quota, clock));
    }

    /** HTTP to a partner, behind its gate. */
    public PartnerHttp gated(String partner, PartnerHttp http) {
        return new GatedHttp(http, gate(partner));
    }

    /** How a partner is asked whether it is well: by a cheap call that needs its credentials and does not pass the gate. */
    public void probe(String partner, Supplier<? extends Outcome<?>> probe) {
        probes.put(partner, probe);
    }

    /** Who stops and starts the partners' routes: told again and again, so that nothing gets out of step. */
    public void routes(BiConsumer<String, Boolean> suspension) {
        routes = suspension;
    }

    /** Takes over the pauses that are in force, before the first message is taken. */
    public void start() {
        for (PartnerPauses.Pause pause : pauses.open()) {
            PartnerGate gate = gates.get(pause.partner());
            if (gate != null && !pause.forced()) {
                gate.restore(new PartnerGate.Pause(
                        pause.since(), pause.reason(), category(pause.category()), BY_ITSELF, Optional.empty()));
                noted.put(pause.partner(), pause.since());
                LOG.warn("{} was paused when the daemon ended and is asked whether it is well", pause.partner());
            }
        }
        readForced();
        ticker.scheduleWithFixedDelay(() -> guarded(this::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        books.scheduleWithFixedDelay(() -> guarded(this::keepBooks), 0, BOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Optional<Category> category(String word) {
        return Arrays.stream(Category.values())
                .filter(category -> category.word().equals(word))
                .findFirst();
    }

    /** An executor drops a task that throws, for good. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("the partners' pace cannot be kept for a moment", e);
        }
    }

    void tick() {
        gates.forEach((partner, gate) -> guarded(() -> {
            gate.tick();
            if (gate.probeIsDue() && probing.add(partner)) {
                probers.execute(() -> guarded(() -> probe(partner, gate)));
            }
            routes.accept(partner, gate.stands());
        }));
    }

    private void probe(String partner, PartnerGate gate) {
        try {
            Outcome<?> outcome =
                    probes.getOrDefault(partner, () -> new Outcome.Done<>(true)).get();
            LOG.info("{} was asked whether it is well: {}", partner, outcome.reasonOr("it is"));
            gate.probed(outcome);
        } finally {
            probing.remove(partner);
        }
    }

    /** Reads the pauses persons want, and writes what the gates did by themselves. */
    private void keepBooks() {
        try {
            gates.forEach(this::note);
            if (++looks % READ_EVERY == 0) {
                readForced();
            }
            booksTroubled = false;
        } catch (LedgerUnavailable e) {
            if (!booksTroubled) {
                LOG.warn("pauses of partners cannot be read or noted for now: {}", e.getMessage());
            }
            booksTroubled = true;
        }
    }

    private synchronized void readForced() {
        Map<String, PartnerPauses.Pause> wanted = new HashMap<>();
        pauses.open().stream().filter(PartnerPauses.Pause::forced).forEach(pause -> wanted.put(pause.partner(), pause));
        gates.forEach((partner, gate) -> gate.force(Optional.ofNullable(wanted.get(partner))
                .map(pause -> new PartnerGate.Pause(
                        pause.since(), pause.reason(), Optional.empty(), pause.by(), Optional.empty()))));
    }

    private void note(String partner, PartnerGate gate) {
        Optional<PartnerGate.Pause> pause = gate.automatic();
        Instant known = noted.get(partner);
        if (known != null && !pause.map(PartnerGate.Pause::since).equals(Optional.of(known))) {
            pauses.lift(partner, false, BY_ITSELF, "it answers again");
            notice(partner, "info", "goes on again");
            LOG.info(
                    "{} goes on after {} s",
                    partner,
                    Duration.between(known, clock.instant()).toSeconds());
            noted.remove(partner);
        }
        if (pause.isPresent() && !noted.containsKey(partner)) {
            String reason = pause.get().reason();
            String category = pause.get().category().map(Category::word).orElse("");
            pauses.pause(partner, false, pause.get().since(), category, reason, BY_ITSELF);
            notice(partner, "warn", "paused: " + reason);
            LOG.warn(
                    "{} is paused ({}): {}. Its queues wait, all others go on; it is asked again by itself",
                    partner,
                    category,
                    reason);
            noted.put(partner, pause.get().since());
        }
    }

    private void notice(String partner, String severity, String what) {
        ledger.note(Ledger.Notice.now(partner, severity, what, clock.instant()));
    }

    @Override
    public List<PartnerState> all() {
        return gates.values().stream().map(PartnerGate::state).toList();
    }

    @Override
    public boolean stands(String partner) {
        return gates.values().stream()
                .filter(gate -> gate.partner().equals(partner) || gate.partner().endsWith("." + partner))
                .anyMatch(PartnerGate::stands);
    }

    /** The full names of all partners. */
    public Set<String> partners() {
        return new HashSet<>(gates.keySet());
    }

    /** Calls a second allowed now; infinite without limit. */
    public double rate(String partner) {
        return gate(partner).rateNow();
    }

    /** Calls used of the daily quota; 0 without one. */
    public long quotaUsed(String partner) {
        return gate(partner).quotaUsed();
    }

    /** How often the partner asked for a slower pace since the daemon began. */
    public long complaints(String partner) {
        return gate(partner).complaints();
    }

    /**
     * Pauses a partner because a person wants it; durable when this returns.
     *
     * @return false if a person has paused it already
     */
    public boolean pause(String partner, String reason, Actor actor) {
        gate(partner);
        boolean paused = pauses.pause(partner, true, clock.instant(), "", reason, actor.who());
        if (paused) {
            notice(partner, "warn", "paused by " + actor.who() + ": " + reason);
            audit(actor, "paused", partner, reason);
            LOG.warn("{} is paused by {}: {}", partner, actor.who(), reason);
        }
        readForced();
        return paused;
    }

    /**
     * Lets a partner go on: ends a person's pause, and tries again now where the daemon paused it by itself.
     *
     * @return false if it was not paused
     */
    public boolean resume(String partner, Actor actor) {
        PartnerGate gate = gate(partner);
        boolean stood = gate.automatic().isPresent();
        boolean lifted = pauses.lift(partner, true, actor.who(), "resumed");
        if (lifted || stood) {
            notice(partner, "info", "let go on by " + actor.who());
            audit(actor, "resumed", partner, "");
            LOG.info("{} is let go on by {}", partner, actor.who());
        }
        gate.reopen();
        readForced();
        return lifted || stood;
    }

    private void audit(Actor actor, String what, String partner, String why) {
        ledger.audit().add(List.of(Audit.Entry.by(actor, what, "partner/" + partner, "", "", why)));
    }

    /** What was paused, when, by whom and why, the newest first. */
    public List<PartnerPauses.Pause> history(String partner, int limit) {
        return pauses.history(Optional.of(partner), limit);
    }

    /** Lets nothing through any more: no thread waits for its turn while the daemon stops. */
    public void stop() {
        ticker.shutdownNow();
        books.shutdown();
        gates.values().forEach(PartnerGate::stop);
    }

    private PartnerGate gate(String partner) {
        PartnerGate gate = gates.get(partner);
        if (gate == null) {
            throw new IllegalArgumentException("no partner is called '" + partner + "'");
        }
        return gate;
    }

    /** Returns when nothing reads or writes the ledger any more, or after five seconds. */
    @Override
    public void close() {
        stop();
        probers.shutdownNow();
        List<PartnerGate> all = new ArrayList<>(gates.values());
        all.forEach(PartnerGate::close);
        try {
            if (!books.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the ledger has not noted the partners' pauses while the daemon stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
