package io.saddlebag.simulation;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.order.OrderState;
import io.saddlebag.simulation.Scenario.Trouble;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Plays one scenario: starts the daemon, has orders placed, lets troubles come and go, waits until all is at rest, and
 * judges by what the partners hold.
 */
public final class Rehearsal {

    private static final long LOOK_MILLIS = 200;
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_JUDGEMENTS = Duration.ofSeconds(3);

    private final Scenario scenario;
    private final Stage stage;
    private final Surroundings surroundings;
    private final DaemonProcess daemon;
    private final Shopper shopper;
    private final Timetable timetable;
    private final long started = System.nanoTime();
    private long threads = -1;
    private int diedByItself;
    private long restarted = System.nanoTime();

    private Rehearsal(Scenario scenario, Stage stage, Surroundings surroundings) {
        this.scenario = scenario;
        this.stage = stage;
        this.surroundings = surroundings;
        Map<String, String> settings = new TreeMap<>(stage.settings());
        settings.putAll(surroundings.settings());
        this.daemon = DaemonProcess.in(stage.home(), stage.intake(), settings, stage.jvm(), surroundings.environment());
        this.shopper = new Shopper(stage.trio(), scenario.orders(), scenario.seed());
        PartnerTrouble partners = new PartnerTrouble(stage.trio(), scenario.seed());
        this.timetable = new Timetable(
                surroundings.possible(scenario.timeline()),
                scenario.seed(),
                trouble -> begin(partners, trouble),
                () -> !shopper.done());
    }

    private Runnable begin(PartnerTrouble partners, Trouble trouble) {
        return switch (trouble.target()) {
            case STORE, ERP, WAREHOUSE, STORE_WEBHOOKS, WAREHOUSE_WEBHOOKS -> partners.begin(trouble);
            case DAEMON, DISK, LEDGER, BROKER, CLOCK -> surroundings.begin(trouble, daemon);
        };
    }

    /**
     * Plays a scenario with the product's own routes and mappings.
     *
     * @param folder an empty folder for the daemon's home
     * @param jvm options of the daemon's JVM
     * @return the verdict; it also tells what this machine could not do
     */
    public static Verdict of(Scenario scenario, Path folder, Path routes, Path mappings, List<String> jvm)
            throws InterruptedException {
        return of(scenario, Stage.product(scenario, folder, routes, mappings, jvm));
    }

    static Verdict of(Scenario scenario, Stage stage) throws InterruptedException {
        try (Surroundings surroundings = Surroundings.of(scenario, stage.home().folder());
                AutoCloseable partners = stage.partners()) {
            if (surroundings.possible(scenario.timeline()).isEmpty()
                    && !scenario.timeline().isEmpty()) {
                return notRun(scenario, List.of(), surroundings.skipped());
            }
            return new Rehearsal(scenario, stage, surroundings).play();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) { // closing declares it
            throw new IllegalStateException("the rehearsal of " + scenario.name() + " does not end cleanly", e);
        }
    }

    /** The verdict of a scenario nothing was placed in. */
    private static Verdict notRun(Scenario scenario, List<String> wrong, List<String> skipped) {
        Judgement.Findings nothing =
                new Judgement.Findings(0, 0, 0, 0, 0, 0, 0, 0, Map.of(), List.of(), List.of(), List.of());
        return new Verdict(
                scenario.name(),
                scenario.seed(),
                nothing,
                wrong,
                Map.of(),
                skipped,
                0,
                0,
                -1,
                Duration.ZERO,
                Duration.ZERO);
    }

    private Verdict play() throws InterruptedException {
        try (daemon;
                timetable) {
            try {
                daemon.startAndWait();
            } catch (IllegalStateException e) {
                return notRun(scenario, List.of(String.valueOf(e.getMessage())), List.of());
            }
            try (Ledger ledger = LedgerFactory.read(LedgerSettings.sqlite(daemon.ledgerFile()))) {
                timetable.start();
                return awaited(new Judgement(stage.trio(), ledger), ledger);
            }
        }
    }

