package io.carom.standalone.verb;

import io.carom.engine.Carom;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.spi.Journal;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.decision.DecisionCells;
import io.carom.standalone.feed.Feed;
import io.carom.standalone.logging.Logging;
import io.carom.standalone.record.DryJournal;
import io.carom.standalone.record.Recorder;
import io.carom.standalone.record.Summary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code process}: whatever reports bounces, through the whole road into the store. */
public final class ProcessVerb implements Verb {
    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
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
        options.value(
                        "--provider",
                        "NAME",
                        "whose webhook bodies these are: mailgun, ses ...; recognised unless given",
                        value -> provider = Optional.of(value))
                .choice("--format", Format.class, "table: a summary; else the new decisions", value -> format = value)
                .example("carom process --trust operator bounces/")
                .example("carom process --dry-run --policy my-policy Maildir/ /var/log/mail.log")
                .example("carom process --provider mailgun --trust operator hook.json");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        Policy policy = Policies.open(policyFolder);
        boolean people = Listing.resolve(shell, format) == Format.TABLE;
        Recorder recorder;
        try (Journal store = openStore(shell);
                Listing listing = people ? Listing.none(shell) : Listing.of(shell, format, DecisionCells.COLUMNS);
                Carom carom = Carom.builder()
                        .policy(policy)
                        .journal(dry ? new DryJournal(store) : store)
                        .clock(shell.clock())
                        .liveTimers(false)
                        .build()) {
            recorder = new Recorder(
                    carom,
                    notices,
                    shell.stop(),
                    decision -> listing.print(
                            () -> DecisionJson.write(decision), column -> DecisionCells.of(decision, column.name())));
            new Feed(policy.classifier(), provider, vouched, shell.clock(), recorder).readAll(words, shell.in());
            recorder.finish();
        }
        notices.clear();
        for (String line :
                Summary.of(recorder.tally(), stores.shown(), dry, shell.stop().asked())) {
            if (people) {
                shell.out().print(line + "\n");
            } else if (!loudness.quiet()) {
                notices.say(line);
            }
        }
        return notices.status();
    }

    private Journal openStore(Shell shell) {
        if (!dry) {
            return stores.openToWrite(shell.environment());
        }
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
