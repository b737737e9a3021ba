package io.carom.intake.log;

import io.carom.spi.Source;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows one growing log through its rotations (rename, copy and truncate, compression) and hands its events over in their order.
 * What was recorded is remembered in a folder, so that a restart, also after a kill, goes on behind it: nothing is lost, and only
 * what was handed over and not yet acknowledged, or not yet saved as such, comes again, with the same id.
 *
 * <p>{@link #start} returns at once; one thread reads. Started and closed by whoever made it. When the sink fails, following ends and
 * the sink is told so.
 */
public final class LogFollower implements Source {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final Path log;
    private final FollowOptions follow;
    private final Following following;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean closed;
    private @Nullable Thread thread;

    private LogFollower(Path log, FollowOptions follow, Following following) {
        this.log = log;
        this.follow = follow;
        this.following = following;
    }

    /** A follower of {@code log}, which need not exist yet; {@code clock} tells the year where dates have none. */
    public static LogFollower of(Path log, LogOptions options, FollowOptions follow, Clock clock) {
        return new LogFollower(log, follow, new Following(log, options, follow, clock));
    }

    @Override
    public String name() {
        return "log " + log;
    }

    /** What was read since the start. */
    public LogTally tally() {
        return following.tally();
    }

    @Override
    public synchronized void start(Sink sink) {
        if (thread != null) {
            throw new IllegalStateException(name() + " was started before; make another follower");
        }
        Thread started = new Thread(() -> run(sink), "carom-" + log.getFileName());
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /**
     * Stops reading, waits up to five seconds until what was handed over is acknowledged, and saves how far that goes. What is
     * acknowledged later comes again, with the same id.
     */
    @Override
    public void close() {
        closed = true;
        following.stop();
        stop.countDown();
        Thread started;
        synchronized (this) {
            started = thread;
        }
        if (started == null || started == Thread.currentThread()) {
            return;
        }
        try {
            started.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Sink sink) {
        String lastTrouble = "";
        long patience = PATIENCE;
        try {
            while (!closed) {
                try {
                    if (following.pass(sink)) {
                        lastTrouble = "";
                        continue;
                    }
                } catch (IOException e) {
                    String trouble = told(e);
                    if (!trouble.equals(lastTrouble)) { // said once, tried again each time
                        sink.bad(log.toString(), "the log cannot be read: " + trouble);
                        lastTrouble = trouble;
                    }
                }
                rest();
            }
        } catch (RuntimeException e) {
            // The sink failed: what it did not acknowledge comes again when the log is followed anew.
            sink.bad(log.toString(), "the log is followed no more: " + e);
            patience = 0;
        } finally {
            awaitAcknowledgement(patience);
            following.close(sink);
        }
    }

    private static String told(IOException trouble) {
        return trouble instanceof AccessDeniedException
                ? "this user may not read " + trouble.getMessage() + "; change its permissions or run as its owner"
                : String.valueOf(trouble.getMessage());
    }

    private void awaitAcknowledgement(long patience) {
        long end = System.nanoTime() + patience;
        try {
            while (following.waiting() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest() {
        try {
            if (stop.await(Math.max(1, follow.poll().toMillis()), TimeUnit.MILLISECONDS)) {
                closed = true;
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** For tests: what one look does. */
    Following following() {
        return following;
    }
}
