package io.carom.standalone.verb;

import io.carom.engine.policy.Policy;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Suppression;
import io.carom.spi.Suppressions;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.CsvLines;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.decision.Times;
import io.carom.standalone.logging.Logging;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code suppressions}: to whom nothing is sent for a while. */
public final class SuppressionsVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.of("id", "NO", 6).ofNumbers(),
            Column.of("subject", "WHOM", 40),
            Column.of("reach", "REACH", 8),
            Column.csvOnly("scope"),
            Column.of("name", "OF", 16),
            Column.csvOnly("at"),
            Column.csvOnly("until"),
            Column.tableOnly("end", "UNTIL (UTC)", 16),
            Column.of("times", "TIMES", 5).ofNumbers(),
            Column.of("who", "BY", 14),
            Column.csvOnly("why"),
            Column.of("reason", "REASON", 0));
    private static final int PAGE = 1_000;
    private static final int MOST_DAYS = 36_500;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final Acts acts = new Acts();
    private final List<String> added = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private @Nullable String file;
    private @Nullable String policyFolder;
    private @Nullable String subject;
    private Suppression.@Nullable Reach reach;
    private @Nullable String name;
    private Suppression.@Nullable Terms terms;
    private @Nullable Format format;
    private String reason = "by hand";
    private String scope = "";
    private boolean ended;

    @Override
    public String description() {
        return "Lists to whom nothing is sent for a while: an address or a domain, everywhere, of one tenant, on one list or in one "
                + "stream. --add suppresses, the first time as long as the policy's `suppressions` say and longer each further time; "
                + "--remove ends it and forgets how often it was. What --format csv prints, --import reads.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        options.value("--add", "ADDRESS|@DOMAIN", "suppress; may be given again", added::add)
                .value("--remove", "N|ADDRESS|@DOMAIN", "end; may be given again", removed::add)
                .value(
                        "--import",
                        "FILE|-",
                        "suppress what this CSV names: subject, and where it has them reach, scope, name, reason, until",
                        value -> file = value)
                .value("--reason", "TEXT", "why, in a word or a sentence", value -> reason = value)
                .value(
                        "--reach",
                        "global|tenant|list|stream",
                        "how far; global unless given, list or stream with --of",
                        value -> reach = reach(value))
                .value("--of", "NAME", "the list or stream", value -> name = value)
                .value("--tenant", "NAME", "the tenant", value -> scope = value)
                .value(
                        "--for",
                        "LENGTH|ever",
                        "so long instead of the policy's terms: 12h, 30d, ever",
                        value -> terms = terms(value))
                .value("--subject", "ADDRESS|@DOMAIN", "list only this one's", value -> subject = subject(value))
                .flag("--ended", "list those that have ended, too", () -> ended = true)
                .value(
                        "--policy",
                        "DIR",
                        "the policy in force; the stock policy unless given",
                        value -> policyFolder = value);
        acts.declare(options);
        options.choice("--format", Format.class, "how they are printed", value -> format = value)
                .rest("", "", 0, 0)
                .example("carom suppressions --add bob@example.com --reason 'asked by phone'")
                .example("carom suppressions --add @example.com --reach list --of news --for 30d")
                .example("carom suppressions --format csv > suppressed.csv")
                .example("carom suppressions --import suppressed.csv");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        boolean writes = !added.isEmpty() || !removed.isEmpty() || file != null;
        try (Stores.Opened opened = stores.desk(shell, writes)) {
            Suppressions suppressions = opened.journal().suppressions().orElseThrow();
            if (writes) {
                change(shell, suppressions, notices);
            } else {
                list(shell, suppressions);
            }
        }
        return notices.status();
    }

    private void change(Shell shell, Suppressions suppressions, Notices notices) {
        Act act = acts.act(shell);
        Suppression.Terms usual = terms != null ? terms : policyTerms();
        for (String whom : added) {
            Suppression now = suppressions.add(wanted(subject(whom), act), usual, act);
            notices.say(now.subject() + " is suppressed " + end(now) + times(now));
        }
        if (file != null) {
            load(shell, file, suppressions, usual, act, notices);
        }
        if (!removed.isEmpty()) {
            List<Long> ids = new ArrayList<>();
            removed.forEach(one -> ids.addAll(meant(one, suppressions)));
            long gone = suppressions.remove(ids, act);
            if (gone == 0) {
                notices.bad("", "nothing is suppressed by that name or number");
            } else {
                notices.say(
                        gone == 1 ? "1 suppression ended" : String.format(Locale.ROOT, "%,d suppressions ended", gone));
            }
        }
    }

    private Suppression.Terms policyTerms() {
        try (Policy policy = Policies.open(policyFolder)) {
            return policy.settings().recovery().terms();
        }
    }

    private Suppression wanted(String whom, Act act) {
        Suppression.Reach how = reach != null ? reach : Suppression.Reach.GLOBAL;
        return wanted(whom, how, scope, name == null ? "" : name, reason, act);
    }

    private static Suppression wanted(
            String whom, Suppression.Reach how, String tenant, String of, String because, Act act) {
        boolean named = how == Suppression.Reach.LIST || how == Suppression.Reach.STREAM;
        if (named == of.isEmpty()) {
            throw new Wrong(
                    named
                            ? "--reach " + how.word() + " needs --of NAME"
                            : "--of goes with --reach list or --reach stream");
        }
        if (of.length() > Suppression.LONGEST || because.length() > Suppression.LONGEST) {
            throw new Wrong("a name or a reason has at most " + Suppression.LONGEST + " characters");
        }
        String in = how == Suppression.Reach.GLOBAL ? "" : tenant;
        return new Suppression(0, whom, how, in, of, because, act.at(), null, 1, act);
    }

    private void load(
            Shell shell, String from, Suppressions suppressions, Suppression.Terms usual, Act act, Notices notices) {
        long count = 0;
        try (BufferedReader in = from.equals("-")
                ? new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(from))) {
            CsvLines lines = new CsvLines(in);
            List<String> heading = lines.next();
            if (heading == null || !heading.contains("subject")) {
                throw new Wrong(
                        from + " has no column `subject`; `carom suppressions --format csv` prints such a file");
            }
            List<String> cells = lines.next();
            while (cells != null && !shell.stop().asked()) {
                try {
                    count += load(row(heading, cells), suppressions, usual, act) ? 1 : 0;
                } catch (Wrong e) {
                    notices.bad(from + ":" + lines.number(), String.valueOf(e.getMessage()));
                }
                notices.progress(count, 0, "suppressions");
                cells = lines.next();
            }
        } catch (IOException e) {
            throw new Wrong("cannot read " + from + ": " + e.getMessage());
        }
        notices.say(String.format(Locale.ROOT, "%,d suppressions imported", count));
    }

    private static Map<String, String> row(List<String> heading, List<String> cells) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < Math.min(heading.size(), cells.size()); i++) {
            row.put(heading.get(i).strip(), cells.get(i).strip());
        }
        return row;
    }

    /** Whether it was suppressed; one that has ended is passed over. */
    private static boolean load(Map<String, String> row, Suppressions suppressions, Suppression.Terms usual, Act act) {
        String whom = subject(row.getOrDefault("subject", ""));
        String how = row.getOrDefault("reach", "");
        Suppression wanted = wanted(
                whom,
                how.isEmpty() ? Suppression.Reach.GLOBAL : reach(how),
                row.getOrDefault("scope", ""),
                row.getOrDefault("name", ""),
                row.getOrDefault("reason", "imported"),
                act);
        String until = row.getOrDefault("until", "");
        if (until.isEmpty()) {
            // A file of ours leaves it empty for never; one without the column leaves it to the policy
            suppressions.add(wanted, row.containsKey("until") ? Suppression.Terms.EVER : usual, act);
            return true;
        }
        Instant end = Typed.time(until);
        if (!end.isAfter(act.at())) {
            return false;
        }
        suppressions.add(wanted, Suppression.Terms.fixed(Duration.between(act.at(), end)), act);
        return true;
    }

    private static List<Long> meant(String text, Suppressions suppressions) {
        if (text.matches("[0-9]{1,15}")) {
            return List.of(Long.valueOf(text));
        }
        Suppressions.Filter filter = new Suppressions.Filter(subject(text), null, null, null, 0, PAGE);
        return suppressions.list(filter).stream().map(Suppression::id).toList();
    }

    private void list(Shell shell, Suppressions suppressions) {
        Instant now = ended ? null : shell.clock().instant();
        try (Listing listing = Listing.of(shell, format, COLUMNS)) {
            long after = 0;
            List<Suppression> page;
            do {
                page = suppressions.list(new Suppressions.Filter(subject, reach, name, now, after, PAGE));
                for (Suppression one : page) {
                    Function<String, @Nullable String> cells = column -> cell(one, column);
                    listing.print(() -> json(cells), column -> cells.apply(column.name()));
                    after = one.id();
                }
            } while (page.size() == PAGE && !shell.stop().asked() && !listing.readerGone());
        }
    }

    private static String json(Function<String, @Nullable String> cells) {
        return JsonLine.of(json -> {
            for (Column column : COLUMNS) {
                if (column.inCsv()) {
                    JsonLine.cell(json, column, cells.apply(column.name()));
                }
            }
        });
    }

    private static @Nullable String cell(Suppression one, String column) {
        return switch (column) {
            case "id" -> Long.toString(one.id());
            case "subject" -> one.subject();
            case "reach" -> one.reach().word();
            case "scope" -> one.scope();
            case "name" -> one.name();
            case "at" -> one.at().toString();
            case "until" -> one.until() == null ? null : one.until().toString();
            case "end" -> one.until() == null ? "for good" : Times.column(one.until());
            case "times" -> Integer.toString(one.times());
            case "who" -> one.act().who();
            case "why" -> one.act().why();
            case "reason" -> one.reason();
            default -> null;
        };
    }

    private static String end(Suppression one) {
        return one.until() == null ? "for good" : "until " + one.until();
    }

    private static String times(Suppression one) {
        return one.times() == 1 ? "" : ", made " + one.times() + " times";
    }

    private static String subject(String text) {
        String whom = AddressKey.of("", text).address();
        int at = whom.indexOf('@');
        if (at < 0 || at == whom.length() - 1 || whom.length() > Suppression.LONGEST || whom.indexOf(' ') >= 0) {
            throw new Wrong("`" + text + "` is neither an address nor @ and a domain");
        }
        return whom;
    }

    private static Suppression.Reach reach(String word) {
        return Suppression.Reach.of(word.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new Wrong("`" + word + "` is none of global, tenant, list, stream"));
    }

    private static Suppression.Terms terms(String text) {
        if (text.equals("ever")) {
            return Suppression.Terms.EVER;
        }
        if (!text.matches("[1-9][0-9]{0,5}[mhd]")) {
            throw new Wrong("--for `" + text + "` is no length such as 12h or 30d, nor `ever`");
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        Duration length = switch (text.charAt(text.length() - 1)) {
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(Math.min(count, MOST_DAYS));
        };
        return Suppression.Terms.fixed(length);
    }
}
