package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.simulation.Judgement;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Judges the demo by what the partners hold, not by what we believe: each order once everywhere, invoiced and shown. */
final class DemoVerdict {

    private static final int TOLD = 10;

    private final SandboxPartners partners;
    private final Ledger ledger;

    DemoVerdict(SandboxPartners partners, Ledger ledger) {
        this.partners = partners;
        this.ledger = ledger;
    }

    boolean done(List<Long> placed) {
        Map<String, Long> counts = ledger.counts();
        long ended = counts.getOrDefault(OrderState.COMPLETED.name(), 0L) + counts.getOrDefault("PARKED", 0L);
        return ended >= placed.size();
    }

    /**
     * Prints what became of the orders.
     *
     * @param interrupted whether a person ended the demo: then only what we call done is judged
     * @return the exit code
     */
    int print(PrintStream out, List<Long> placed, Instant started, boolean interrupted) {
        List<Long> judged = placed.stream()
                .filter(id -> !interrupted
                        || ledger.order(new OrderKey("main", String.valueOf(id)))
                                .filter(row -> row.state() == OrderState.COMPLETED)
                                .isPresent())
                .toList();
        int onTheirWay = placed.size() - judged.size();
        Judgement.Findings findings = Judgement.of(partners, ledger).findings(judged, placed);
        List<String> unfinished = findings.different().stream()
                .filter(what -> !what.contains("  trace: "))
                .toList();
        out.println();
        out.printf(
                "%d orders in %.1f s%n",
                placed.size(), Duration.between(started, Instant.now()).toMillis() / 1000.0);
        ledger.counts().forEach((state, n) -> {
            if (n > 0) {
                out.printf("  %-15s %6d%n", state.toLowerCase(Locale.ROOT).replace('_', '-'), n);
            }
        });
        if (onTheirWay > 0) {
            out.printf("%d were still on their way and are not judged%n", onTheirWay);
        }
        out.printf(
                "lost %d, doubled %d%n",
                findings.lost().size(), findings.doubled().size());
        out.println("leg                      p50 ms   p99 ms");
        ledger.legs(started).forEach((leg, l) -> leg(out, leg, l));
        ledger.latencies(started).forEach((leg, l) -> leg(out, leg, l));
        tell(out, "lost", findings.lost());
        tell(out, "doubled", findings.doubled());
        tell(out, "not done", unfinished);
        ledger.parked(Optional.empty(), TOLD)
                .forEach(parked -> out.printf(
                        "parked: %s at %s: %s -> %s%n",
                        parked.order().map(OrderKey::toString).orElse("-"),
                        parked.step(),
                        parked.cause(),
                        parked.remedy()));
        boolean good = findings.lost().isEmpty()
                && findings.doubled().isEmpty()
                && findings.parked().isEmpty()
                && unfinished.isEmpty();
        return good ? 0 : 1;
    }

    private static void leg(PrintStream out, String leg, Ledger.Latency latency) {
        out.printf(
                "  %-21s %8d %8d%n",
                leg, latency.p50().toMillis(), latency.p99().toMillis());
    }

    private static void tell(PrintStream out, String word, List<String> problems) {
        problems.stream().limit(TOLD).forEach(problem -> out.println(word + ": " + problem));
        if (problems.size() > TOLD) {
            out.println(word + ": … and " + (problems.size() - TOLD) + " more");
        }
    }
}
