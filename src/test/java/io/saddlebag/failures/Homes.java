package io.saddlebag.failures;

import io.saddlebag.simulation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What becomes of a rehearsal's home: gone if all went well, kept beside the verdict to be looked into if not. */
final class Homes {

    private Homes() {}

    static void keepOrDelete(Path home, Path kept, Verdict verdict) throws IOException {
        if (!verdict.passed()) {
            copyLogs(home, kept);
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void copyLogs(Path home, Path kept) throws IOException {
        Files.createDirectories(kept);
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
                Files.copy(
                        file,
                        kept.resolve(file.getFileName().toString()),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
