package io.carom.standalone.serve;

import io.carom.api.CaromException;
import io.carom.engine.Carom;
import io.carom.engine.work.Alarm;
import io.carom.engine.work.Worker;
import io.carom.engine.work.Workers;
import io.carom.intake.verp.ProvenReports;
import io.carom.intake.webhook.Mapping;
import io.carom.intake.webhook.MappingFile;
import io.carom.intake.webhook.WebhookLimits;
import io.carom.intake.webhook.Webhooks;
import io.carom.spi.Journal;
import io.carom.standalone.server.Doors;
import io.carom.standalone.settings.HostSettings;
import io.carom.standalone.settings.Settings;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The standalone host: the doors that events come in by, the workers beside the engine, and what counts and watches all of them. Made
 * by {@code serve}. Safe for any number of threads.
 */
public final class Station implements Doors, AutoCloseable {
    private final Workers workers;
    private final Meters meters;
    private final Readiness readiness;
    private final WebhookDoor webhooks;
    private final EventDoor events;
    private final MailDoor mails;

    /**
     * Opens what the settings say.
     *
     * @param carom the engine, closed by the caller after this; it was built with {@code meters} as its witness
     * @param journal the engine's, closed by the caller
     * @throws CaromException when a mapping cannot be read or a webhook's provider is not known
     */
    public Station(Settings settings, Carom carom, Journal journal, Meters meters, Alarm alarm, Clock clock) {
        this.meters = meters;
        this.workers = new Workers(clock, settings.workers().silent(), alarm);
        this.readiness = new Readiness(carom, journal, workers, clock);
        Acceptance acceptance = new Acceptance(carom);
        Readers readers = new Readers(carom);
        Bodies bodies = new Bodies();
        ProvenReports proven = settings.verp().reports(settings.sources().trustMails());
        int mostMiB = settings.limits().requestMiB();
        int mailMiB = settings.limits().mailMiB();
        this.webhooks = new WebhookDoor(
                providers(settings, clock), settings.sources(), acceptance, bodies, new Amazon(), meters, mostMiB);
        this.events = new EventDoor(acceptance, bodies, mostMiB);
        this.mails = new MailDoor(readers, acceptance, bodies, proven, clock, mailMiB);
        workers.add(new RoadPulse(carom, meters::decided));
        if (!HostSettings.NONE.equals(settings.host().type())) {
            workers.add(new OutboxPulse(readiness::backlog));
        }
        for (Path maildir : settings.sources().maildirs()) {
            workers.add(new MaildirWorker(maildir, readers, acceptance, proven, mailMiB));
        }
        meters.queue(carom::waiting);
        meters.backlog(readiness::backlog, clock);
        meters.workers(workers, clock);
    }

    /** Every provider: those that are built in and those of the mapping files. */
    private static Webhooks providers(Settings settings, Clock clock) {
        List<Mapping> read = new ArrayList<>();
        for (Path file : settings.sources().mappings()) {
            try {
                read.add(MappingFile.read(file.toString(), Files.readString(file)));
            } catch (IOException e) {
                throw new CaromException(
                        file + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
            }
        }
        WebhookLimits usual = WebhookLimits.DEFAULT;
        WebhookLimits limits = new WebhookLimits(
                settings.limits().requestMiB() << 20,
                usual.events(),
                usual.fields(),
                usual.text(),
                usual.meta(),
                usual.replays(),
                usual.json());
        Webhooks webhooks = new Webhooks(clock, limits, read);
        settings.sources().webhooks().forEach((name, webhook) -> {
            if (!webhooks.providers().contains(webhook.provider())) {
                throw new CaromException(
                        "carom.yml: sources.webhooks." + name + ": there is no provider `" + webhook.provider()
                                + "`; there are " + String.join(", ", webhooks.providers())
                                + ", and `sources.mappings` adds others",
                        null);
            }
        });
        return webhooks;
    }

    /** A further worker beside the road; to be added before {@link #start}. */
    public void add(Worker worker) {
        workers.add(worker);
    }

    /** Begins to work. */
    public void start() {
        workers.start();
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.post("/webhooks/{name}", webhooks::handle);
        routes.post("/webhooks/{name}/{token}", webhooks::handle);
        routes.post("/events", events::handle);
        routes.post("/mail", mails::handle);
        routes.get("/ready", readiness::handle);
        routes.get(
                "/metrics",
                context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(meters.scrape()));
    }

    /** Stops the workers: each step under way comes to its end. The engine is closed after this, by the caller. */
    @Override
    public void close() {
        workers.close();
    }
}
