package io.carom.standalone.verb;

import io.carom.spi.Journal;
import io.carom.standalone.Version;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.demo.Demo;
import io.carom.standalone.logging.Logging;
import io.carom.standalone.server.Server;
import io.carom.standalone.server.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code serve}: pages over what is recorded, on this machine's own address, until somebody stops it. */
public final class ServeVerb implements Verb {
    private static final int USUAL_PORT = 8025;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private @Nullable String policyFolder;
    private boolean demo;
    private int port = USUAL_PORT;

    @Override
    public String description() {
        return "Serves pages over what is recorded on " + Server.ADDRESS
                + ", until Ctrl-C: the bounce log and why each decision was "
                + "made. Other programs may go on recording.";
    }

    @Override
    public void declare(Options options) {
        options.flag(
                        "--demo",
                        "decide the sample mails first, into a store that is thrown away at the end unless --store names one",
                        () -> demo = true)
                .value(
                        "--port",
                        "PORT",
                        "the port; " + USUAL_PORT + " unless given, 0 for any that is free",
                        value -> port = port(value));
        stores.declare(options, Stores.USUAL + " unless given");
        options.value(
                        "--policy",
                        "DIR",
                        "with --demo: the policy folder that decides; the stock policy unless given",
                        value -> policyFolder = value)
                .rest("", "", 0, 0)
                .example("carom serve --demo")
                .example("carom serve --store carom-data/carom.db --port 9000");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        if (demo) {
            demo(shell, notices);
        } else if (policyFolder != null) {
            throw new Wrong("--policy decides the sample mails of --demo; without it nothing is decided here");
        } else {
            try (Journal journal = stores.openToRead(shell.environment())) {
                serve(shell, journal, new Site(Version.current(), stores.shown(), null));
            }
        }
        return notices.status();
    }

    private void demo(Shell shell, Notices notices) {
        try (Demo sample = Demo.begin()) {
            if (stores.named() == null) {
                stores.use(sample.store());
            }
            try (Journal journal = stores.openToWrite(shell.environment())) {
                String told = sample.process(Policies.open(policyFolder), journal, shell, notices);
                serve(shell, journal, new Site(Version.current(), stores.shown(), told));
            }
        }
    }

    private void serve(Shell shell, Journal journal, Site site) {
        try (Server server = Server.start(site, journal.reader(), port)) {
            shell.out().print("Carom serves " + server.url() + " (Ctrl-C stops it)\n");
            shell.out().flush();
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
