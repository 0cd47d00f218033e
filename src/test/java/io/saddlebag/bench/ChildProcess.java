package io.saddlebag.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A JVM of the same kind, started and ended by the benchmark. */
final class ChildProcess implements AutoCloseable {

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    static ChildProcess java(Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return new ChildProcess(new ProcessBuilder(command)
                .redirectError(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start());
    }

    /** The command {@code sandbox} of the product in a process of its own. */
    static ChildProcess sandbox(Path log, int ports, int intake) throws IOException {
        return java(
                log,
                List.of(
                        "-Xmx768m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.saddlebag.Main",
                        "sandbox",
                        "--ship-after",
                        "0",
                        "--ports",
                        String.valueOf(ports),
                        "--intake",
                        "http://127.0.0.1:" + intake));
    }

    /** The lines {@code key=value} it prints until the first empty run of output that begins with a hash again. */
    Map<String, String> printedSettings() {
        Map<String, String> settings = new TreeMap<>();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("#") && !settings.isEmpty()) {
                    break;
                }
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    settings.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    /** Processor time used so far, of all threads. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory now, in MB; -1 where there is no {@code /proc}. */
    long residentMegabytes() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    /** All that is alive on its heap, in MB: a class histogram collects and counts in one pause. */
    long liveHeapMegabytes() throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        "GC.class_histogram")
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)")
                .matcher(answer)
                .results()
                .mapToLong(total -> Long.parseLong(total.group(1)) / 1_000_000)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("jcmd printed no histogram"));
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(25, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
