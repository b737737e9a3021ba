package io.carom.engine.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's way through time: when it is to be woken, what it has done, since when something waits. Steps are taken by one thread at
 * a time; everything else is asked by any thread.
 */
final class Course {
    private static final Logger LOG = LoggerFactory.getLogger(Course.class);
    private static final Duration FIRST_REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 20;

    private final Worker worker;
    private final Clock clock;
    private final Semaphore woken = new Semaphore(0);
    private final Object step = new Object();

    private Instant due;
    private Instant progress;
    private @Nullable Instant waitingSince;
    private long done;
    private long waiting;
    private int failures;
    private @Nullable String failure;
    private boolean silent;

    Course(Worker worker, Clock clock) {
        this.worker = worker;
        this.clock = clock;
        this.progress = clock.instant();
        this.due = progress;
    }

    Worker worker() {
        return worker;
    }

    Semaphore woken() {
        return woken;
    }

    synchronized boolean isDue(Instant now) {
        return !due.isAfter(now);
    }

    /** Takes it as due now. */
    synchronized void hurry(Instant now) {
        due = now;
        woken.release();
    }

    /** Takes one step; answers how long to rest. Never fails, whatever the worker throws. */
    Duration take() {
        synchronized (step) {
            Instant now = clock.instant();
            try {
                return worked(worker.step(now));
            } catch (RuntimeException | Error e) {
                return failed(e);
            }
        }
    }

    private synchronized Duration worked(Worker.Step taken) {
        Instant now = clock.instant();
        done += taken.done();
        waiting = taken.waiting();
        // Work that waits and is not done is no progress, even though the worker is alive
        if (taken.done() > 0 || taken.waiting() == 0) {
            progress = now;
        }
        if (taken.waiting() == 0) {
            waitingSince = null;
        } else if (waitingSince == null) {
            waitingSince = now;
        }
        if (failures > 0) {
            LOG.info("worker {} gets on again after {} failures", worker.name(), failures);
        }
        failures = 0;
        failure = null;
        Duration rest = taken.rest().isNegative() ? Duration.ZERO : taken.rest();
        due = now.plus(rest);
        return rest;
    }

    private synchronized Duration failed(Throwable fault) {
        failures++;
        failure = fault.toString();
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        rest = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
        due = clock.instant().plus(rest);
        LOG.warn(
                "worker {} failed (time {} in a row) and comes again in {}: {}",
                worker.name(),
                failures,
                rest,
                failure);
        LOG.debug("worker {}", worker.name(), fault);
        return rest;
    }

    synchronized Heartbeat heartbeat() {
        Instant now = clock.instant();
        Instant since = waitingSince;
        return new Heartbeat(
                worker.name(),
                progress,
                done,
                waiting,
                since == null ? Duration.ZERO : Duration.between(since, now),
                failures,
                failure,
                silent);
    }

    /** Looks whether it fell silent or came back; answers true when that changed. */
    synchronized boolean look(Instant now, Duration longest) {
        boolean before = silent;
        silent = Duration.between(progress, now).compareTo(longest) >= 0;
        return silent != before;
    }
}
