package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.aCapture;
import static io.saddlebag.ledger.LedgerFixtures.aParked;
import static io.saddlebag.ledger.LedgerFixtures.aVersion;
import static io.saddlebag.ledger.LedgerFixtures.anEvent;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must survive: many writers, restarts, a killed process, a database that does not write. */
@Timeout(120)
abstract class DurabilityContract {

    private static final int THREADS = 16;

    Ledger ledger;

    /** A place of this test's own; the same one through one test. */
    abstract LedgerSettings settings();

    /** Makes the database refuse every write, until the returned one is closed. */
    abstract AutoCloseable blockWrites() throws Exception;

    @BeforeEach
    void open() {
        ledger = LedgerFactory.open(settings());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void sixteenWritersOnDistinctOrdersLoseNothing() throws Exception {
        inParallel(thread -> {
            for (int i = 0; i < 50; i++) {
                OrderKey order = key(thread * 1_000 + i);
                ledger.record(aCapture(order));
                ledger.record(anEvent(order, "done", 1, "").moveTo(OrderState.POSTED));
            }
        });

        assertThat(ledger.counts()).contains(entry("POSTED", THREADS * 50L), entry("CAPTURED", 0L));
    }

    @Test
    void sixteenWritersOnOneOrderTakeTurns() throws Exception {
        OrderKey order = key(7);
        inParallel(thread -> {
            ledger.record(aCapture(order));
            for (int i = 0; i < 20; i++) {
                ledger.record(anEvent(order, "done", 1, ""));
                ledger.park(aParked("p" + thread, Optional.of(order), "step-" + thread, 1));
                ledger.close(order, "step-" + thread, "done with it");
            }
        });

        assertThat(ledger.trace(order)).singleElement().satisfies(event -> assertThat(event.attempts())
                .isEqualTo(THREADS * 20));
        assertThat(ledger.order(order).orElseThrow().parked()).isZero();
        assertThat(ledger.counts()).contains(entry("CAPTURED", 1L), entry("PARKED", 0L));
    }

    @Test
    void twoDaemonsOnTheSameOrdersKeepEveryCountRight() throws Exception {
        try (Ledger second = LedgerFactory.open(settings())) {
            inParallel(thread -> {
                Ledger mine = thread % 2 == 0 ? ledger : second;
                for (int i = 0; i < 20; i++) {
                    OrderKey order = key(i);
                    mine.park(aParked("p" + i, Optional.of(order), "post-order", 1));
                    mine.record(aCapture(order).reference("odoo", "order", "S" + (i / 2)));
                    mine.record(Step.of(order).moveTo(OrderState.POSTED).closes("post-order"));
                }
            });

            ledger.parked(Optional.empty(), 100)
                    .forEach(parked -> second.close(parked.order().orElseThrow(), "post-order", "test"));
            assertThat(ledger.counts()).contains(entry("POSTED", 20L), entry("PARKED", 0L), entry("CAPTURED", 0L));
            assertThat(ledger.orders(Ledger.OrderFilter.all(100)))
                    .hasSize(20)
                    .allSatisfy(row -> assertThat(row.parked()).isZero());
        }
    }

    @Test
    void daemonsThatMeetANewOrderAtTheSameTimeShareItsRow() throws Exception {
        try (Ledger second = LedgerFactory.open(settings())) {
            inParallel(thread -> {
                Ledger mine = thread % 2 == 0 ? ledger : second;
                for (int i = 0; i < 60; i++) {
                    mine.record(aCapture(key(i)));
                }
            });
        }

        assertThat(ledger.counts()).contains(entry("CAPTURED", 60L));
    }

    @Test
    void oneBadWriteFailsAloneInItsBatch() throws Exception {
        Set<Class<?>> failures = new HashSet<>();
        inParallel(thread -> {
            for (int i = 0; i < 20; i++) {
                ledger.record(aCapture(key(thread * 100 + i)));
                try {
                    ledger.record(Step.of(key(900_000 + thread)).moveTo(OrderState.POSTED));
                } catch (UnknownOrder e) {
                    synchronized (failures) {
                        failures.add(e.getClass());
                    }
                }
            }
        });

        assertThat(failures).containsExactly(UnknownOrder.class);
        assertThat(ledger.counts()).contains(entry("CAPTURED", THREADS * 20L));
    }

    @Test
    void aWriteTheDatabaseRefusesLeavesNoTraceAndIsNotCalledAnOutage() {
        ledger.record(aCapture(key(1)));
        Step bad = Step.of(key(1))
                .moveTo(OrderState.POSTED)
                .event(T0, "post-order", "1", "odoo", "done", Duration.ZERO, "", null);

        assertThatThrownBy(() -> ledger.record(bad)).isInstanceOf(LedgerRefused.class);

        OrderRow row = ledger.order(key(1)).orElseThrow();
        assertThat(row.state()).isEqualTo(OrderState.CAPTURED);
        assertThat(ledger.counts()).contains(entry("CAPTURED", 1L), entry("POSTED", 0L));
        assertThat(ledger.trouble()).isEmpty();
    }

    @Test
    void remembersEverythingAfterARestart() {
        OrderRow row = ledger.record(aCapture(key(1)).seen(aVersion(3, "h9"))).row();
        ledger.moveCursor("poll", "42");
        ledger.close();

        ledger = LedgerFactory.open(settings());

        assertThat(ledger.order(key(1))).contains(row);
        assertThat(ledger.cursor("poll")).contains("42");
        assertThat(ledger.counts()).contains(entry("CAPTURED", 1L));
    }

    @Test
    void aClosedLedgerSaysSo() {
        ledger.close();

        assertThatThrownBy(() -> ledger.record(aCapture(key(1))))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("closed");
        assertThat(ledger.trouble()).isPresent();
    }

    @Test
    void everyAcknowledgedWriteSurvivesKillMinusNine() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        settings().url(),
                        settings().user(),
                        settings().password())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            acknowledge(lines, acknowledged, 1_000);
            // not Process.destroyForcibly, which throws away what the child has printed
            child.toHandle().destroyForcibly();
            acknowledge(lines, acknowledged, Integer.MAX_VALUE);
        } finally {
            child.destroyForcibly().waitFor();
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(1_000);
        assertThat(acknowledged).allSatisfy(order -> assertThat(ledger.order(OrderKey.parse(order)))
                .isPresent());
        long held = ledger.counts().get("CAPTURED");
        assertThat(held).isBetween((long) acknowledged.size(), acknowledged.size() + 4L);
    }

    @Test
    void aDatabaseThatCannotBeWrittenIsUnavailableAndComesBack() throws Exception {
        ledger.record(aCapture(key(1)));

        try (AutoCloseable blocked = blockWrites()) {
            assertThatThrownBy(() -> ledger.record(aCapture(key(2)))).isInstanceOf(LedgerUnavailable.class);
            assertThat(ledger.trouble()).isPresent();
        }

        assertThat(ledger.trouble()).isEmpty();
        ledger.record(aCapture(key(2)));
        assertThat(ledger.counts()).contains(entry("CAPTURED", 2L));
    }

    private static void acknowledge(BufferedReader lines, List<String> acknowledged, int enough) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            // the last line of a killed process may be half a line
            if (line.startsWith("ACK killed:") && line.length() > "ACK killed:".length()) {
                acknowledged.add(line.substring("ACK ".length()));
            }
            if (acknowledged.size() >= enough) {
                return;
            }
        }
    }

    private interface Work {
        void run(int thread);
    }

    private static void inParallel(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> tasks = IntStream.range(0, THREADS)
                    .mapToObj(thread -> (Callable<Boolean>) () -> {
                        work.run(thread);
                        return true;
                    })
                    .toList();
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
