package io.carom.standalone.serve;

import io.carom.api.CaromException;
import io.carom.engine.Carom;
import io.carom.engine.work.Heartbeat;
import io.carom.engine.work.Workers;
import io.carom.spi.Backlog;
import io.carom.spi.Desk;
import io.carom.spi.Journal;
import io.carom.spi.LogFilter;
import io.carom.standalone.cli.JsonLine;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether the program can take something in now ({@code GET /ready}): the store can be read and the engine decides. A policy that
 * does not run (the one before does) or a silent worker make it {@code degraded}, which keeps nobody from sending. The store is asked
 * once in two seconds at most, whoever asks. Safe for any number of threads.
 */
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Carom carom;
    private final Journal journal;
    private final Workers workers;
    private final Clock clock;
    private Instant asked = Instant.MIN;
    private @Nullable Backlog backlog;
    private boolean readable;

    Readiness(Carom carom, Journal journal, Workers workers, Clock clock) {
        this.carom = carom;
        this.journal = journal;
        this.workers = workers;
        this.clock = clock;
    }

    /** What waits in the journal, at most two seconds old; null while that cannot be read. */
    synchronized @Nullable Backlog backlog() {
        Instant now = clock.instant();
        if (now.isBefore(asked.equals(Instant.MIN) ? now : asked.plus(FRESH)) && !now.isBefore(asked)) {
            return backlog;
        }
        asked = now;
        try {
            journal.reader().log(LogFilter.ALL, row -> false);
            backlog = journal.desk().map(Desk::backlog).orElse(null);
            readable = true;
        } catch (CaromException e) {
            LOG.warn("the store could not be read: {}", e.getMessage());
            backlog = null;
            readable = false;
        }
        return backlog;
    }

    private synchronized boolean readable() {
        backlog();
        return readable;
    }

    void handle(Context context) {
        boolean store = readable();
        boolean engine = carom.alive();
        boolean ready = store && engine;
        List<String> problems = carom.policyProblems();
        List<Heartbeat> beats = workers.heartbeats();
        boolean degraded = !problems.isEmpty() || beats.stream().anyMatch(Heartbeat::silent);
        Answers.json(context, ready ? 200 : 503, JsonLine.of(json -> {
            json.writeStringProperty("status", ready ? degraded ? "degraded" : "ready" : "not ready");
            json.writeBooleanProperty("store", store);
            json.writeBooleanProperty("engine", engine);
            json.writeStringProperty("policy", problems.isEmpty() ? "running" : "the change does not run");
            json.writeArrayPropertyStart("workers");
            for (Heartbeat beat : beats) {
                json.writeStartObject();
                json.writeStringProperty("name", beat.name());
                json.writeStringProperty("progress", beat.progress().toString());
                json.writeNumberProperty("waiting", beat.waiting());
                json.writeNumberProperty("lagSeconds", beat.lag().toSeconds());
                json.writeNumberProperty("failures", beat.failures());
                json.writeBooleanProperty("silent", beat.silent());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }
}
