package io.carom.store.jdbc;

import io.carom.api.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process from writing to the same SQLite file: what one engine remembers of an address would be stale as soon as
 * another one decides. Held from opening to closing, given back by the system when the process dies.
 */
final class WriterLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private WriterLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static WriterLock take(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new JournalException(
                    file + ": cannot open the store for writing: " + beside
                            + " cannot be written; make the folder writable or use --store with another file",
                    false,
                    e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new WriterLock(channel, lock);
            }
        } catch (OverlappingFileLockException e) {
            // This very process has opened it before: the same answer as for another one.
        } catch (IOException e) {
            close(channel, e);
            throw new JournalException(
                    file + ": cannot lock the store: " + e.getMessage() + "; use a local disk", false, e);
        }
        close(channel, null);
        throw new JournalException(
                file + ": another process writes to it; stop it or use --store with another file", true, null);
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw new JournalException("the store's lock cannot be given back: " + e.getMessage(), false, e);
        }
    }

    private static void close(FileChannel channel, @Nullable IOException because) {
        try {
            channel.close();
        } catch (IOException e) {
            if (because != null) {
                because.addSuppressed(e);
            }
        }
    }
}
