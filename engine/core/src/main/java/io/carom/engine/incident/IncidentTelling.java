package io.carom.engine.incident;

import io.carom.engine.work.Worker;
import io.carom.spi.IncidentNews;
import io.carom.spi.IncidentSink;
import io.carom.spi.Incidents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one sink what happens to incidents: from the store, in order, at least once, again after a growing pause when it fails. What is
 * muted is passed over. Each sink has a worker of its own, so that one that fails stops no other. For one thread at a time.
 */
public final class IncidentTelling implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentTelling.class);
    private static final int AT_ONCE = 20;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final Incidents incidents;
    private final IncidentSink sink;
    private int failures;

    /** Tells {@code sink} of {@code incidents}. */
    public IncidentTelling(Incidents incidents, IncidentSink sink) {
        this.incidents = incidents;
        this.sink = sink;
    }

    @Override
    public String name() {
        return "incidents-" + sink.name();
    }

    @Override
    public Step step(Instant now) {
        List<IncidentNews> news = incidents.news(sink.name(), AT_ONCE);
        long done = 0;
        for (IncidentNews one : news) {
            if (!one.incident().muted(now) && !tell(one)) {
                return new Step(done, incidents.untold(sink.name()), pause());
            }
            incidents.told(sink.name(), one.pos());
            failures = 0;
            done++;
        }
        return news.size() == AT_ONCE
                ? new Step(done, incidents.untold(sink.name()), Duration.ZERO)
                : new Step(done, 0, IDLE);
    }

    /** Whether it is done with, told or not. */
    private boolean tell(IncidentNews news) {
        IncidentSink.Reply reply;
        try {
            reply = sink.tell(news);
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} was not told of incident {}: {}",
                    sink.name(),
                    news.incident().number(),
                    e.toString());
            reply = IncidentSink.Reply.LATER;
        }
        if (reply == IncidentSink.Reply.NEVER) {
            LOG.error("{} can never be told of incident {}; it is passed over", sink.name(), news.key());
        }
        return reply != IncidentSink.Reply.LATER;
    }

    private Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, 12));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
