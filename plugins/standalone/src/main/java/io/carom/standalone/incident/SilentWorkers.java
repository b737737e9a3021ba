package io.carom.standalone.incident;

import io.carom.api.CaromException;
import io.carom.engine.Amending;
import io.carom.engine.incident.Ledger;
import io.carom.engine.work.Alarm;
import io.carom.engine.work.Heartbeat;
import io.carom.spi.Incident;
import io.carom.spi.IncidentNews;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an incident of a worker that is silent, and ends it when the worker is back: a row like any other, of which the sinks are told.
 * What keeps the worker may keep the store, too: then the sinks are told at once, under the number 0, and the row follows as soon as it
 * can be written. Close it before the engine. For one thread at a time.
 */
public final class SilentWorkers implements Alarm, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SilentWorkers.class);
    private static final String ADVICE =
            "The log tells what keeps it; `carom doctor` looks further; then start the server again";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Amending amending;
    private final IncidentSinks sinks;
    private final Clock clock;
    private final String place;
    private final Map<String, Silence> silent = new HashMap<>();
    private final ExecutorService writing = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "carom-silent-workers");
        thread.setDaemon(true);
        return thread;
    });

    /** One time that a worker is silent. */
    private static final class Silence {
        final Heartbeat worker;
        final Instant since;
        /** Who is first tells the sinks: the store by its row, or this object itself. */
        final AtomicBoolean told = new AtomicBoolean();

        volatile boolean direct;
        volatile boolean over;

        Silence(Heartbeat worker, Instant since) {
            this.worker = worker;
            this.since = since;
        }
    }

    /**
     * Written through {@code amending}; where that cannot be done, told to {@code sinks}, at the times of {@code clock}.
     *
     * @param instance what this process is called among several
     */
    public SilentWorkers(Amending amending, IncidentSinks sinks, Clock clock, String instance) {
        this.amending = amending;
        this.sinks = sinks;
        this.clock = clock;
        this.place = instance.equals("carom") ? "worker:" : "worker:" + instance + "/";
    }

    /** Ends what a process of this name has left behind: its workers are no more. To be called before workers begin. */
    public void begin() {
        try {
            amending.amend("", amendment -> {
                Ledger incidents = amendment.incidents();
                for (String scope : incidents.silent()) {
                    if (scope.startsWith(place) && scope.indexOf('/', place.length()) < 0) {
                        incidents.noLongerSilent(scope, clock.instant(), false);
                    }
                }
                return true;
            });
        } catch (CaromException e) {
            LOG.warn("incidents of silent workers from before stay open: {}", e.getMessage());
        }
    }

    @Override
    public void silent(Heartbeat worker) {
        Silence silence = new Silence(worker, clock.instant());
        silent.put(worker.name(), silence);
        if (!soon(() -> write(silence)) && silence.told.compareAndSet(false, true)) {
            silence.direct = true;
            tell(silence, IncidentNews.Kind.OPENED, null);
        }
    }

    @Override
    public void back(Heartbeat worker) {
        Silence silence = silent.remove(worker.name());
        if (silence == null) {
            return;
        }
        Instant now = clock.instant();
        silence.over = true;
        if (silence.direct) {
            tell(silence, IncidentNews.Kind.CLOSED, now);
        }
        boolean done = soon(() -> amending.amend("", amendment -> {
            amendment.incidents().noLongerSilent(scope(silence), now, silence.direct);
            return true;
        }));
        if (!done) {
            LOG.warn("the incident of worker {} is closed when the server starts the next time", worker.name());
        }
    }

    private String scope(Silence silence) {
        return place + silence.worker.name();
    }

    /** Writes the row, however long that takes; only the first try is waited for. */
    private void write(Silence silence) {
        boolean[] tells = {false};
        try {
            amending.amend("", amendment -> {
                if (!silence.over) {
                    tells[0] = silence.told.compareAndSet(false, true);
                    amendment
                            .incidents()
                            .silent(
                                    scope(silence),
                                    why(silence.worker),
                                    ADVICE,
                                    silence.worker.waiting(),
                                    silence.since,
                                    !tells[0]);
                }
                return true;
            });
        } catch (CaromException e) {
            if (tells[0]) {
                silence.told.set(false);
            }
            again(silence);
            throw e;
        }
    }

    private void again(Silence silence) {
        CompletableFuture.delayedExecutor(AGAIN.toSeconds(), TimeUnit.SECONDS, writing)
                .execute(() -> {
                    try {
                        write(silence);
                    } catch (CaromException e) {
                        LOG.debug("the incident of worker {} is not written yet", silence.worker.name(), e);
                    }
                });
    }

    /** Whether the work was done within a short time; else it goes on by itself. */
    private boolean soon(Runnable work) {
        try {
            CompletableFuture.runAsync(work, writing).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
            LOG.warn("an incident of a silent worker is not written yet: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tell(Silence silence, IncidentNews.Kind kind, @Nullable Instant closed) {
        String scope = scope(silence);
        Instant last = closed == null ? silence.since : closed;
        Incident.Part part = new Incident.Part(
                Ledger.WORKER_SILENT,
                scope,
                null,
                null,
                silence.worker.waiting(),
                null,
                ADVICE,
                silence.worker.progress(),
                last,
                1,
                1);
        sinks.tell(new IncidentNews(
                0,
                kind,
                last,
                new Incident(
                        0,
                        Ledger.WORKER_SILENT + "/" + silence.worker.name() + "/" + silence.since,
                        "",
                        "silent " + scope,
                        why(silence.worker),
                        closed == null ? Incident.State.OPEN : Incident.State.CLOSED,
                        silence.since,
                        last,
                        closed,
                        1,
                        List.of(part),
                        List.of(),
                        Incident.Reach.NONE,
                        Incident.Hand.NONE)));
    }

    private static String why(Heartbeat worker) {
        return "Worker " + worker.name() + " has made no progress since " + worker.progress()
                + (worker.failure() == null ? "" : " and fails with " + worker.failure());
    }

    @Override
    public void close() {
        writing.shutdownNow();
    }
}
