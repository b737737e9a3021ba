package io.carom.standalone.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A person's wish that the running command ends (Ctrl-C): what is under way is finished, nothing new is begun. For any number of threads. */
public final class Stop {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    /** Whether the command should come to its end. */
    public boolean asked() {
        return asked.getCount() == 0;
    }

    /** Asks the command to come to its end. */
    public void ask() {
        asked.countDown();
    }

    /** Waits at most {@code time} for somebody to ask; answers whether somebody has. */
    public boolean askedWithin(Duration time) {
        try {
            return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Waits until somebody asks. Fails with {@link InterruptedException} when the waiting thread is interrupted. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Says that the command has come to its end. */
    public void finished() {
        finished.countDown();
    }

    /** For the JVM's end by a signal: asks, then waits at most {@code seconds} for the command. */
    public void askAndWait(long seconds) {
        ask();
        try {
            finished.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
