package io.saddlebag.bench;

import io.saddlebag.settings.Settings;
import io.saddlebag.wiring.Daemon;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** The product's own daemon with its own routes and default settings, on free ports and an empty folder. */
final class BenchDaemon {

    private BenchDaemon() {}

    static Daemon start(Path data, int intake, Map<String, String> partners) {
        Map<String, String> settings = new TreeMap<>(partners);
        settings.put("saddlebag.data", data.toAbsolutePath().toString());
        settings.put("saddlebag.intake.host", "127.0.0.1");
        settings.put("saddlebag.intake.port", String.valueOf(intake));
        settings.put("saddlebag.operations.port", String.valueOf(freePort()));
        return Daemon.start(Settings.load(Path.of("."), Map.of(), settings));
    }

    /** Until so many orders are in a state. */
    static void await(Daemon daemon, String state, long count, Duration limit) {
        try {
            within(limit).until(() -> daemon.ledger().counts().getOrDefault(state, 0L) >= count);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    "not " + count + " " + state + " within " + limit.toSeconds() + " s: "
                            + daemon.ledger().counts(),
                    e);
        }
    }

    /** Looks often, so that what is timed by it is not late by more than 20 ms. */
    static ConditionFactory within(Duration limit) {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(limit);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    /** An empty folder; what an earlier run left is deleted. */
    static Path empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }
}
