package io.saddlebag.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a scenario ended.
 *
 * @param scenario its name
 * @param seed chance's
 * @param findings what became of the orders
 * @param wrong what must not be, in words; empty if all is well
 * @param troubles what was done to the daemon and its partners, with how often
 * @param skipped what could not be done on this machine, and why
 * @param heapUsed fullest heap of the daemon at a collection, MB, with garbage
 * @param heapLive the same without garbage
 * @param threads most threads of the daemon; -1 where the system does not tell
 * @param took from the first order to rest
 * @param recovery from the last order and the last trouble to rest
 */
public record Verdict(
        String scenario,
        long seed,
        Judgement.Findings findings,
        List<String> wrong,
        Map<String, Integer> troubles,
        List<String> skipped,
        long heapUsed,
        long heapLive,
        long threads,
        Duration took,
        Duration recovery) {

    private static final int TOLD = 40;

    /** Copies the collections. */
    public Verdict {
        wrong = List.copyOf(wrong);
        troubles = Map.copyOf(troubles);
        skipped = List.copyOf(skipped);
    }

    /** Whether all is as it must be. */
    public boolean passed() {
        return wrong.isEmpty();
    }

    /** Whether the scenario could not be run on this machine. */
    public boolean notRun() {
        return findings.placed() == 0 && !skipped.isEmpty();
    }

    /** One word. */
    public String word() {
        return notRun() ? "skipped" : passed() ? "pass" : "FAIL";
    }

    /** What was done, in words: {@code daemon kill 6, erp down 1}. */
    public String troublesInWords() {
        return troubles.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }

    /** A few lines for a person. */
    public String text() {
        Judgement.Findings f = findings;
        List<String> lines = new ArrayList<>();
        lines.add("%-26s %s".formatted(scenario, word()));
        if (!notRun()) {
            lines.add("  orders      %d placed, %d captured, %d posted, %d released, %d shipped, %d invoiced, %d shown"
                    .formatted(
                            f.placed(), f.captured(), f.posted(), f.released(), f.shipped(), f.invoiced(), f.shown()));
            lines.add("  apart       %d taken back before posting, parked %s".formatted(f.withdrawn(), f.parked()));
            lines.add("  lost %d, doubled %d"
                    .formatted(f.lost().size(), f.doubled().size()));
            lines.add("  troubles    " + (troubles.isEmpty() ? "none" : troublesInWords()) + "; seed " + seed);
            lines.add("  time        %.1f s, at rest %.1f s after the last trouble and order"
                    .formatted(seconds(took), seconds(recovery)));
            lines.add("  daemon      heap %d MB at most (%d MB alive), %d threads at most"
                    .formatted(heapUsed, heapLive, threads));
        }
        skipped.forEach(what -> lines.add("  skipped     " + what));
        wrong.stream().limit(TOLD).forEach(what -> lines.add("  wrong       " + what));
        if (wrong.size() > TOLD) {
            lines.add("  wrong       … and " + (wrong.size() - TOLD) + " more");
        }
        return String.join("\n", lines);
    }

    static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
