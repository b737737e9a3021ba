package io.carom.standalone.verb;

import io.carom.api.CaromException;
import io.carom.api.Decision;
import io.carom.engine.Carom;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.engine.work.Alarm;
import io.carom.engine.work.Workers;
import io.carom.spi.Journal;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.decision.DecisionCells;
import io.carom.standalone.feed.Feed;
import io.carom.standalone.feed.FeedOptions;
import io.carom.standalone.host.Hosting;
import io.carom.standalone.logging.Logging;
import io.carom.standalone.record.DryJournal;
import io.carom.standalone.record.Recorder;
import io.carom.standalone.record.StateLock;
import io.carom.standalone.record.Summary;
import io.carom.standalone.record.Tailing;
import io.carom.standalone.record.Tally;
import io.carom.standalone.settings.Settings;
import io.carom.store.jdbc.JdbcJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code process}: whatever reports bounces, through the whole road into the store. */
public final class ProcessVerb implements Verb {
    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final SettingsOption settings = new SettingsOption();
    private final Follow follow = new Follow();
    private final Logs logs = new Logs();
    private final Mappings mappings = new Mappings();
    private @Nullable Format format;
    private @Nullable String policyFolder;
    private Optional<String> provider = Optional.empty();
    private boolean vouched;
    private boolean dry;

    @Override
    public String description() {
        return "Reads mails, mail servers' logs, webhook bodies and event files, decides what follows and records it. For people it "
                + "prints a summary; for programs each new decision once it is durable, and the summary on standard error. What is "
                + "recorded already is not recorded twice.";
    }

    @Override
    public void declare(Options options) {
        options.rest(
                        "PATH...",
                        "files, folders, mbox files, Maildirs or -; what a file holds is recognised",
                        1,
                        Integer.MAX_VALUE)
                .value(
                        "--trust",
                        "operator|none",
                        "operator: you vouch for the mails and webhook bodies, which anybody could have forged; without it they are "
                                + "recorded and change nothing",
                        value -> vouched = trust(value))
                .flag("--dry-run", "decide over what is recorded, store nothing", () -> dry = true)
                .value(
                        "--policy",
                        "DIR",
                        "the policy folder that decides; the stock policy unless given",
                        value -> policyFolder = value);
        stores.declare(options, Stores.USUAL + " unless given, made when it is not there");
        settings.declare(options);
        follow.declare(options);
        logs.declare(options);
        options.value(
                "--provider",
                "NAME",
                "all JSON and forms are webhook bodies of this provider: mailgun, ses ...; recognised unless given",
                value -> provider = Optional.of(value));
        mappings.declare(options);
        options.choice("--format", Format.class, "table: a summary; else the new decisions", value -> format = value)
                .example("carom process --trust operator bounces/")
                .example("carom process --dry-run --policy my-policy Maildir/ /var/log/mail.log")
                .example("carom process --follow /var/log/mail.log")
                .example("carom process --provider mailgun --trust operator hook.json");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        List<Path> followed = checked(words, shell);
        Policy policy = Policies.open(policyFolder);
        boolean people = Listing.resolve(shell, format) == Format.TABLE;
        Tally tally;
        try (StateLock held = hold();
                Listing listing = people ? Listing.none(shell) : Listing.of(shell, format, DecisionCells.COLUMNS)) {
            if (dry) {
                try (Journal store = openStore(shell)) {
                    Carom.Builder engine = engine(policy, new DryJournal(store), shell);
                    tally = decide(engine, held, followed, words, policy, listing, shell, notices);
                }
            } else {
                tally = record(held, followed, words, policy, listing, shell, notices);
            }
        }
        notices.clear();
        boolean early = shell.stop().asked() && !follow.wanted();
        for (String line : Summary.of(tally, stores.shown(), dry, early)) {
            if (people) {
                shell.out().print(line + "\n");
            } else if (!loudness.quiet()) {
                notices.say(line);
            }
        }
        return notices.status();
    }

