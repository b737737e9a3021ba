package io.carom.standalone.verb;

import io.carom.engine.webhook.OutgoingWebhooks;
import io.carom.engine.webhook.OutgoingWebhooks.Trial;
import io.carom.spi.Webhooks;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.decision.Times;
import io.carom.standalone.host.Hosting;
import io.carom.standalone.logging.Logging;
import io.carom.standalone.settings.OutgoingWebhook;
import io.carom.store.jdbc.JdbcJournal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code webhooks}: who is told of changes by webhook, how that goes, and what can be done where it does not. */
public final class WebhooksVerb implements Verb {
    private static final int TABLE_ROWS = 50;
    private static final int PAGE = 500;
    private static final List<Column> STANDING = List.of(
            Column.of("endpoint", "ENDPOINT", 24),
            Column.of("url", "URL", 40),
            Column.of("waiting", "WAITING", 8).ofNumbers(),
            Column.csvOnly("oldest"),
            Column.tableOnly("since", "OLDEST (UTC)", 16),
            Column.of("dead", "GIVEN UP", 8).ofNumbers(),
            Column.csvOnly("disabled"),
            Column.tableOnly("off", "OFF SINCE", 16),
            Column.of("why", "WHY", 0));
    private static final List<Column> LOG = List.of(
            Column.csvOnly("at"),
            Column.tableOnly("time", "TIME (UTC)", 16),
            Column.of("endpoint", "ENDPOINT", 20),
            Column.of("id", "MESSAGE", 36),
            Column.of("answer", "ANSWER", 12),
            Column.of("told", "TOLD", 0));
    private static final List<Column> DEAD = List.of(
            Column.csvOnly("at"),
            Column.tableOnly("time", "DECIDED (UTC)", 16),
            Column.of("endpoint", "ENDPOINT", 20),
            Column.of("id", "MESSAGE", 36),
            Column.of("address", "ADDRESS", 36),
            Column.of("tries", "TRIES", 5).ofNumbers(),
            Column.of("why", "WHY", 0));

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final SettingsOption settings = new SettingsOption();
    private final Acts acts = new Acts();
    private @Nullable Format format;
    private long limit = -1;
    private boolean all;

    @Override
    public String description() {
        return "Prints who is told of changes by webhook, and what waits for each. `log` prints every try, newest first, `dead` what was "
                + "given up, `resend` sends that again, `enable` switches an endpoint on that answered 410, `test` sends a sample at once.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        settings.declare(options);
        options.value(
                        "--limit",
                        "N",
                        "at most so many rows; " + TABLE_ROWS + " in a table, no limit in the other formats; 0 for all",
                        value -> limit = Typed.number("--limit", value))
                .flag(
                        "--all",
                        "with resend: everything that was given up, of the endpoint or of all",
                        () -> all = true);
        acts.declare(options);
        options.choice("--format", Format.class, "how rows are printed", value -> format = value)
                .rest(
                        "[WORD] [NAME] [ID...]",
                        "log [NAME], dead [NAME], resend NAME ID..., resend [NAME] --all, enable NAME, test NAME",
                        0,
                        Integer.MAX_VALUE)
                .example("carom webhooks test crm")
                .example("carom webhooks log crm --limit 20")
                .example("carom webhooks resend crm --all --why 'their key was wrong'");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        String word = words.isEmpty() ? "" : words.get(0);
        String name = words.size() > 1 ? words.get(1) : null;
        if (words.size() > 2 && !word.equals("resend")) {
            throw new Wrong("`" + words.get(2) + "` is one word too many");
        }
        switch (word) {
            case "" -> standing(shell, notices);
            case "log" -> log(shell, name);
            case "dead" -> dead(shell, notices, name);
            case "resend" ->
                resend(shell, notices, name, words.size() > 2 ? words.subList(2, words.size()) : List.of());
            case "enable" -> enable(shell, notices, named(word, name));
            case "test" -> test(shell, notices, named(word, name));
            default ->
                throw new Wrong("`" + word + "` is none of the words that go here"
                        + Typed.near(word, List.of("log", "dead", "resend", "enable", "test")));
        }
        return notices.status();
    }

    private static String named(String word, @Nullable String name) {
        if (name == null) {
            throw new Wrong("`" + word + "` wants the name of an endpoint; `carom webhooks` lists them");
        }
        return name;
    }

    private long most(Shell shell) {
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        return limit > 0 ? limit : limit < 0 && table ? TABLE_ROWS : Long.MAX_VALUE;
    }

    private void standing(Shell shell, Notices notices) {
        Map<String, Webhooks.Standing> byName = new TreeMap<>();
        Map<String, String> urls = new TreeMap<>();
        for (OutgoingWebhook one : settings.load(stores, shell).webhooks()) {
            urls.put(one.name(), one.url().toString());
            byName.put(one.name(), new Webhooks.Standing(one.name(), 0, null, 0, null, null));
        }
        if (stores.exists()) {
            try (JdbcJournal journal = stores.openToRead(shell.environment())) {
                journal.webhooks().orElseThrow().standing().forEach(one -> byName.put(one.endpoint(), one));
            }
        }
        try (Listing listing = Listing.of(shell, format, STANDING)) {
            for (Webhooks.Standing one : byName.values()) {
                Function<String, @Nullable String> cells = name -> cell(one, urls.get(one.endpoint()), name);
                print(listing, STANDING, cells);
            }
        }
        if (byName.isEmpty()) {
            notices.say("nobody is told of changes; section `webhooks` of carom.yml says who is");
        }
    }

