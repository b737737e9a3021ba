package io.carom.store.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets processes that write to one SQLite file take turns. SQLite alone keeps them apart; but it lets a waiting one knock now and then,
 * and one that writes without a pause is rarely found away. So there is a file beside the store with two bytes to lock: who wants to
 * write takes the first, then the second, and gives the first back; he who waits for the second holds the first, and who has just
 * written finds it taken. Where the file cannot be locked, SQLite's own lock is all there is. A server database needs none of this. For
 * one thread at a time.
 */
class Turnstile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Turnstile.class);

    /** For a server database: no file. */
    static Turnstile none() {
        return new Turnstile();
    }

    /** Beside {@code store}, waiting at most {@code patience}: SQLite's own lock decides then. */
    static Turnstile beside(Path store, Duration patience) {
        return new OfFile(store.resolveSibling(store.getFileName() + ".lock"), patience);
    }

    void enter() {}

    void leave() {}

    @Override
    public void close() {}

    private static final class OfFile extends Turnstile {
        private static final long WAITING = 0;
        private static final long WRITING = 1;

        private final Path file;
        private final Duration patience;
        private @Nullable FileChannel channel;
        private @Nullable FileLock writing;
        private boolean useless = false;

        OfFile(Path file, Duration patience) {
            this.file = file;
            this.patience = patience;
        }

        @Override
        void enter() {
            if (useless) {
                return;
            }
            long end = System.nanoTime() + patience.toNanos();
            try {
                FileChannel open = open();
                FileLock waiting = lock(open, WAITING, end);
                if (waiting != null) {
                    writing = lock(open, WRITING, end);
                    waiting.release();
                }
            } catch (IOException e) {
                LOG.warn(
                        "{} cannot be locked ({}): processes that write to this store may wait longer",
                        file,
                        e.toString());
                useless = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private FileChannel open() throws IOException {
            FileChannel known = channel;
            if (known == null) {
                known = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel = known;
            }
            return known;
        }

        /** The lock, or null when the time is over or this very process has it by another journal. */
        private static @Nullable FileLock lock(FileChannel open, long which, long end)
                throws IOException, InterruptedException {
            while (true) {
                try {
                    FileLock lock = open.tryLock(which, 1, false);
                    if (lock != null || System.nanoTime() > end) {
                        return lock;
                    }
                } catch (OverlappingFileLockException e) {
                    return null;
                }
                Thread.sleep(1);
            }
        }

        @Override
        void leave() {
            FileLock held = writing;
            writing = null;
            if (held != null) {
                try {
                    held.release();
                } catch (IOException e) {
                    LOG.warn("{} cannot be unlocked: {}", file, e.toString());
                }
            }
        }

        @Override
        public void close() {
            leave();
            if (channel != null) {
                try {
                    channel.close();
                } catch (IOException e) {
                    LOG.warn("{} cannot be closed: {}", file, e.toString());
                }
            }
        }
    }
}
