package io.saddlebag.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The time of day as one process sees it: a small library put before the C library adds an offset, which can be changed
 * while the process runs. Needs Linux and a C compiler; the clock of the machine stays as it is.
 */
final class DaemonClock {

    private final Path library;
    private final Path offset;

    private DaemonClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /**
     * Builds the library.
     *
     * @throws NotHere if that cannot be done on this machine
     */
    static DaemonClock in(Path folder) {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            throw new NotHere("a jump of the clock needs Linux");
        }
        try (InputStream code = DaemonClock.class.getResourceAsStream("/simulation/clock.c")) {
            Path source = folder.resolve("clock.c");
            Files.write(source, code.readAllBytes());
            Path library = folder.resolve("clock.so");
            Process compiler = new ProcessBuilder(List.of(
                            "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl"))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (compiler.waitFor() != 0) {
                throw new NotHere("a jump of the clock needs a C compiler that builds a library: " + said);
            }
            DaemonClock clock = new DaemonClock(library, folder.resolve("clock.offset"));
            clock.set(Duration.ZERO);
            return clock;
        } catch (IOException e) {
            throw new NotHere("a jump of the clock needs a C compiler, 'cc', which is not here");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the process needs in its environment. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "REHEARSAL_CLOCK", offset.toString());
    }

    /** From now on its clock is so far ahead, or behind. */
    void set(Duration ahead) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(ahead.toSeconds())
                .array();
        try {
            Files.write(offset, bytes, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
