package io.carom.standalone.verb;

import io.carom.api.CaromException;
import io.carom.engine.Carom;
import io.carom.engine.deliver.DueRetries;
import io.carom.engine.policy.Policy;
import io.carom.engine.undo.UndoWorker;
import io.carom.engine.work.Retention;
import io.carom.spi.Journal;
import io.carom.standalone.Version;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.demo.Demo;
import io.carom.standalone.host.Hosting;
import io.carom.standalone.incident.IncidentHooks;
import io.carom.standalone.incident.IncidentSinks;
import io.carom.standalone.incident.SilentWorkers;
import io.carom.standalone.logging.Logging;
import io.carom.standalone.serve.Meters;
import io.carom.standalone.serve.Station;
import io.carom.standalone.server.Doors;
import io.carom.standalone.server.Server;
import io.carom.standalone.server.Site;
import io.carom.standalone.settings.RetentionSettings;
import io.carom.standalone.settings.ServerSettings;
import io.carom.standalone.settings.Settings;
import io.carom.store.jdbc.JdbcJournal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code serve}: the standalone host, until somebody stops it; or only pages over what is recorded. */
public final class ServeVerb implements Verb {
    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final SettingsOption settings = new SettingsOption();
    private @Nullable String policyFolder;
    private boolean demo;
    private boolean readOnly;
    private int port = -1;

    @Override
    public String description() {
        return "Takes in what carom.yml lets in (webhooks, events, mails, Maildirs), decides, records and carries out, and serves pages over "
                + "what is recorded, until Ctrl-C. Without settings it listens on 127.0.0.1 and takes in nothing from outside.";
    }

    @Override
    public void declare(Options options) {
        options.flag(
                        "--demo",
                        "decide the sample mails and show them, in a store that is thrown away at the end unless --store names one; this machine's own users may post to /events and /mail",
                        () -> demo = true)
                .flag(
                        "--read-only",
                        "only show what is recorded: nothing is taken in, decided or changed",
                        () -> readOnly = true)
                .value(
                        "--port",
                        "PORT",
                        "the port, whatever carom.yml says; 8025, 0 for any that is free",
                        value -> port = port(value));
        settings.declare(options);
        stores.declare(options, Stores.USUAL + " unless given, made when it is not there");
        options.value(
                        "--policy",
                        "DIR",
                        "the policy folder that decides, whatever carom.yml says; it is watched, and a change that passes its own tests "
                                + "decides from then on; the stock policy unless given",
                        value -> policyFolder = value)
                .rest("", "", 0, 0)
                .example("carom serve --demo")
                .example("carom serve --config /etc/carom.yml --policy my-policy")
                .example("carom serve --read-only --store carom-data/carom.db --port 9000");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        if (demo) {
            demo(shell, notices);
        } else if (readOnly) {
            if (policyFolder != null) {
                throw new Wrong("--policy decides, and with --read-only nothing is decided");
            }
            Settings read = settings.load(stores, shell);
            try (Journal journal = stores.openToRead(shell.environment())) {
                show(shell, journal, new Site(Version.current(), stores.shown(), null), read.server());
            }
        } else {
            work(shell, settings.load(stores, shell), null);
        }
        return notices.status();
    }

    /** Decides the samples, and then whatever this machine's own users post: old mail, so no clock moves anything. */
    private void demo(Shell shell, Notices notices) {
        try (Demo sample = Demo.begin()) {
            if (stores.named() == null) {
                stores.use(sample.store());
            }
            String told;
            try (Journal journal = stores.openToWrite(shell.environment())) {
                told = sample.process(Policies.open(policyFolder), journal, shell, notices);
            }
            if (!loudness.quiet()) {
                notices.say("the demo's store is " + stores.shown() + "; in another terminal: carom log --store "
                        + stores.shown());
            }
            work(shell, Settings.DEFAULT.open(), told);
        }
    }

    private void show(Shell shell, Journal journal, Site site, ServerSettings where) {
        try (Server server = Server.start(site, journal, at(where), Doors.NONE)) {
            untilStopped(shell, server);
        }
    }

    private void work(Shell shell, Settings read, @Nullable String told) {
        Path folder = policyFolder == null ? read.policy() : Path.of(policyFolder);
        // Read before the store is opened: a policy that does not run must not leave one behind
        Policy policy = Policies.open(folder == null ? null : folder.toString());
        try (Meters meters = new Meters(Version.current());
                JdbcJournal journal =
                        stores.openToWrite(shell.environment(), read.instance().turn());
                Hosting hosting = Hosting.open(read, journal, shell.clock());
                IncidentHooks hooks = new IncidentHooks(shell.clock());
                IncidentSinks sinks =
                        IncidentSinks.open(read.incidents(), ServeVerb.class.getClassLoader(), hooks::sender);
                Carom carom = engine(shell, read, policy, folder, journal, hosting, meters);
                SilentWorkers alarm = new SilentWorkers(
                        carom, sinks, shell.clock(), read.instance().name());
                Station station = new Station(read, carom, journal, meters, alarm, shell.clock());
                Server server = Server.start(
                        new Site(Version.current(), stores.shown(), told), journal, at(read.server()), station)) {
            hosting.workers().stream()
                    .filter(worker -> !demo || !(worker instanceof DueRetries))
                    .forEach(station::add);
            station.add(new UndoWorker(journal, carom));
            journal.incidents().ifPresent(incidents -> sinks.workers(incidents).forEach(station::add));
            RetentionSettings kept = read.retention();
            journal.desk()
                    .ifPresent(desk -> station.add(
                            new Retention(desk, new Retention.Periods(kept.events(), kept.messages(), kept.audit()))));
            alarm.begin();
            station.start();
            untilStopped(shell, server);
        }
    }

    private Carom engine(
            Shell shell,
            Settings read,
            Policy policy,
            @Nullable Path folder,
            Journal journal,
            Hosting hosting,
            Meters meters) {
        Carom.Builder builder = Carom.builder()
                .policy(policy)
                .journal(journal)
                .clock(shell.clock())
                .batch(read.limits().batch())
                .cached(read.limits().cached())
                .instance(read.instance().name(), read.instance().lease())
                .liveTimers(!demo)
                .witness(meters);
        if (folder != null) {
            builder.watch(folder);
        }
        hosting.into(builder);
        return builder.build();
    }

    private ServerSettings at(ServerSettings where) {
        ServerSettings server = port < 0
                ? where
                : new ServerSettings(where.address(), port, where.hosts(), where.tokens(), where.open());
        if (!server.loopback() && server.tokens().isEmpty()) {
            throw new CaromException(
                    "carom.yml: server.address is " + server.address()
                            + ", where other machines reach it, and there are no tokens; set `server.tokens`",
                    null);
        }
        return server;
    }

    private static void untilStopped(Shell shell, Server server) {
        shell.out().print("Carom serves " + server.url() + " (Ctrl-C stops it)\n");
        shell.out().flush();
        try {
            shell.stop().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) < 65_536) {
            return Integer.parseInt(text);
        }
        throw new Wrong("--port `" + text + "` is no port; it is a number from 0 to 65535");
    }
}
