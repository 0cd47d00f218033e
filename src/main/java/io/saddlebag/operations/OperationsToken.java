package io.saddlebag.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The API's token: configured, or generated once into a file that only its owner can read. */
public final class OperationsToken {

    private static final int BYTES = 24;

    private OperationsToken() {}

    /**
     * The token kept in {@code <data>/operations.token}, made at the first call.
     *
     * @throws UncheckedIOException if the file cannot be read or written
     */
    public static String keptIn(Path data) {
        Path file = data.resolve("operations.token");
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
