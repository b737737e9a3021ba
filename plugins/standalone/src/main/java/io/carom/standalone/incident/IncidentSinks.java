package io.carom.standalone.incident;

import io.carom.api.CaromException;
import io.carom.engine.incident.IncidentTelling;
import io.carom.engine.incident.LogSink;
import io.carom.engine.incident.WebhookSink;
import io.carom.engine.work.Worker;
import io.carom.spi.IncidentNews;
import io.carom.spi.IncidentSink;
import io.carom.spi.Incidents;
import io.carom.standalone.settings.IncidentSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sinks that {@code carom.yml} and plugins ask for. Close it when its workers have stopped. For one thread. */
public final class IncidentSinks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentSinks.class);

    private final List<IncidentSink> sinks = new ArrayList<>();

    private IncidentSinks() {}

    /**
     * Opens them.
     *
     * @param plugins where plugins are looked for
     * @param webhooks how a webhook is sent to
     * @throws CaromException when a plugin does not take its settings, or two sinks have one name
     */
    public static IncidentSinks open(
            IncidentSettings settings,
            ClassLoader plugins,
            Function<IncidentSettings.Hook, WebhookSink.Sender> webhooks) {
        IncidentSinks opened = new IncidentSinks();
        if (settings.log()) {
            opened.sinks.add(new LogSink());
        }
        for (IncidentSettings.Hook hook : settings.webhooks()) {
            opened.sinks.add(new WebhookSink(name(hook), webhooks.apply(hook)));
        }
        if (settings.mail() != null) {
            opened.sinks.add(new MailSink(settings.mail()));
        }
        for (IncidentSink plugin : ServiceLoader.load(IncidentSink.class, plugins)) {
            plugin.configure(settings.plugins().getOrDefault(plugin.name(), Map.of()));
            opened.sinks.add(plugin);
        }
        opened.check(settings);
        opened.sinks.replaceAll(OneAtATime::new);
        return opened;
    }

    /** A webhook's name in the store: its host, and what keeps two of one host apart. */
    static String name(IncidentSettings.Hook hook) {
        String host = String.valueOf(hook.url().getHost()).toLowerCase(Locale.ROOT);
        return "webhook-" + host + "-"
                + Integer.toHexString(hook.url().toString().hashCode());
    }

    private void check(IncidentSettings settings) {
        Set<String> names = new HashSet<>();
        for (IncidentSink sink : sinks) {
            if (!names.add(sink.name())) {
                throw new CaromException(
                        "two sinks of incidents are called `" + sink.name()
                                + "`; leave one of them out of `incidents` or of the plugins",
                        null);
            }
        }
        for (String asked : settings.plugins().keySet()) {
            if (!names.contains(asked)) {
                throw new CaromException(
                        "`incidents.plugins` configures `" + asked
                                + "`, which no plugin is; check its name and that its jar is among the plugins",
                        null);
            }
        }
    }

    /** One worker for each sink. */
    public List<Worker> workers(Incidents incidents) {
        return sinks.stream()
                .<Worker>map(sink -> new IncidentTelling(incidents, sink))
                .toList();
    }

    /** Tells every sink at once of what is in no store; what fails is logged and not told again. */
    void tell(IncidentNews news) {
        for (IncidentSink sink : sinks) {
            try {
                if (sink.tell(news) == IncidentSink.Reply.DONE) {
                    continue;
                }
                LOG.warn("{} was not told of {}", sink.name(), news.key());
            } catch (RuntimeException e) {
                LOG.warn("{} was not told of {}: {}", sink.name(), news.key(), e.toString());
            }
        }
    }

    @Override
    public void close() {
        for (IncidentSink sink : sinks) {
            try {
                sink.close();
            } catch (RuntimeException e) {
                LOG.warn("{} did not close: {}", sink.name(), e.toString());
            }
        }
    }
}
