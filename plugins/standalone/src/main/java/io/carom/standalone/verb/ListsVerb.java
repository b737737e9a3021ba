package io.carom.standalone.verb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.host.MemberFile;
import io.carom.standalone.logging.Logging;
import io.carom.store.jdbc.EmbeddedHost;
import io.carom.store.jdbc.EmbeddedHostSettings;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.store.jdbc.Membership;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code lists}: the embedded host's lists, who is on them, and how addresses get there. */
public final class ListsVerb implements Verb {
    private static final int TABLE_ROWS = 50;
    private static final int PAGE = 1_000;
    private static final List<Column> LISTS = List.of(
            Column.of("list", "LIST", 40),
            Column.of("status", "STATUS", 14),
            Column.of("addresses", "ADDRESSES", 0).ofNumbers());
    private static final List<Column> MEMBERS = List.of(
            Column.of("address", "ADDRESS", 44),
            Column.of("status", "STATUS", 12),
            Column.of("since", "SINCE", 24),
            Column.of("subscriber", "SUBSCRIBER", 20),
            Column.of("campaign", "LEFT BY", 0));

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final Acts acts = new Acts();
    private @Nullable Format format;
    private @Nullable SubscriberStatus status;
    private @Nullable String list;
    private @Nullable String after;
    private long limit = -1;

    @Override
    public String description() {
        return "Prints the lists of the embedded host, or who is on one. `import` puts the addresses of a CSV file on a list; its first line "
                + "names the columns: email, and where they are there list, subscriber, status. Whoever bounced or is suppressed stays so.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        options.value("--list", "NAME", "with import: the list of lines that name none", value -> list = value)
                .value(
                        "--status",
                        "STATUS",
                        "those that are this on the list",
                        value -> status = Typed.status("--status", value))
                .value("--after", "ADDRESS", "those behind this one, by address", value -> after = value)
                .value(
                        "--limit",
                        "N",
                        "at most so many; " + TABLE_ROWS + " in a table, no limit in the other formats; 0 for all",
                        value -> limit = Typed.number("--limit", value));
        acts.declare(options);
        options.choice("--format", Format.class, "how rows are printed", value -> format = value)
                .rest(
                        "[LIST] | import FILE",
                        "who is on it; import: the addresses of a CSV file, - for standard input",
                        0,
                        2)
                .example("carom lists import readers.csv --list news --why 'moved from the old platform'")
                .example("carom lists news --status bounced --format csv");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        boolean imports = !words.isEmpty() && words.get(0).equals("import");
        if (imports && words.size() == 2) {
            take(shell, notices, words.get(1));
        } else if (imports) {
            throw new Wrong("`import` wants a CSV file");
        } else if (words.size() == 2) {
            throw new Wrong("`" + words.get(1) + "` is one word too many");
        } else if (words.isEmpty()) {
            lists(shell);
        } else {
            members(shell, words.get(0));
        }
        return notices.status();
    }

    private static EmbeddedHost host(JdbcJournal journal, Shell shell) {
        return journal.embeddedHost(shell.clock(), EmbeddedHostSettings.DEFAULT);
    }

    private void lists(Shell shell) {
        try (JdbcJournal journal = stores.openToRead(shell.environment());
                Listing listing = Listing.of(shell, format, LISTS)) {
            host(journal, shell)
                    .counts((name, what, count) -> print(listing, LISTS, column -> switch (column) {
                        case "list" -> name;
                        case "status" -> what;
                        default -> Long.toString(count);
                    }));
        }
    }

    private void members(Shell shell, String name) {
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        long most = limit > 0 ? limit : limit < 0 && table ? TABLE_ROWS : Long.MAX_VALUE;
        try (JdbcJournal journal = stores.openToRead(shell.environment());
                Listing listing = Listing.of(shell, format, MEMBERS)) {
            EmbeddedHost host = host(journal, shell);
            AddressKey last = after == null ? null : AddressKey.of("", after);
            long shown = 0;
            while (shown < most && !shell.stop().asked() && !listing.readerGone()) {
                List<Membership> page = host.members(name, status, last, (int) Math.min(PAGE, most - shown));
                page.forEach(one -> print(listing, MEMBERS, column -> cell(one, column)));
                shown += page.size();
                if (page.isEmpty()) {
                    break;
                }
                last = page.get(page.size() - 1).address();
            }
        }
    }

    private static @Nullable String cell(Membership one, String column) {
        return switch (column) {
            case "address" -> one.address().address();
            case "status" -> one.status().word();
            case "since" -> one.since().toString();
            case "subscriber" -> one.subscriber();
            default -> one.campaign();
        };
    }

    private static void print(Listing listing, List<Column> columns, Function<String, @Nullable String> cells) {
        listing.print(
                () -> JsonLine.of(json -> {
                    for (Column column : columns) {
                        JsonLine.cell(json, column, cells.apply(column.name()));
                    }
                }),
                column -> cells.apply(column.name()));
    }

    private void take(Shell shell, Notices notices, String file) {
        Act act = acts.act(shell);
        long[] taken = {0};
        List<Membership> waiting = new ArrayList<>();
        try (JdbcJournal journal = stores.openToWrite(shell.environment());
                BufferedReader lines = file.equals("-")
                        ? new BufferedReader(new InputStreamReader(shell.in(), UTF_8))
                        : Files.newBufferedReader(Path.of(file))) {
            EmbeddedHost host = host(journal, shell);
            new MemberFile(file, list, act.at(), notices::bad).read(lines, one -> {
                waiting.add(one);
                notices.progress(++taken[0], 0, "addresses");
                if (waiting.size() >= PAGE) {
                    host.put(waiting, act);
                    waiting.clear();
                }
            });
            if (!waiting.isEmpty()) {
                host.put(waiting, act);
            }
        } catch (IOException e) {
            throw new Wrong("cannot read " + file + ": " + e.getMessage());
        }
        notices.say(String.format(Locale.ROOT, "%,d addresses were put on lists", taken[0]));
    }
}
