package io.saddlebag.simulation;

import io.saddlebag.ledger.LedgerHold;
import io.saddlebag.simulation.Scenario.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The machine around the daemon, as far as a scenario troubles it: disk, ledger file, broker, clock. */
final class Surroundings implements AutoCloseable {

    private static final int DISK_MEGABYTES = 96;
    private static final Duration POLITE = Duration.ofSeconds(40);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<String> skipped = new ArrayList<>();
    private final Set<Target> missing = EnumSet.noneOf(Target.class);
    private final Map<String, String> settings = new TreeMap<>();
    private Optional<SmallDisk> disk = Optional.empty();
    private Optional<DaemonClock> clock = Optional.empty();
    private Optional<BrokerProcess> broker = Optional.empty();

    private Surroundings() {}

    /** Makes what the scenario's troubles need, and notes what this machine does not have. */
    static Surroundings of(Scenario scenario, Path home) {
        Surroundings made = new Surroundings();
        scenario.timeline().stream().map(Trouble::target).distinct().forEach(target -> {
            try {
                made.make(target, home);
            } catch (NotHere e) {
                made.missing.add(target);
                made.skipped.add(e.getMessage());
            }
        });
        return made;
    }

    private void make(Target target, Path home) {
        switch (target) {
            case DISK -> disk = Optional.of(keep(SmallDisk.at(home.resolve("data"), DISK_MEGABYTES)));
            case CLOCK -> clock = Optional.of(DaemonClock.in(home));
            case BROKER -> {
                BrokerProcess outside = keep(BrokerProcess.in(home.resolve("broker")));
                settings.put("saddlebag.broker.url", outside.url());
                broker = Optional.of(outside);
            }
            default -> {
                // nothing to prepare
            }
        }
    }

    private <T extends AutoCloseable> T keep(T thing) {
        opened.push(thing);
        return thing;
    }

    /** What of the timeline this machine can do. */
    List<Trouble> possible(List<Trouble> timeline) {
        return timeline.stream().filter(t -> !missing.contains(t.target())).toList();
    }

    /** What it cannot do, and why. */
    List<String> skipped() {
        return List.copyOf(skipped);
    }

    /** What the daemon must be told. */
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** What the daemon's environment must hold. */
    Map<String, String> environment() {
        return clock.map(DaemonClock::environment).orElse(Map.of());
    }

    /** Whether the broker is a process beside the daemon. */
    boolean brokerOutside() {
        return broker.isPresent();
    }

    /** Begins; what is returned ends it. */
    Runnable begin(Trouble trouble, DaemonProcess daemon) {
        return switch (trouble.target()) {
            case DISK -> {
                disk.orElseThrow().fill();
                yield disk.orElseThrow()::empty;
            }
            case LEDGER -> LedgerHold.of(daemon.ledgerFile())::close;
            case BROKER -> {
                broker.orElseThrow().kill();
                yield broker.orElseThrow()::start;
            }
            case CLOCK -> {
                clock.orElseThrow().set(jump(trouble.details().getOrDefault("by", "1h")));
                yield () -> clock.orElseThrow().set(Duration.ZERO);
            }
            case DAEMON -> end(daemon, trouble.kind());
            default -> throw new IllegalArgumentException(trouble + " does not befall the machine");
        };
    }

    private static Runnable end(DaemonProcess daemon, String how) {
        synchronized (daemon) {
            daemon.wanted(false);
            if (daemon.alive()) {
                if (how.equals("kill")) {
                    daemon.kill();
                } else {
                    daemon.terminate(POLITE);
                }
            }
        }
        return () -> {
            synchronized (daemon) {
                daemon.wanted(true);
                if (!daemon.alive()) {
                    daemon.start();
                }
            }
        };
    }

    private static Duration jump(String by) {
        return by.startsWith("-") ? ScenarioFile.time(by.substring(1)).negated() : ScenarioFile.time(by);
    }

    @Override
    public void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
