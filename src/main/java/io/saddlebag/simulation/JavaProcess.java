package io.saddlebag.simulation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A JVM of the same kind as this one with the product's classes, whose output goes to a file. Its environment holds none
 * of the product's settings. Ends with its owner.
 */
public final class JavaProcess implements AutoCloseable {

    private static final long FORCED_SECONDS = 20;

    /** The closing line of a class histogram: instances, bytes. */
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");

    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it and returns at once.
     *
     * @param output takes what it prints and logs
     * @param arguments options of the JVM, class or jar, and its arguments
     */
    public static JavaProcess start(Path output, List<String> arguments) {
        return start(output, arguments, Map.of());
    }

    /** The same with more in its environment. */
    static JavaProcess start(Path output, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File(nothing())));
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("SADDLEBAG_") && !name.startsWith("SADDLEBAG_LOG_")
                        || name.startsWith("CAMEL_"));
        builder.environment().putAll(environment);
        try {
            return new JavaProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("a Java process cannot be started", e);
        }
    }

    private static String nothing() {
        return File.separatorChar == '/' ? "/dev/null" : "NUL";
    }

    /** The product's classes and libraries, without those of tests. */
    public static String classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String own = own();
        if (Arrays.stream(path.split(File.pathSeparator))
                .noneMatch(entry -> Path.of(entry).toAbsolutePath().toString().equals(own))) {
            // Maven's exec:java loads the product by a loader of its own.
            path = JavaProcess.class.getClassLoader() instanceof URLClassLoader loader
                    ? Arrays.stream(loader.getURLs())
                            .map(JavaProcess::file)
                            .collect(Collectors.joining(File.pathSeparator))
                    : own;
        }
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String own() {
        return file(JavaProcess.class.getProtectionDomain().getCodeSource().getLocation());
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toAbsolutePath().toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of this build has an odd name: " + url, e);
        }
    }

    /** The operating system's number of it. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** What it printed and logged so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it ends; whether it did in this time. */
    public boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process was waited for", e);
        }
    }

    /** {@code kill -9}; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!ended(Duration.ofSeconds(FORCED_SECONDS))) {
            throw new IllegalStateException("process " + pid() + " does not end, even by kill -9");
        }
    }

    /** {@code kill -TERM}; returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** Its exit code, once it has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Processor time used so far, of all threads. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory now, in MB; -1 where there is no {@code /proc}. */
    public long residentMegabytes() {
        long kilobytes = status("VmRSS:");
        return kilobytes < 0 ? -1 : kilobytes / 1024;
    }

    /** Bytes of all that is alive on its heap. The histogram collects and counts in one pause, so nothing in between counts. */
    public long liveHeap() {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = LIVE.matcher(answer);
            if (jcmd.waitFor() != 0 || !total.find()) {
                throw new IllegalStateException("jcmd printed no histogram: " + answer);
            }
            return Long.parseLong(total.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Threads now; -1 where there is no {@code /proc}, or it has ended. */
    public long threads() {
        return status("Threads:");
    }

    private long status(String field) {
        Path file = Path.of("/proc", String.valueOf(pid()), "status");
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1; // another system, or the process is gone
        }
    }

    /** Ends it: politely first, after some time by force. */
    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
            if (!ended(Duration.ofSeconds(FORCED_SECONDS + 5))) {
                kill();
            }
        }
    }
}
