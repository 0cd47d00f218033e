package io.saddlebag.recovery.reconciliation;

import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Reconciliations;
import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.DifferenceState;
import io.saddlebag.ledger.Reconciliations.Filter;
import io.saddlebag.ledger.Reconciliations.Open;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.recovery.Decision;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** Where a person asks for comparisons, reads what differs, and decides about it. Every decision is durable before it returns. */
public final class ReconciliationDesk {

    private static final int ID = 12;

    private final Reconciliations reconciliations;
    private final Repairs repairs;
    private final ReconciliationSettings settings;
    private final Set<String> stores;
    private final Consumer<Run> sending;
    private final Clock clock;

    /**
     * A desk for these stores.
     *
     * @param sending puts a run into the queue, durably before it returns
     */
    public ReconciliationDesk(
            Reconciliations reconciliations,
            Repairs repairs,
            ReconciliationSettings settings,
            Set<String> stores,
            Consumer<Run> sending,
            Clock clock) {
        this.reconciliations = reconciliations;
        this.repairs = repairs;
        this.settings = settings;
        this.stores = Set.copyOf(stores);
        this.sending = sending;
        this.clock = clock;
    }

    /** The configured stores. */
    public Set<String> stores() {
        return new TreeSet<>(stores);
    }

    /**
     * Asks for a comparison of one store, or of all, a run each.
     *
     * @param from orders placed from then on; empty: as far as the nightly run looks back
     * @param to orders placed before then; empty: now
     * @throws IllegalArgumentException for an unknown store or an empty window
     */
    public List<Run> ask(Optional<String> store, Optional<Instant> from, Optional<Instant> to, String by) {
        Instant now = clock.instant();
        Instant end = to.orElse(now).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        Instant start = from.orElse(end.minus(settings.window())).truncatedTo(ChronoUnit.SECONDS);
        if (!start.isBefore(to.orElse(end))) {
            throw new IllegalArgumentException("'from' must be before 'to'");
        }
        if (store.isPresent() && !stores.contains(store.get())) {
            throw new IllegalArgumentException("'store' must be one of " + stores());
        }
        List<Run> asked = new ArrayList<>();
        for (String name : store.map(Set::of).orElseGet(this::stores)) {
            String id = UUID.randomUUID().toString().replace("-", "").substring(0, ID);
            Run run = Run.asked(id, name, start, whole(to).orElse(end), by, now);
            reconciliations.ask(run);
            sending.accept(run);
            asked.add(run);
        }
        return asked;
    }

    /** A window ends with a whole second, as the stores' clocks do. */
    private static Optional<Instant> whole(Optional<Instant> to) {
        return to.map(end -> end.truncatedTo(ChronoUnit.SECONDS).equals(end)
                ? end
                : end.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
    }

    /** A run by its id. */
    public Optional<Run> run(String id) {
        return reconciliations.run(id);
    }

    /** The latest runs, newest first. */
    public List<Run> runs(Optional<String> store, int limit) {
        return reconciliations.runs(store, limit);
    }

    /** Differences that fit, the oldest first. */
    public List<Difference> differences(Filter filter) {
        return reconciliations.differences(filter);
    }

    /** One difference with its history. */
    public Optional<Difference> difference(String id) {
        return reconciliations.difference(id);
    }

    /** Ids that begin so. */
    public List<String> startingWith(String beginning) {
        return reconciliations.startingWith(beginning);
    }

    /** Asks for the repair of one difference; see {@link Repairs#repair}. */
    public Decision repair(String id, Actor by) {
        return repairs.repair(id, by);
    }

    /** Asks for the repair of all open differences that fit; for how many. */
    public int repair(Filter filter, Actor by) {
        return repairs.all(filter, by);
    }

    /** Takes a difference as it is: it counts no more until its value changes. */
    public Decision accept(String id, Actor by, String reason) {
        if (reason.isBlank()) {
            return new Decision.Refused(List.of("a reason is needed: who reads it later wants to know"));
        }
        Optional<Difference> found = reconciliations.difference(id);
        if (found.isEmpty()) {
            return new Decision.Unknown();
        }
        if (found.get().state() != DifferenceState.OPEN || !reconciliations.accept(id, by, reason)) {
            return new Decision.Settled(found.get().closedBecause().orElse("closed"));
        }
        return new Decision.Taken();
    }

    /** How all stands, for metrics, alerts and pages. */
    public Standing standing() {
        Map<String, Last> last = new TreeMap<>();
        stores.forEach(store -> last.put(
                store, new Last(reconciliations.lastEnded(store, false), reconciliations.lastEnded(store, true))));
        return new Standing(reconciliations.open(), last);
    }

    /**
     * What is open, and how old that knowledge is.
     *
     * @param open by kind and currency
     * @param stores every configured store
     */
    public record Standing(List<Open> open, Map<String, Last> stores) {
        /** Copies the collections. */
        public Standing {
            open = List.copyOf(open);
            stores = Map.copyOf(stores);
        }

        /** How many differences of a kind are open, in all currencies. */
        public long count(Kind kind) {
            return open.stream()
                    .filter(one -> one.kind().equals(kind.word()))
                    .mapToLong(Open::count)
                    .sum();
        }
    }

    /** A store's latest run that ended, and its latest that was complete. */
    public record Last(Optional<Run> ended, Optional<Run> complete) {}
}
