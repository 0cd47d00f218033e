package io.saddlebag.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder on a file system of its own that can be filled up: a tmpfs, which Linux mounts for root only. */
final class SmallDisk implements AutoCloseable {

    private static final int MEGABYTE = 1024 * 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts it.
     *
     * @throws NotHere if this machine does not let us
     */
    static SmallDisk at(Path folder, int megabytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String answer =
                run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()));
        if (!answer.isEmpty()) {
            throw new NotHere("a full disk needs a small file system, which cannot be mounted here: " + answer);
        }
        return new SmallDisk(folder);
    }

    /** Takes all that is free. */
    void fill() {
        byte[] block = new byte[MEGABYTE / 16];
        try (OutputStream out = Files.newOutputStream(folder.resolve("filler"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!Files.exists(folder.resolve("filler"))) {
                throw new UncheckedIOException(full);
            }
        }
    }

    /** Gives it back. */
    void empty() {
        try {
            Files.deleteIfExists(folder.resolve("filler"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        String answer = run(List.of("umount", "-l", folder.toString()));
        if (!answer.isEmpty()) {
            throw new IllegalStateException("the small disk at " + folder + " cannot be taken away: " + answer);
        }
    }

    /** What it says; empty if all is well. */
    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : said.isEmpty() ? "it fails" : said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
