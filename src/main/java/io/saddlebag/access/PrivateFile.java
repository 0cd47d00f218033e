package io.saddlebag.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;

/**
 * A JSON file that only its owner may read. It is replaced as a whole, so a reader sees the old or the new one; several
 * processes change it one after the other.
 */
final class PrivateFile {

    private static final String OWNER_ONLY = "rw-------";

    private final Path file;

    PrivateFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** The document; an empty object where there is no file. */
    ObjectNode read() {
        try {
            if (!Files.exists(file)) {
                return JsonNodeFactory.instance.objectNode();
            }
            JsonNode json = Documents.parse(Files.readString(file));
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new AccessRefused(file + " holds no JSON object; take it from a backup, or delete it to begin anew");
        } catch (NotJson e) {
            throw new AccessRefused(
                    file + " is " + e.getMessage() + "; take it from a backup, or delete it to begin anew");
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be read", e);
        }
    }

    /** When the file was last replaced, as a number that differs from then on. */
    long version() {
        try {
            return Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() * 31 + Files.size(file) : -1;
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be read", e);
        }
    }

    /** Changes the document. */
    void change(UnaryOperator<ObjectNode> change) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Path guard = folder.resolve(file.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the lock of " + guard + " was lost");
                }
                Path next = Files.createTempFile(folder, file.getFileName().toString(), ".new", ownerOnly(folder));
                Files.writeString(next, change.apply(read()).toPrettyString() + System.lineSeparator());
                Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be written", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
    }
}