    private Carom.Builder engine(Policy policy, Journal journal, Shell shell) {
        return Carom.builder()
                .policy(policy)
                .journal(journal)
                .clock(shell.clock())
                .liveTimers(follow.wanted());
    }

    private Tally decide(
            Carom.Builder engine,
            @Nullable StateLock held,
            List<Path> followed,
            List<String> words,
            Policy policy,
            Listing listing,
            Shell shell,
            Notices notices) {
        try (Carom carom = engine.build()) {
            return held != null
                    ? follow(held, followed, carom, listing, shell, notices)
                    : read(words, policy, carom, listing, shell, notices);
        }
    }

    /** Decides and records, and the host carries out what follows: all of it that may be done now, before this returns. */
    private Tally record(
            @Nullable StateLock held,
            List<Path> followed,
            List<String> words,
            Policy policy,
            Listing listing,
            Shell shell,
            Notices notices) {
        Settings read = settings.load(stores, shell);
        try (JdbcJournal store = stores.openToWrite(shell.environment());
                Hosting hosting = Hosting.open(read, store, shell.clock());
                Workers workers = new Workers(shell.clock(), read.workers().silent(), Alarm.NONE)) {
            Carom.Builder engine = engine(policy, store, shell);
            hosting.into(engine);
            if (held != null) {
                hosting.workers().forEach(workers::add);
                workers.start();
            }
            Tally tally = decide(engine, held, followed, words, policy, listing, shell, notices);
            if (held == null) {
                hosting.finish();
            }
            return tally;
        }
    }

    /** The logs to follow, if any. Fails with {@link Wrong} when the words do not go together. */
    private List<Path> checked(List<String> words, Shell shell) {
        provider.ifPresent(name -> Mappings.check(name, mappings.webhooks(shell.clock())));
        if (!follow.wanted()) {
            follow.checkUnwanted();
            return List.of();
        }
        return follow.logs(words, dry);
    }

    /** The positions of followed logs, for this process alone. */
    private @Nullable StateLock hold() {
        if (!follow.wanted()) {
            return null;
        }
        StateLock held = StateLock.take(follow.state(stores));
        try {
            follow.check(stores);
            return held;
        } catch (CaromException e) {
            held.close();
            throw e;
        }
    }

    private Tally read(List<String> words, Policy policy, Carom carom, Listing listing, Shell shell, Notices notices) {
        Recorder recorder = new Recorder(carom, notices, shell.stop(), decision -> print(listing, decision));
        FeedOptions how = new FeedOptions(
                provider,
                () -> mappings.webhooks(shell.clock()),
                logs.options(),
                vouched,
                settings.load(stores, shell).verp().reports(vouched));
        new Feed(policy.classifier(), how, shell.clock(), recorder).readAll(words, shell.in());
        return recorder.finish();
    }

    private Tally follow(
            StateLock held, List<Path> followed, Carom carom, Listing listing, Shell shell, Notices notices) {
        if (!loudness.quiet()) {
            for (Path log : followed) {
                notices.say("following " + log + (Files.exists(log) ? "" : ", which is not there yet") + " into "
                        + stores.shown() + ", positions in " + held.folder() + "; Ctrl-C ends");
            }
        }
        return new Tailing(carom, notices, shell.stop(), listing, decision -> print(listing, decision))
                .run(follow.open(followed, logs.options(), stores, shell.clock()));
    }

    private static void print(Listing listing, Decision decision) {
        listing.print(() -> DecisionJson.write(decision), column -> DecisionCells.of(decision, column.name()));
    }

    private Journal openStore(Shell shell) {
        return stores.exists() ? stores.openToRead(shell.environment()) : MemoryJournal.withoutLog();
    }

    static boolean trust(String word) {
        return switch (word) {
            case "operator" -> true;
            case "none" -> false;
            default -> throw new Wrong("--trust `" + word + "` is neither operator nor none");
        };
    }
}
