package io.saddlebag.testing;

import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.wiring.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a daemon inside a test is told, and the home of a person who commands it. */
public final class TestHome {

    private static final String EVERY_SECOND = "* * * * * ?";

    private TestHome() {}

    /** Settings of a daemon that works for these partners, polls every second, waits briefly and listens at free ports. */
    public static Map<String, String> settings(Path data, SandboxPartners partners, Map<String, String> more) {
        List<Integer> ports = freePorts(2);
        int intake = ports.get(0);
        Map<String, String> settings = new TreeMap<>(partners.settings("http://127.0.0.1:" + intake));
        settings.put("saddlebag.data", data.toString());
        settings.put("saddlebag.intake.host", "127.0.0.1");
        settings.put("saddlebag.intake.port", String.valueOf(intake));
        settings.put("saddlebag.operations.port", String.valueOf(ports.get(1)));
        settings.put("saddlebag.poll.orders", EVERY_SECOND);
        settings.put("saddlebag.poll.invoices", EVERY_SECOND);
        settings.put("saddlebag.poll.shipments", EVERY_SECOND);
        settings.put("saddlebag.retry.first", "50");
        settings.put("saddlebag.retry.longest", "400");
        settings.put("saddlebag.pause.probe-first", "200ms");
        settings.put("saddlebag.pause.probe-longest", "400ms");
        settings.putAll(more);
        return settings;
    }

    /** Writes the file of a home from which commands reach the running daemon; returns the home. */
    public static Path of(Path home, Path data, Daemon daemon, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(more);
        settings.put("saddlebag.data", data.toString());
        settings.put("saddlebag.operations.port", String.valueOf(daemon.operationsPort()));
        settings.put("saddlebag.operations.token", daemon.token());
        return write(home, settings);
    }

    /** Writes the file of a home; returns the home. */
    public static Path write(Path home, Map<String, String> settings) {
        try {
            Files.createDirectories(home);
            Files.writeString(
                    home.resolve("application.properties"),
                    new TreeMap<>(settings)
                            .entrySet().stream()
                                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                                    .collect(Collectors.joining("\n", "", "\n")));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Different ones, because they are all held until the last is found. */
    private static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0));
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : held) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
