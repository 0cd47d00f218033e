package io.saddlebag.simulation;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.sandbox.SandboxPartners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The daemon as a process of its own, started as an operator starts it: {@code run --home}. Its home outlives it, so it
 * can be killed and started again. Ends with its owner. It resolves no host name but {@code localhost}, so whatever its
 * routes and settings name, it can reach this machine only (addresses in numbers excepted; {@link Rehearsal} finds those).
 */
public final class DaemonProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 50;
    private static final String TOKEN = "token-of-the-rehearsal-0123456789";

    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

    private static final Pattern DEPTH =
            Pattern.compile("(?m)^saddlebag_queue_depth\\{[^}]*queue=\"([^\"]+)\"[^}]*} ([0-9.eE+]+)");

    private final Path home;
    private final List<String> jvm;
    private final Map<String, String> environment;
    private final int intakePort;
    private final int operationsPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JavaProcess> lives = new ArrayList<>();
    private boolean wanted;

    private DaemonProcess(
            Path home, List<String> jvm, Map<String, String> environment, int intakePort, int operationsPort) {
        this.home = home;
        this.jvm = jvm;
        this.environment = environment;
        this.intakePort = intakePort;
        this.operationsPort = operationsPort;
    }

    /** Lays out a home that points at the partners; polls often, waits briefly. Starts nothing. */
    public static DaemonProcess at(Path home, SandboxPartners partners, Map<String, String> more) {
        int intake = FreePort.any();
        Map<String, String> settings = new TreeMap<>(partners.settings("http://127.0.0.1:" + intake));
        settings.putAll(impatient());
        settings.putAll(more);
        return in(
                HomeFolder.at(home).copy(Path.of("routes"), Path.of("mappings")),
                intake,
                settings,
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Map.of());
    }

    /** Settings of a daemon that polls often, waits briefly and soon gives up a call, so that a rehearsal is short. */
    static Map<String, String> impatient() {
        Map<String, String> settings = new TreeMap<>();
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
        return settings;
    }

    /**
     * A daemon of a home that has its routes and mappings. Starts nothing.
     *
     * @param intake port of its intake
     * @param settings everything else it is told
     * @param jvm options of its JVM
     * @param environment what its environment holds beside this process's own
     */
    static DaemonProcess in(
            HomeFolder home,
            int intake,
            Map<String, String> settings,
            List<String> jvm,
            Map<String, String> environment) {
        int operations = FreePort.any();
        Map<String, String> all = new TreeMap<>(settings);
        all.put("saddlebag.intake.host", "127.0.0.1");
        all.put("saddlebag.intake.port", String.valueOf(intake));
        all.put("saddlebag.operations.host", "127.0.0.1");
        all.put("saddlebag.operations.port", String.valueOf(operations));
        all.put("saddlebag.operations.token", TOKEN);
        home.settings(all);
        List<String> options = new ArrayList<>(jvm);
        options.add("-Djdk.net.hosts.file=" + home.hosts());
        return new DaemonProcess(home.folder(), options, environment, intake, operations);
    }

    /** Where it takes webhooks. */
    public int intakePort() {
        return intakePort;
    }

    /** Its home. */
    Path home() {
        return home;
    }

    /** Starts it and returns at once. */
    public DaemonProcess start() {
        int life = lives.size();
        List<String> command = new ArrayList<>(jvm);
        command.add("-Xlog:gc:file=" + home.resolve("gc-" + life + ".log"));
        command.addAll(List.of("-cp", JavaProcess.classPath(), "io.saddlebag.Main", "run", "--home", home.toString()));
        lives.add(JavaProcess.start(home.resolve("output-" + life + ".log"), command, environment));
        wanted = true;
        return this;
    }

    /** Starts it and returns when it is up. */
    public DaemonProcess startAndWait() {
        start();
        awaitUp();
        return this;
    }

    /** Returns when it is up; throws if it ends before. */
    public void awaitUp() {
        long limit = System.nanoTime() + START.toNanos();
        while (!output().contains("saddlebag is up")) {
            runFor(LOOK_MILLIS);
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("the daemon is not up after " + START.toSeconds() + " s: " + output());
            }
        }
    }

    /** Whether it runs. */
    public boolean alive() {
        return !lives.isEmpty() && life().alive();
    }

    /** Tells that it shall run, or shall be down. */
    void wanted(boolean now) {
        wanted = now;
    }

    /** Whether it shall run. */
    boolean isWanted() {
        return wanted;
    }

    /** Lets it run for a while; throws if it ends. */
    public void runFor(long millis) {
        if (life().ended(Duration.ofMillis(millis))) {
            throw new IllegalStateException("the daemon ended by itself: " + output());
        }
    }

    /** {@code kill -9}. */
    public void kill() {
        life().kill();
    }

    /** {@code kill -TERM}; returns how long it took to end. */
    public Duration terminate(Duration atMost) {
        long start = System.nanoTime();
        life().terminate();
        if (!life().ended(atMost)) {
            throw new IllegalStateException("the daemon does not end: " + output());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private JavaProcess life() {
        return lives.get(lives.size() - 1);
    }

    /** Its number. */
    long pid() {
        return life().pid();
    }

    /** Its exit code, once it has ended. */
    public int exitCode() {
        return life().exitCode();
    }

    /** What it printed and logged since its last start. */
    public String output() {
        return life().output();
    }

    /** What it printed and logged since its first start. */
    public String outputOfAllLives() {
        return lives.stream().map(JavaProcess::output).collect(Collectors.joining("\n"));
    }

    /** Its ledger, read beside it. */
    public Ledger ledger() {
        return LedgerFactory.open(LedgerSettings.sqlite(ledgerFile()));
    }

    Path ledgerFile() {
        return home.resolve("data").resolve("ledger.db");
    }

    /** An answer of the operations port. */
    public String operations(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operationsPort + path))
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .timeout(ANSWER)
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
    public long queued() {
        return waiting().values().stream().mapToLong(depth -> depth).sum();
    }

    /** Messages per queue that has any, from its metrics. */
    public Map<String, Long> waiting() {
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

    /** Threads now; -1 where the system does not tell. */
    long threads() {
        return alive() ? life().threads() : -1;
    }

    /**
     * The fullest its heap was in any life, in MB, at the moment of a collection: with garbage, and without.
     *
     * @param used before a collection
     * @param live after one
     */
    record HeapPeak(long used, long live) {}

    HeapPeak heapPeak() {
        long used = 0;
        long live = 0;
        for (int life = 0; life < lives.size(); life++) {
            Path log = home.resolve("gc-" + life + ".log");
            try {
                if (Files.exists(log)) {
                    Matcher collections = COLLECTION.matcher(Files.readString(log));
                    while (collections.find()) {
                        used = Math.max(used, Long.parseLong(collections.group(1)));
                        live = Math.max(live, Long.parseLong(collections.group(2)));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new HeapPeak(used, live);
    }

    /** Bytes of all that is alive. */
    public long heap() {
        return life().liveHeap();
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        if (alive()) {
            kill();
        }
    }
}
