package io.saddlebag.simulation;

import io.saddlebag.broker.BrokerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An Artemis in a process of its own, as a retailer with several daemons has one; its journal outlives it. */
final class BrokerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private JavaProcess process;
    private int lives;

    private BrokerProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts one and returns when it takes messages. */
    static BrokerProcess in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BrokerProcess broker = new BrokerProcess(folder, FreePort.any());
        broker.start();
        return broker;
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    void start() {
        process = JavaProcess.start(
                folder.resolve("output-" + lives++ + ".log"),
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        JavaProcess.classPath(),
                        BrokerServer.class.getName(),
                        folder.toString(),
                        String.valueOf(port)));
        long limit = System.nanoTime() + START.toNanos();
        while (!listens()) {
            if (process.ended(Duration.ofMillis(50)) || System.nanoTime() > limit) {
                throw new IllegalStateException("the broker does not start: " + process.output());
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
