package io.carom.standalone.incident;

import io.carom.engine.work.Alarm;
import io.carom.engine.work.Heartbeat;
import io.carom.spi.Incident;
import io.carom.spi.IncidentNews;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the sinks of incidents that a worker is silent, and that it is back. Such an incident is of this program, not of the store: it has
 * the number 0 and is in no list. For one thread at a time.
 */
public final class SilentWorkers implements Alarm {
    private static final String SIGNAL = "worker_silent";
    private static final String ADVICE =
            "The log tells what keeps it; `carom doctor` looks further; then start the server again";

    private final IncidentSinks sinks;
    private final Clock clock;
    private final Map<String, Instant> silent = new HashMap<>();

    /** Told to {@code sinks}, at the times of {@code clock}. */
    public SilentWorkers(IncidentSinks sinks, Clock clock) {
        this.sinks = sinks;
        this.clock = clock;
    }

    @Override
    public void silent(Heartbeat worker) {
        Instant now = clock.instant();
        silent.put(worker.name(), now);
        sinks.tell(new IncidentNews(0, IncidentNews.Kind.OPENED, now, incident(worker, now, null)));
    }

    @Override
    public void back(Heartbeat worker) {
        Instant now = clock.instant();
        Instant since = silent.remove(worker.name());
        sinks.tell(new IncidentNews(
                0, IncidentNews.Kind.CLOSED, now, incident(worker, since == null ? worker.progress() : since, now)));
    }

    private static Incident incident(Heartbeat worker, Instant opened, @Nullable Instant closed) {
        String scope = "worker:" + worker.name();
        Instant last = closed == null ? opened : closed;
        Incident.Part part = new Incident.Part(
                SIGNAL, scope, null, null, worker.waiting(), null, ADVICE, worker.progress(), last, 1, 1);
        return new Incident(
                0,
                SIGNAL + "/" + worker.name() + "/" + opened,
                "",
                "silent " + scope,
                "it has made no progress since " + worker.progress()
                        + (worker.failure() == null ? "" : " and fails with " + worker.failure()),
                closed == null ? Incident.State.OPEN : Incident.State.CLOSED,
                opened,
                last,
                closed,
                1,
                List.of(part),
                List.of(),
                Incident.Reach.NONE,
                Incident.Hand.NONE);
    }
}
