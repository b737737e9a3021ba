package io.carom.engine.incident;

import io.carom.spi.Incident;
import io.carom.spi.IncidentNews;
import io.carom.spi.IncidentSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log: a warning when an incident opens or grows, a note when it is over. Safe for any number of threads. */
public final class LogSink implements IncidentSink {
    private static final Logger LOG = LoggerFactory.getLogger(LogSink.class);

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Reply tell(IncidentNews news) {
        Incident incident = news.incident();
        Incident.Part leading = incident.leading();
        // The scope of an alert about one address is that address
        String scope = leading.scope().startsWith("address:") ? incident.cause() : leading.scope();
        if (news.kind() == IncidentNews.Kind.CLOSED) {
            LOG.info("incident {} is over: {} at {}", incident.number(), leading.signal(), scope);
        } else {
            LOG.warn(
                    "incident {} {}: {} at {}; {}",
                    incident.number(),
                    news.kind().word(),
                    leading.signal(),
                    scope,
                    leading.advice());
        }
        return Reply.DONE;
    }
}
