package io.carom.standalone.server;

import io.carom.api.CaromException;
import io.carom.api.JournalException;
import io.carom.spi.Incident;
import io.carom.spi.Incidents;
import io.carom.spi.Journal;
import io.carom.spi.JournalReader;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Totals;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.settings.ServerSettings;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what is recorded to people (pages) and programs ({@code /health}); {@link Doors} add what takes something in. Safe for any
 * number of threads; close it to stop listening.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int INCIDENTS_SHOWN = 10;

    private final Site site;
    private final JournalReader reader;
    private final Optional<Incidents> incidents;
    private final ServerSettings settings;
    private final Doors doors;
    private final Guard guard;
    private final Javalin javalin;

    private Server(Site site, Journal journal, ServerSettings settings, Doors doors) {
        this.site = site;
        this.reader = journal.reader();
        this.incidents = journal.incidents();
        this.settings = settings;
        this.doors = doors;
        this.guard = new Guard(settings, doors != Doors.NONE);
        this.javalin = Javalin.create(this::configure);
        try {
            javalin.start(settings.address(), settings.port());
        } catch (RuntimeException e) {
            throw new CaromException(
                    "cannot listen on " + settings.address() + ":" + settings.port() + " (" + reason(e)
                            + "); stop what uses it or choose another port with --port",
                    e);
        }
    }

    /**
     * Starts a server over {@code journal}, which is only read.
     *
     * @param doors what it takes in besides
     * @throws CaromException when the port is taken
     */
    public static Server start(Site site, Journal journal, ServerSettings settings, Doors doors) {
        return new Server(site, journal, settings, doors);
    }

    /** Where it is to be found, for a browser. */
    public String url() {
        String address = settings.address();
        return "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + javalin.port() + "/";
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = 64 * 1024;
        config.http.defaultContentType = "text/html; charset=utf-8";
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(16 * 1024);
        });
        config.routes.before(guard::check);
        config.routes.get("/", this::front);
        config.routes.get("/health", this::health);
        config.routes.get("/style.css", context -> asset(context, "style.css", "text/css; charset=utf-8"));
        config.routes.get("/icon.svg", context -> asset(context, "icon.svg", "image/svg+xml"));
        if (doors == Doors.NONE) {
            config.routes.get("/ready", this::ready);
        }
        doors.add(config.routes);
        config.routes.error(404, context -> {
            if (!Guard.isWebhook(context.path())) {
                context.html(Layout.message(
                        site, "No such page", "There is nothing at this address; the first page has everything."));
            }
        });
        config.routes.exception(JournalException.class, (e, context) -> {
            LOG.warn("the store could not be read: {}", e.getMessage());
            context.status(503).html(Layout.message(site, "The store cannot be read", String.valueOf(e.getMessage())));
        });
        config.routes.exception(Exception.class, (e, context) -> {
            LOG.error("a page failed: {}", context.path(), e);
            context.status(500)
                    .html(Layout.message(
                            site,
                            "A fault in the program itself",
                            "The page could not be made; the log has the details."));
        });
    }

    private void front(Context context) {
        LogQuery query = LogQuery.of(context::queryParam);
        Totals totals = reader.totals();
        List<LogRow> rows = new ArrayList<>();
        long count = 0;
        if (query.problem().isEmpty()) {
            LogFilter filter = query.filter();
            reader.log(filter, rows::add);
            count = query.count(most -> reader.countUpTo(filter, most));
        }
        context.html(new FrontPage(site, totals, query, rows, count, goingOn()).render());
    }

    /** The newest incidents that are not over. */
    private List<Incident> goingOn() {
        List<Incident> found = new ArrayList<>();
        for (Incident.State state : List.of(Incident.State.OPEN, Incident.State.QUIET)) {
            Incidents.Filter filter =
                    new Incidents.Filter(state, null, null, null, null, null, null, INCIDENTS_SHOWN, 0);
            incidents.ifPresent(all -> found.addAll(all.list(filter)));
        }
        return found;
    }

    /** Whether it is alive: what else is wrong, a restart would not mend. */
    private void health(Context context) {
        answer(context, 200, "ok");
    }

    private void ready(Context context) {
        try {
            reader.log(LogFilter.ALL, row -> false);
            answer(context, 200, "ready");
        } catch (JournalException e) {
            LOG.warn("the store could not be read: {}", e.getMessage());
            answer(context, 503, "not ready");
        }
    }

    private void answer(Context context, int code, String status) {
        context.status(code).contentType("application/json").result(JsonLine.of(json -> {
            json.writeStringProperty("status", status);
            json.writeStringProperty("version", site.version());
        }));
    }

    private static void asset(Context context, String name, String type) throws IOException {
        try (InputStream in = Server.class.getResourceAsStream("/io/carom/standalone/server/" + name)) {
            if (in == null) {
                context.status(404);
                return;
            }
            context.contentType(type)
                    .header("Cache-Control", "public, max-age=3600")
                    .result(in.readAllBytes());
        }
    }

    private static String reason(Throwable fault) {
        Throwable deepest = fault;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
