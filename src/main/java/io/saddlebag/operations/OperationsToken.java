package io.saddlebag.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The API's token: configured, or generated once into a file that only its owner can read. */
public final class OperationsToken {

    private static final String NAME = "operations.token";
    private static final int BYTES = 24;

    private OperationsToken() {}

    /**
     * The token a daemon has left in {@code <data>/operations.token}; makes none.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Optional<String> find(Path data) {
        Path file = data.resolve(NAME);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the operations token in " + file + " cannot be read", e);
        }
    }

    /**
     * The token kept in {@code <data>/operations.token}, made at the first call.
     *
     * @throws UncheckedIOException if the file cannot be read or written
     */
    public static String keptIn(Path data) {
        Path file = data.resolve(NAME);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Files.createDirectories(data);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, token + System.lineSeparator());
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException("the operations token in " + file + " cannot be read or written", e);
        }
    }
}
