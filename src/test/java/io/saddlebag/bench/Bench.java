package io.saddlebag.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The product's own benchmark: {@code mvn -Pbench verify}. Measures what the product promises as ratios within one run
 * and writes {@code target/bench.md}. Takes about ten minutes; arguments name single parts ({@code intake}, {@code
 * journey}, {@code erp}, {@code isolation}, {@code start}, {@code backlog}, {@code availability}, {@code publish}, {@code console}).
 */
public final class Bench {

    private static final List<String> PARTS =
            List.of("start", "intake", "journey", "erp", "isolation", "backlog", "availability", "publish", "console");

    private Bench() {}

    /** Runs the parts named, or all; always ends with 0, because a shared machine is no judge. */
    public static void main(String[] args) throws Exception {
        Set<String> wanted = new TreeSet<>(args.length == 0 ? PARTS : List.of(args));
        Report report = new Report(Machine.describe());
        Path work = Files.createDirectories(Path.of("target", "bench"));
        if (wanted.contains("start")) {
            StartBench.run(report, work);
        }
        if (wanted.contains("intake")) {
            IntakeBench.run(report, work);
        }
        if (wanted.contains("journey")) {
            JourneyBench.run(report, work);
        }
        if (wanted.contains("erp")) {
            ErpBench.run(report, work);
        }
        if (wanted.contains("isolation")) {
            IsolationBench.run(report, work);
        }
        if (wanted.contains("backlog")) {
            BacklogBench.run(report, work);
        }
        if (wanted.contains("availability")) {
            AvailabilityBench.run(report);
        }
        if (wanted.contains("publish")) {
            PublishBench.run(report, work);
        }
        if (wanted.contains("console")) {
            ConsoleBench.run(report, work);
        }
        report.ended(Machine.load());
        write(report);
        System.exit(0); // the embedded servers' threads need not be waited for
    }

    private static void write(Report report) throws IOException {
        Path file = Path.of("target", "bench.md");
        Files.writeString(file, report.markdown());
        System.out.println(report.markdown());
        System.out.println("written to " + file);
    }
}
