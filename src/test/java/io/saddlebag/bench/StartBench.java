package io.saddlebag.bench;

import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.simulation.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged daemon as a process of its own: from its start to the first 200 of the health page, and its memory at rest. */
final class StartBench {

    private static final Path JAR = Path.of("target", "saddlebag.jar");
    private static final int STARTS = 3;
    private static final Duration REST = Duration.ofSeconds(10);

    private StartBench() {}

    static void run(Report report, Path work) throws Exception {
        if (!Files.exists(JAR)) {
            report.note("start: " + JAR + " is not built; run 'mvn -Pbench verify'");
            return;
        }
        double[] seconds = new double[STARTS];
        long[] megabytes = new long[STARTS];
        for (int i = 0; i < STARTS; i++) {
            int intake = BenchDaemon.freePort();
            int operations = BenchDaemon.freePort();
            try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
                Map<String, String> settings = new TreeMap<>(partners.settings("http://127.0.0.1:" + intake));
                Path data = BenchDaemon.empty(work.resolve("start"));
                settings.put("saddlebag.data", data.toAbsolutePath().toString());
                settings.put("saddlebag.intake.host", "127.0.0.1");
                settings.put("saddlebag.intake.port", String.valueOf(intake));
                settings.put("saddlebag.operations.port", String.valueOf(operations));
                List<String> arguments = new ArrayList<>(List.of("-Xmx512m", "-jar", JAR.toString(), "run"));
                settings.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
                long begin = System.nanoTime();
                try (JavaProcess daemon = JavaProcess.start(work.resolve("start.log"), arguments)) {
                    awaitHealth(daemon, operations);
                    seconds[i] = (System.nanoTime() - begin) / 1e9;
                    Awaitility.await("at rest, and alive")
                            .pollDelay(REST)
                            .atMost(REST.plusSeconds(5))
                            .until(daemon::alive);
                    megabytes[i] = daemon.residentMegabytes();
                }
            }
            System.out.printf(Locale.ROOT, "start %d: %.2f s, %d MB%n", i, seconds[i], megabytes[i]);
        }
        Arrays.sort(seconds);
        Arrays.sort(megabytes);
        double ready = seconds[STARTS / 2];
        long resident = megabytes[STARTS / 2];
        report.line(
                "start to first 200 of the health page (java -Xmx512m -jar, empty folders, best of " + STARTS + ": "
                        + String.format(Locale.ROOT, "%.1f s", seconds[0]) + ")",
                "–",
                String.format(Locale.ROOT, "%.1f s", ready),
                "–",
                "< 4 s",
                ready < 4);
        report.line(
                "resident memory 10 s after the start, idle",
                "–",
                resident + " MB",
                "–",
                "< 300 MB",
                resident >= 0 && resident < 300);
    }

    static void awaitHealth(JavaProcess daemon, int port) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        AtomicBoolean ready = new AtomicBoolean();
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class) // not listening yet
                    .until(() -> {
                        ready.set(daemon.alive()
                                && http.send(request, HttpResponse.BodyHandlers.discarding())
                                                .statusCode()
                                        == 200);
                        return ready.get() || !daemon.alive();
                    });
        } catch (ConditionTimeoutException e) {
            throw notReady(e);
        }
        if (!ready.get()) {
            throw notReady(new IllegalStateException("its process has ended"));
        }
    }

    private static IllegalStateException notReady(Exception cause) {
        return new IllegalStateException("the daemon was not ready within a minute; see target/bench/start.log", cause);
    }
}