    private Verdict awaited(Judgement judgement, Ledger ledger) throws InterruptedException {
        Headway headway = new Headway();
        long calm = 0; // when the last order and the last trouble were over
        long rest = 0;
        long judged = 0;
        while (true) {
            shopper.tick();
            supervise();
            threads = Math.max(threads, daemon.threads());
            if (!shopper.done() || !timetable.over()) {
                calm = 0;
            } else {
                calm = calm == 0 ? Math.max(System.nanoTime(), timetable.lastEnd()) : calm;
                Optional<Map<String, Long>> counts = counts(ledger);
                counts.ifPresent(headway::seen);
                boolean atRest = counts.filter(this::ended).isPresent() && idle();
                rest = atRest ? rest == 0 ? System.nanoTime() : rest : 0;
                boolean late =
                        headway.nothingSince(calm) > scenario.expect().within().toNanos();
                if (late || atRest && System.nanoTime() - judged > BETWEEN_JUDGEMENTS.toNanos()) {
                    Judgement.Findings findings = judgement.findings(shopper.placed());
                    judged = System.nanoTime();
                    List<String> wrong = wrong(findings, atRest);
                    if (late || wrong.isEmpty()) {
                        return verdict(findings, wrong, calm, atRest ? rest : System.nanoTime());
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Starts it again where it ended unasked, as a supervisor does. */
    private void supervise() {
        synchronized (daemon) {
            if (daemon.isWanted() && !daemon.alive() && System.nanoTime() - restarted > RESTART_PAUSE.toNanos()) {
                diedByItself++;
                restarted = System.nanoTime();
                daemon.start();
            }
        }
    }

    /** How many orders stand where; empty while the ledger cannot be read. */
    private static Optional<Map<String, Long>> counts(Ledger ledger) {
        try {
            return Optional.of(ledger.counts());
        } catch (LedgerUnavailable e) {
            return Optional.empty();
        }
    }

    private boolean ended(Map<String, Long> counts) {
        long ended = counts.get("PARKED");
        for (OrderState state : OrderState.values()) {
            boolean done = state.isFinal()
                    || state == OrderState.SHIPPED && !stage.trio().manners().bills();
            ended += done ? counts.get(state.name()) : 0;
        }
        Map<Long, Habit> placed = shopper.placed();
        long deleted = placed.values().stream().filter(Habit.DELETES::equals).count();
        return ended >= placed.size() - deleted;
    }

    /** Whether nothing waits in the daemon's queues; those of a broker outside cannot be seen. */
    private boolean idle() {
        try {
            return daemon.alive() && (surroundings.brokerOutside() || daemon.queued() == 0);
        } catch (UncheckedIOException | IllegalStateException e) {
            return false; // it starts, or is not well
        }
    }

    private List<String> wrong(Judgement.Findings findings, boolean atRest) {
        List<String> wrong = new ArrayList<>();
        findings.lost().forEach(what -> wrong.add("lost: " + what));
        findings.doubled().forEach(what -> wrong.add("doubled: " + what));
        wrong.addAll(findings.different());
        Map<String, Scenario.Range> allowed = scenario.expect().parked();
        findings.parked().forEach((code, number) -> {
            if (!allowed.getOrDefault(code, new Scenario.Range(0, 0)).holds(number)) {
                wrong.add("parked as " + code + ": " + number + " orders, expected "
                        + allowed.getOrDefault(code, new Scenario.Range(0, 0)));
            }
        });
        allowed.forEach((code, range) -> {
            if (range.least() > 0 && !findings.parked().containsKey(code)) {
                wrong.add("parked as " + code + ": no order, expected " + range);
            }
        });
        if (!atRest) {
            wrong.add("no order went on for " + scenario.expect().within().toSeconds()
                    + " s, and not all are at their end; in queues: " + queues());
        }
        boolean hard = scenario.timeline().stream().anyMatch(t -> t.target() == Target.DISK);
        if (diedByItself > 0 && !hard) {
            wrong.add("the daemon ended by itself " + diedByItself + " times");
        }
        for (String bad : List.of("Exception in thread", "OutOfMemoryError")) {
            if (daemon.outputOfAllLives().contains(bad)) {
                wrong.add("the daemon printed '" + bad + "'");
            }
        }
        wrong.addAll(timetable.failures());
        return wrong;
    }

    private String queues() {
        try {
            return daemon.waiting().toString();
        } catch (UncheckedIOException | IllegalStateException e) {
            return "unknown";
        }
    }

    private Verdict verdict(Judgement.Findings findings, List<String> wrong, long calm, long rest) {
        DaemonProcess.HeapPeak heap = daemon.heapPeak();
        Map<String, Integer> troubles = timetable.counts();
        if (diedByItself > 0) {
            troubles.put("daemon ended by itself", diedByItself);
        }
        return new Verdict(
                scenario.name(),
                scenario.seed(),
                findings,
                wrong,
                troubles,
                surroundings.skipped(),
                heap.used(),
                heap.live(),
                threads,
                Duration.ofNanos(System.nanoTime() - started),
                Duration.ofNanos(Math.max(0, rest - calm)));
    }
}
