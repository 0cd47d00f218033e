package io.saddlebag.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where it was measured. */
public final class Machine {

    private Machine() {}

    public static String describe() throws IOException {
        return "%d processors (%s), %d MB for this JVM, Java %s, load before: %s."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        Runtime.getRuntime().maxMemory() >> 20,
                        Runtime.version(),
                        load());
    }

    /** Runnable and waiting processes over 1, 5 and 15 minutes; unknown where there is no {@code /proc}. */
    static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.isReadable(file) ? Files.readString(file).strip().replaceFirst("( \\S+){2}$", "") : "unknown";
    }

    /** Processor time of this JVM so far, nanoseconds. */
    static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Processor time of this thread so far, nanoseconds. */
    static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
