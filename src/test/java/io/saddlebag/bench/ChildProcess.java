package io.saddlebag.bench;

import io.saddlebag.simulation.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** The command {@code sandbox} of the product in a process of its own. */
final class ChildProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String LAST = "# Place 5 orders";

    private final JavaProcess process;

    private ChildProcess(JavaProcess process) {
        this.process = process;
    }

    static ChildProcess sandbox(Path log, int ports, int intake) {
        return new ChildProcess(JavaProcess.start(
                log,
                List.of(
                        "-Xmx768m",
                        "-cp",
                        JavaProcess.classPath(),
                        "io.saddlebag.Main",
                        "sandbox",
                        "--ship-after",
                        "0",
                        "--ports",
                        String.valueOf(ports),
                        "--intake",
                        "http://127.0.0.1:" + intake)));
    }

    /** The lines {@code key=value} it prints when it is up. */
    Map<String, String> printedSettings() {
        Awaitility.await("the sandbox is up").atMost(START).until(() -> process.output()
                .contains(LAST));
        Map<String, String> settings = new TreeMap<>();
        for (String line : process.output().lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.startsWith("saddlebag.")) {
                settings.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return settings;
    }

    /** Processor time used so far, of all threads. */
    Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
