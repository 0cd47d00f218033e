package io.saddlebag.wiring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps a data folder to one daemon. The operating system gives the lock back when the process ends, however it ends; the
 * file stays and holds the process id of its last owner.
 */
final class FolderLock implements AutoCloseable {

    private static final String NAME = "daemon.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder.
     *
     * @throws CannotStart if another daemon has it or it cannot be written
     */
    static FolderLock take(Path data) {
        try {
            Files.createDirectories(data);
            FileChannel channel = FileChannel.open(
                    file(data), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel).isEmpty()) {
                channel.close();
                throw new CannotStart("the folder " + data + " is in use by another daemon (process "
                        + owner(data).orElse("?")
                        + "); stop that one, or give this one its own folder with saddlebag.data");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    (ProcessHandle.current().pid() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8)));
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new CannotStart(
                    "the folder " + data + " cannot be written (" + e
                            + "); give the daemon's user the right to write there, or name another folder with saddlebag.data",
                    e);
        }
    }

    /** The process that has the folder now, if any. */
    static Optional<String> owner(Path data) {
        if (!Files.isRegularFile(file(data))) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file(data), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isPresent()) {
                lock.get().release();
                return Optional.empty();
            }
            return Optional.of(Files.readString(file(data)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException inThisProcess) {
            return Optional.empty();
        }
    }

    private static Path file(Path data) {
        return data.resolve(NAME);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of the data folder cannot be given back", e);
        }
    }
}