    private static @Nullable String cell(Webhooks.Standing one, @Nullable String url, String name) {
        return switch (name) {
            case "endpoint" -> one.endpoint();
            case "url" -> url;
            case "waiting" -> Long.toString(one.waiting());
            case "oldest" -> text(one.oldest());
            case "since" -> one.oldest() == null ? "" : Times.column(one.oldest());
            case "dead" -> Long.toString(one.dead());
            case "disabled" -> text(one.disabled());
            case "off" -> one.disabled() == null ? "" : Times.column(one.disabled());
            case "why" -> one.why();
            default -> null;
        };
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    /** The columns that programs read are the record. */
    private static void print(Listing listing, List<Column> columns, Function<String, @Nullable String> cells) {
        listing.print(
                () -> JsonLine.of(json -> {
                    for (Column column : columns) {
                        if (column.inCsv()) {
                            JsonLine.cell(json, column, cells.apply(column.name()));
                        }
                    }
                }),
                column -> cells.apply(column.name()));
    }

    private void log(Shell shell, @Nullable String name) {
        long most = most(shell);
        try (JdbcJournal journal = stores.openToRead(shell.environment());
                Listing listing = Listing.of(shell, format, LOG)) {
            long[] shown = {0};
            journal.webhooks().orElseThrow().log(name, one -> {
                print(listing, LOG, column -> switch (column) {
                    case "at" -> one.at().toString();
                    case "time" -> Times.column(one.at());
                    case "endpoint" -> one.endpoint();
                    case "id" -> one.id();
                    case "answer" -> one.answer();
                    default -> one.told();
                });
                return ++shown[0] < most && !shell.stop().asked() && !listing.readerGone();
            });
        }
    }

    private void dead(Shell shell, Notices notices, @Nullable String name) {
        long most = most(shell);
        try (JdbcJournal journal = stores.openToRead(shell.environment());
                Listing listing = Listing.of(shell, format, DEAD)) {
            Webhooks webhooks = journal.webhooks().orElseThrow();
            long shown = 0;
            while (shown < most && !shell.stop().asked() && !listing.readerGone()) {
                List<Webhooks.Given> page = webhooks.dead(name, (int) Math.min(PAGE, most - shown), shown);
                page.forEach(one -> print(listing, DEAD, column -> switch (column) {
                    case "at" -> one.hook().at().toString();
                    case "time" -> Times.column(one.hook().at());
                    case "endpoint" -> one.hook().endpoint();
                    case "id" -> one.hook().id();
                    case "address" -> one.hook().address().address();
                    case "tries" -> Integer.toString(one.tries());
                    default -> one.why();
                }));
                shown += page.size();
                if (page.isEmpty()) {
                    break;
                }
            }
            if (shown == 0) {
                notices.say("nothing was given up");
            }
        }
    }

    private void resend(Shell shell, Notices notices, @Nullable String name, List<String> ids) {
        if (ids.isEmpty() != all || (!all && name == null)) {
            throw new Wrong("`resend` wants an endpoint and ids (`carom webhooks dead` has them), or --all");
        }
        try (JdbcJournal journal = stores.openToWrite(shell.environment())) {
            long put = journal.webhooks().orElseThrow().resend(name, all ? null : ids, acts.act(shell));
            notices.say(String.format(Locale.ROOT, "%,d messages wait again", put));
            if (put < ids.size()) {
                notices.bad("", (ids.size() - put) + " of these ids were not given up");
            }
        }
    }

    private void enable(Shell shell, Notices notices, String name) {
        try (JdbcJournal journal = stores.openToWrite(shell.environment())) {
            boolean changed = journal.webhooks().orElseThrow().enable(name, acts.act(shell));
            if (changed) {
                notices.say(name + " is told again; what waited goes out first");
            } else {
                notices.bad("", name + " is not switched off");
            }
        }
    }

    private void test(Shell shell, Notices notices, String name) {
        List<OutgoingWebhook> known = settings.load(stores, shell).webhooks();
        if (known.stream().noneMatch(one -> one.name().equals(name))) {
            throw new Wrong("no endpoint of carom.yml is named `" + name + "`"
                    + (known.isEmpty()
                            ? "; section `webhooks` has none"
                            : Typed.near(
                                    name,
                                    known.stream().map(OutgoingWebhook::name).toList())));
        }
        try (OutgoingWebhooks webhooks = Hosting.webhooks(known, shell.clock())) {
            Trial trial = webhooks.test(name).orElseThrow();
            String told = trial.told().isEmpty() ? "" : ": " + trial.told();
            if (trial.taken()) {
                notices.say(name + " took it (" + trial.answer() + ")" + told);
            } else {
                notices.bad("", name + " did not take it (" + trial.answer() + ")" + told);
            }
        }
    }
}
