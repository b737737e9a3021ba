package io.carom.standalone.verb;

import io.carom.spi.Retries;
import io.carom.spi.ScheduledRetry;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.decision.Times;
import io.carom.standalone.logging.Logging;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code retries}: messages that are to be sent again, and an end or an early start for some of them. */
public final class RetriesVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.csvOnly("due"),
            Column.tableOnly("time", "DUE (UTC)", 16),
            Column.of("recipient", "RECIPIENT", 40),
            Column.of("attempt", "RETRY", 7),
            Column.of("policy", "POLICY", 16),
            Column.of("server", "SERVER", 12),
            Column.of("campaign", "CAMPAIGN", 16),
            Column.of("message", "MESSAGE", 0));
    private static final int TABLE_ROWS = 50;
    private static final int PAGE = 1_000;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final Acts acts = new Acts();
    private @Nullable Format format;
    private @Nullable String recipient;
    private @Nullable String domain;
    private @Nullable String message;
    private @Nullable String campaign;
    private @Nullable String server;
    private @Nullable String policy;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private long limit = -1;
    private long offset;
    private boolean all;
    private boolean dryRun;

    @Override
    public String description() {
        return "Prints the messages that are to be sent again, by the instant at which the host is asked to. `cancel` takes those that the "
                + "filters mean off the schedule; `run` makes them due now, for the next look of `serve`. Neither changes what was decided.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        options.value("--recipient", "ADDRESS", "to this address", value -> recipient = value)
                .value("--domain", "DOMAIN", "to this domain", value -> domain = value)
                .value("--message", "ID", "of this message", value -> message = value)
                .value("--campaign", "NAME", "of this campaign", value -> campaign = value)
                .value("--server", "NAME", "by this server", value -> server = value)
                .value("--retry-policy", "NAME", "by this retry policy", value -> policy = value)
                .value("--from", "TIME", "due from this instant on", value -> from = Typed.time(value))
                .value("--to", "TIME", "due before this instant", value -> to = Typed.time(value))
                .value(
                        "--limit",
                        "N",
                        "at most so many; " + TABLE_ROWS + " in a table, no limit otherwise; 0 for all",
                        value -> limit = Typed.number("--limit", value))
                .value("--offset", "N", "pass so many over first", value -> offset = Typed.number("--offset", value))
                .flag("--all", "with cancel and run: every one", () -> all = true)
                .flag("--dry-run", "with cancel and run: only say how many it would be", () -> dryRun = true);
        acts.declare(options);
        options.choice("--format", Format.class, "how they are printed", value -> format = value)
                .rest("cancel|run", "what to do about those that the filters mean", 0, 1)
                .example("carom retries --domain example.com --format csv")
                .example("carom retries run --domain example.com --why 'they say they are up again'")
                .example("carom retries cancel --campaign spring --why 'the offer has ended'");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        Retries.Filter filter = new Retries.Filter(recipient, domain, message, campaign, server, policy, from, to);
        if (words.isEmpty()) {
            if (all || dryRun) {
                throw new Wrong("--all and --dry-run are for `carom retries cancel` and `carom retries run`");
            }
            list(shell, notices, filter);
        } else if (words.get(0).equals("cancel") || words.get(0).equals("run")) {
            change(shell, notices, filter, words.get(0).equals("run"));
        } else {
            throw new Wrong("`" + words.get(0) + "` is none of the words that go here"
                    + Typed.near(words.get(0), List.of("cancel", "run")));
        }
        return notices.status();
    }

    private void list(Shell shell, Notices notices, Retries.Filter filter) {
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        long most = limit > 0 ? limit : limit < 0 && table ? TABLE_ROWS : Long.MAX_VALUE;
        try (Stores.Opened opened = stores.desk(shell, false);
                Listing listing = Listing.of(shell, format, COLUMNS)) {
            Retries retries = opened.journal().retries().orElseThrow();
            long shown = 0;
            while (shown < most && !shell.stop().asked() && !listing.readerGone()) {
                List<ScheduledRetry> page = retries.list(filter, (int) Math.min(PAGE, most - shown), offset + shown);
                page.forEach(one -> listing.print(() -> json(one), column -> cell(one, column.name())));
                shown += page.size();
                if (page.isEmpty()) {
                    break;
                }
                notices.progress(shown, 0, "retries");
            }
            listing.flush();
            if (table) {
                long there = retries.count(filter);
                notices.say(
                        there == 0
                                ? "no message is to be sent again"
                                : String.format(Locale.ROOT, "%,d of %,d retries", shown, there));
            }
        }
    }

    private void change(Shell shell, Notices notices, Retries.Filter filter, boolean now) {
        if (filter.equals(Retries.Filter.ALL) != all) {
            throw new Wrong("this wants either filters, such as --domain, or --all for every retry");
        }
        if (offset > 0) {
            throw new Wrong("--offset is for the list; --limit bounds what is changed");
        }
        int most = (int) Math.min(Integer.MAX_VALUE, Math.max(0, limit));
        try (Stores.Opened opened = stores.desk(shell, !dryRun)) {
            Retries retries = opened.journal().retries().orElseThrow();
            if (dryRun) {
                long meant = retries.count(filter);
                notices.say(
                        String.format(Locale.ROOT, "dry run: %,d retries", most == 0 ? meant : Math.min(most, meant)));
            } else if (now) {
                long due = retries.run(filter, most, acts.act(shell));
                notices.say(String.format(Locale.ROOT, "%,d retries are due now", due));
            } else {
                long gone = retries.cancel(filter, most, acts.act(shell));
                notices.say(String.format(Locale.ROOT, "%,d retries were cancelled", gone));
            }
        }
    }

    private static String json(ScheduledRetry one) {
        return JsonLine.of(json -> {
            json.writeStringProperty("due", one.plan().at().toString());
            json.writeStringProperty("recipient", one.address().address());
            json.writeNumberProperty("attempt", one.plan().attempt());
            json.writeNumberProperty("of", one.plan().of());
            json.writeStringProperty("policy", one.plan().policy());
            JsonLine.text(json, "server", one.server());
            JsonLine.text(json, "campaign", one.campaign());
            json.writeStringProperty("message", one.message());
        });
    }

    private static @Nullable String cell(ScheduledRetry one, String name) {
        return switch (name) {
            case "due" -> one.plan().at().toString();
            case "time" -> Times.column(one.plan().at());
            case "recipient" -> one.address().address();
            case "attempt" -> one.plan().attempt() + " of " + one.plan().of();
            case "policy" -> one.plan().policy();
            case "server" -> one.server();
            case "campaign" -> one.campaign();
            case "message" -> one.message();
            default -> null;
        };
    }
}
