package io.saddlebag.failures;

import io.saddlebag.bench.Machine;
import io.saddlebag.simulation.Rehearsal;
import io.saddlebag.simulation.Scenario;
import io.saddlebag.simulation.ScenarioFile;
import io.saddlebag.simulation.Verdict;
import io.saddlebag.simulation.VerdictPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The long form: every scenario of the folder {@code src/main/scenarios/}, one after the other. Prints each verdict and writes all of
 * them to {@code target/failures/}; its exit code is 1 if one deviates.
 *
 * <p>{@code -Dsaddlebag.failures.orders=N}: no scenario places more; {@code -Dsaddlebag.failures.only=storm,erp-down};
 * {@code -Dsaddlebag.failures.folder=DIR}: other scenarios.
 */
public final class FailureSuite {

    private static final Path TARGET = Path.of("target", "failures");
    private static final List<String> JVM = List.of("-Xmx512m");

    private FailureSuite() {}

    /** Runs them. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int most = Integer.getInteger("saddlebag.failures.orders", 10_000);
        String only = System.getProperty("saddlebag.failures.only", "");
        Path folder = Path.of(System.getProperty("saddlebag.failures.folder", "src/main/scenarios"));
        List<Verdict> verdicts = new ArrayList<>();
        for (Scenario scenario : ScenarioFile.all(folder)) {
            if (!only.isEmpty() && !Arrays.asList(only.split(",")).contains(scenario.name())) {
                continue;
            }
            System.out.println("… " + scenario.name() + ": " + scenario.description());
            Path home = Files.createTempDirectory("saddlebag-" + scenario.name());
            Verdict verdict = Rehearsal.of(scenario.atMost(most), home, Path.of("routes"), Path.of("mappings"), JVM);
            verdicts.add(verdict);
            System.out.println(verdict.text());
            VerdictPage.write(TARGET, "long", Machine.describe(), verdicts);
            Homes.keepOrDelete(home, TARGET.resolve(scenario.name()), verdict);
        }
        System.out.printf(
                "%d scenarios, %d deviate; see %s%n",
                verdicts.size(), verdicts.stream().filter(v -> !v.passed()).count(), TARGET.resolve("long.md"));
        System.exit(verdicts.stream().allMatch(Verdict::passed) ? 0 : 1);
    }
}
