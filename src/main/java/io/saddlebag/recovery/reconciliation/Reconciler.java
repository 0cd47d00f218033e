package io.saddlebag.recovery.reconciliation;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.Reconciliations;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.ledger.Reconciliations.RunState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a store with its ledger, ERP and warehouses, and keeps what differs.
 *
 * <p>Delivery guarantee: a run that was interrupted begins again under its id; what it found stays one row each. Differences
 * are closed only by a run that could compare everything.
 */
public final class Reconciler {

    /** A run tells of itself with each page, which is a handful of calls; who is silent for longer than they may take is dead. */
    private static final Duration DEAD = Duration.ofMinutes(10);

    private static final int CALLS = 4;

    private static final Duration PULSE = Duration.ofSeconds(1);
    private static final Duration FIRST_POLL = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final Ledger ledger;
    private final Reconciliations reconciliations;
    private final Partners partners;
    private final Map<String, Rules> rules;
    private final ReconciliationSettings settings;
    private final Repairs repairs;
    private final Clock clock;

    /** Compares these stores, by name. */
    public Reconciler(
            Ledger ledger,
            Partners partners,
            Map<String, Rules> rules,
            ReconciliationSettings settings,
            Repairs repairs,
            Clock clock) {
        this.ledger = ledger;
        this.reconciliations = ledger.reconciliations();
        this.partners = partners;
        this.rules = Map.copyOf(rules);
        this.settings = settings;
        this.repairs = repairs;
        this.clock = clock;
    }

    /**
     * Makes a run that was asked for; one that is over is left alone.
     *
     * @param stopping whether the daemon stops
     * @throws DeliveryFailure.Waiting while another run is under way somewhere
     * @throws RejectedExecutionException if the daemon stops: the run begins again
     */
    public void run(String id, BooleanSupplier stopping) {
        Optional<Run> asked = reconciliations.run(id).filter(run -> !run.state().isOver());
        if (asked.isEmpty()) {
            LOG.debug("the reconciliation {} is over or forgotten", id);
            return;
        }
        if (!reconciliations.begin(id, DEAD.plus(settings.patience().multipliedBy(CALLS)))) {
            throw new DeliveryFailure.Waiting(
                    "saddlebag", Category.TRANSIENT, "another reconciliation is under way", Optional.empty());
        }
        Run run = asked.get();
        Pulse pulse = new Pulse(id, stopping);
        if (!rules.containsKey(run.store())) {
            end(run, RunState.INCOMPLETE, "the store '" + run.store() + "' is not configured any more", pulse);
            return;
        }
        try {
            Comparison comparison = new Comparison(
                    ledger, partners, rules.get(run.store()), run, quiet(), expected(run.store()), pulse);
            String remark = Stream.of(comparison.run(), notJudged(comparison.onTheirWay()))
                    .filter(words -> !words.isEmpty())
                    .collect(Collectors.joining("; "));
            if (run.askedBy().equals(Repairs.BY_ITSELF)) {
                comparison.recheck();
            }
            int closed = reconciliations.closeUnseen(id);
            repairs.automatic(run, settings.repaired());
            end(run, RunState.COMPLETE, remark, pulse);
            LOG.debug("the reconciliation {} closed {} difference(s)", id, closed);
        } catch (DeliveryFailure e) {
            end(run, RunState.INCOMPLETE, e.getMessage(), pulse);
        } catch (LedgerUnavailable | RejectedExecutionException e) {
            throw e; // it begins again
        } catch (RuntimeException e) {
            LOG.error("the reconciliation {} failed", id, e);
            end(run, RunState.INCOMPLETE, "a defect, see the log: " + e, pulse);
        }
    }

    private String notJudged(long orders) {
        if (orders == 0) {
            return "";
        }
        String lately = settings.grace().isZero()
                ? "meanwhile"
                : "within the last " + settings.grace().toString().substring(2).toLowerCase(Locale.ROOT)
                        + " (saddlebag.reconcile.grace)";
        return orders + (orders == 1 ? " order" : " orders") + " changed " + lately + ", not judged yet";
    }

    private Instant quiet() {
        return clock.instant().minus(settings.grace());
    }

    /** Orders placed before the first poll's look back were never ours to capture. */
    private Instant expected(String store) {
        return settings.since().orElseGet(() -> reconciliations
                .firstSeen(store)
                .orElseGet(clock::instant)
                .minus(FIRST_POLL));
    }

    private void end(Run run, RunState state, String reason, Pulse pulse) {
        reconciliations.end(run.id(), state, reason, pulse.compared);
        Run ended = reconciliations.run(run.id()).orElse(run);
        if (state == RunState.INCOMPLETE) {
            LOG.warn(
                    "the reconciliation of {} from {} to {} is incomplete, differences are not closed: {}",
                    run.store(),
                    run.from(),
                    run.to(),
                    reason);
        } else {
            LOG.info(
                    "reconciled {} from {} to {}: {} records compared, {} difference(s), {} new, {} closed{}",
                    run.store(),
                    run.from(),
                    run.to(),
                    ended.compared(),
                    ended.found(),
                    ended.opened(),
                    ended.closed(),
                    reason.isEmpty() ? "" : "; " + reason);
        }
    }

    /** Tells that the run lives, and ends it where the daemon stops. */
    private final class Pulse implements Comparison.Progress {
        private final String run;
        private final BooleanSupplier stopping;
        private Instant told = Instant.EPOCH;
        private long compared;

        Pulse(String run, BooleanSupplier stopping) {
            this.run = run;
            this.stopping = stopping;
        }

        @Override
        public void compared(long more) {
            compared += more;
            if (stopping.getAsBoolean()) {
                throw new RejectedExecutionException("the daemon stops; the reconciliation begins again");
            }
            if (told.plus(PULSE).isBefore(clock.instant())) {
                told = clock.instant();
                reconciliations.progress(run, compared);
            }
        }
    }
}
