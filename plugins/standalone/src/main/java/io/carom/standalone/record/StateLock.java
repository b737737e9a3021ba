package io.carom.standalone.record;

import io.carom.api.CaromException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps other processes away from the positions in a folder until it is closed; a process that dies gives it up. For one thread. */
public final class StateLock implements AutoCloseable {
    private final Path folder;
    private final FileChannel file;
    private final FileLock lock;

    private StateLock(Path folder, FileChannel file, FileLock lock) {
        this.folder = folder;
        this.file = file;
        this.lock = lock;
    }

    /**
     * Takes the folder, which is made when it is not there.
     *
     * @throws CaromException when another process has it, or it cannot be written
     */
    public static StateLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(file);
            if (lock != null) {
                return new StateLock(folder, file, lock);
            }
            file.close();
        } catch (IOException e) {
            throw new CaromException(
                    "positions cannot be kept in " + folder + " (" + e + "); name another folder with --state", e);
        }
        throw new CaromException(
                "another process follows logs with the positions in " + folder
                        + "; end it first, or name another folder with --state",
                null);
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // by this very process
        }
    }

    /** The folder that is held. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try (file) {
            lock.release();
        } catch (IOException e) {
            throw new CaromException("the lock on the positions cannot be given up: " + e, e);
        }
    }
}
