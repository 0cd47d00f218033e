package io.saddlebag.kill;

import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.sandbox.SandboxPartners;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The daemon as a process of its own, started as an operator starts it: {@code run --home}. Its home outlives it, so it
 * can be killed and started again. Ends with the test.
 */
final class DaemonProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    /** The closing line of a class histogram: instances, bytes. */
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");

    private static final Pattern DEPTH =
            Pattern.compile("(?m)^saddlebag_queue_depth\\{[^}]*queue=\"([^\"]+)\"[^}]*} ([0-9.eE+]+)");

    private final Path home;
    private final List<String> jvm;
    private final int operationsPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Path> outputs = new ArrayList<>();
    private Process process;

    private DaemonProcess(Path home, List<String> jvm, int operationsPort) {
        this.home = home;
        this.jvm = jvm;
        this.operationsPort = operationsPort;
    }

    /** Lays out a home that points at the partners; polls often, waits briefly. Starts nothing. */
    static DaemonProcess at(Path home, SandboxPartners partners, Map<String, String> more) {
        int intake = freePort();
        int operations = freePort();
        Map<String, String> settings = new TreeMap<>(partners.settings("http://127.0.0.1:" + intake));
        settings.put("saddlebag.intake.host", "127.0.0.1");
        settings.put("saddlebag.intake.port", String.valueOf(intake));
        settings.put("saddlebag.operations.port", String.valueOf(operations));
        settings.put("saddlebag.operations.token", "token-of-the-test-0123456789");
        settings.put("saddlebag.poll.orders", "0/2 * * * * ?");
        settings.put("saddlebag.poll.invoices", "0/3 * * * * ?");
        settings.put("saddlebag.poll.shipments", "1/3 * * * * ?");
        settings.put("saddlebag.poll.reread", "30 * * * * ?");
        settings.put("saddlebag.retry.first", "50");
        settings.put("saddlebag.retry.longest", "1000");
        settings.put("saddlebag.pause.probe-first", "200ms");
        settings.put("saddlebag.pause.probe-longest", "1s");
        settings.put("saddlebag.poll.webhooks", "5000");
        settings.put("saddlebag.consumers.erp", "8");
        settings.put("saddlebag.erp.odoo.connections", "8");
        settings.put("saddlebag.erp.odoo.timeout", "2s");
        settings.put("saddlebag.store.main.timeout", "5s");
        settings.putAll(more);
        copy(Path.of("routes"), home.resolve("routes"));
        copy(Path.of("mappings"), home.resolve("mappings"));
        write(home.resolve("application.properties"), settings);
        return new DaemonProcess(home, List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), operations);
    }

    /** Starts it and returns at once. */
    DaemonProcess start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath(), "io.saddlebag.Main", "run", "--home", home.toString()));
        Path output = home.resolve("output-" + outputs.size() + ".log");
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        outputs.add(output);
        return this;
    }

    /** Starts it and returns when it is up. */
    DaemonProcess startAndWait() {
        start();
        awaitUp();
        return this;
    }

    void awaitUp() {
        await("the daemon is up")
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the daemon ended by itself: " + output());
                    }
                    return output().contains("saddlebag is up");
                });
    }

    /** Lets it run for a while. */
    void runFor(long millis) {
        try {
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the daemon ended by itself: " + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        await("the killed daemon is gone").atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
    }

    /** {@code kill -TERM}; returns how long it took to end. */
    Duration terminate(Duration atMost) {
        long start = System.nanoTime();
        process.destroy();
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the daemon does not end: " + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    int exitCode() {
        return process.exitValue();
    }

    /** What it printed and logged since its last start. */
    String output() {
        try {
            return Files.readString(outputs.get(outputs.size() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it printed and logged since its first start. */
    String outputOfAllLives() {
        return outputs.stream()
                .map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .collect(Collectors.joining("\n"));
    }

    /** Its ledger, read beside it. */
    Ledger ledger() {
        return LedgerFactory.open(LedgerSettings.sqlite(home.resolve("data").resolve("ledger.db")));
    }

    /** An answer of the operations port. */
    String operations(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operationsPort + path))
                                    .header("Authorization", "Bearer token-of-the-test-0123456789")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Messages in all of its queues, from its metrics. */
    long queued() {
        return waiting().values().stream().mapToLong(depth -> depth).sum();
    }

    /** Messages per queue that has any, from its metrics. */
    Map<String, Long> waiting() {
        Map<String, Long> depths = new TreeMap<>();
        DEPTH.matcher(operations("/observe/metrics"))
                .results()
                .forEach(found -> depths.put(found.group(1), (long) Double.parseDouble(found.group(2))));
        if (depths.isEmpty()) {
            throw new IllegalStateException("the daemon's metrics tell no depth of a queue");
        }
        depths.values().removeIf(depth -> depth == 0);
        return depths;
    }

    /** Bytes of all that is alive. The histogram collects and counts in one pause, so polls in between do not count. */
    long heap() {
        Matcher total = LIVE.matcher(jcmd("GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("jcmd printed no histogram");
        }
        return Long.parseLong(total.group(1));
    }

    private String jcmd(String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(process.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (jcmd.waitFor() != 0) {
                throw new IllegalStateException("jcmd " + command + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The product's classes and libraries, without the tests' own. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(f -> !f.toString().contains(".examples")).toList()) {
                Files.createDirectories(to);
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to.resolve(from.relativize(file)));
                } else {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
