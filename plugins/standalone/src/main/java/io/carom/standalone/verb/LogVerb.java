package io.carom.standalone.verb;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.api.Proof;
import io.carom.api.Reason;
import io.carom.spi.JournalReader;
import io.carom.spi.LogCursor;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.decision.Times;
import io.carom.standalone.decision.Told;
import io.carom.standalone.logging.Logging;
import io.carom.store.jdbc.JdbcJournal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code log}: what is recorded, filtered. Only reads; another process may write meanwhile. */
public final class LogVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.csvOnly("id"),
            Column.csvOnly("at"),
            Column.tableOnly("time", "TIME (UTC)", 16),
            Column.of("recipient", "RECIPIENT", 36),
            Column.csvOnly("event"),
            Column.csvOnly("bounceType"),
            Column.tableOnly("type", "TYPE", 11),
            Column.tableOnly("code", "CODE", 12),
            Column.csvOnly("status"),
            Column.csvOnly("replyCode"),
            Column.of("reason", "REASON", 19),
            Column.tableOnly("outcome", "OUTCOME", 14),
            Column.csvOnly("campaign"),
            Column.csvOnly("list"),
            Column.csvOnly("feedbackType"),
            Column.csvOnly("proof"),
            Column.csvOnly("subscriber"),
            Column.csvOnly("duplicate"),
            Column.of("diagnostic", "WHAT THE RECEIVER SAID", 0));
    private static final int TABLE_ROWS = 50;
    /** So many rows behind the last one are counted. */
    private static final int COUNTED = 10_000;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private @Nullable Format format;
    private @Nullable EventKind kind;
    private @Nullable String campaign;
    private @Nullable String list;
    private @Nullable String recipient;
    private @Nullable String domain;
    private @Nullable BounceType type;
    private @Nullable String code;
    private @Nullable String reason;
    private @Nullable String text;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private @Nullable Proof proof;
    private boolean audit;
    private boolean duplicates;
    private long limit = -1;
    private long offset;
    private @Nullable LogCursor after;
    private @Nullable LogRow last;

    @Override
    public String description() {
        return "Prints what is recorded: a table of the newest 50 rows for people; for programs every row in the order of recording, "
                + "as JSON lines (id, recipient, at, decision) or CSV.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        options.value("--kind", "KIND", "what happened: bounce, complaint, delivery ...", value -> kind = kind(value))
                .value("--campaign", "NAME", "of this campaign", value -> campaign = value)
                .value("--list", "NAME", "of this list", value -> list = value)
                .value("--domain", "DOMAIN", "to recipients of this domain", value -> domain = value)
                .value("--recipient", "ADDRESS", "to this recipient", value -> recipient = value)
                .value("--type", "hard|soft", "bounces of this type", value -> type = type(value))
                .value(
                        "--code",
                        "PATTERN",
                        "with this enhanced code; % stands for anything: 5.7%",
                        value -> code = value)
                .value(
                        "--reason",
                        "WORD",
                        "for this reason: user_unknown, mailbox_full ...",
                        value -> reason = reason(value))
                .value("--text", "TEXT", "where the receiver's words have this in them", value -> text = value)
                .value(
                        "--from",
                        "TIME",
                        "from this instant on: 2026-01-05 or 2026-01-05T10:00:00Z",
                        value -> from = Typed.time(value))
                .value("--to", "TIME", "before this instant", value -> to = Typed.time(value))
                .value(
                        "--proof",
                        "PROOF",
                        "whose origin was proven so: smtp, webhook, verp, message_id, operator; none for those that prove nothing",
                        value -> proof = proof(value))
                .flag(
                        "--audit",
                        "instead: who changed what by hand, when and why, newest first; --limit and --offset count",
                        () -> audit = true)
                .flag("--duplicates", "failures that were counted before, too", () -> duplicates = true)
                .value(
                        "--limit",
                        "N",
                        "at most so many rows; " + TABLE_ROWS + " in a table, no limit in the other formats; 0 for all",
                        value -> limit = Typed.number("--limit", value))
                .value(
                        "--offset",
                        "N",
                        "pass so many rows over first",
                        value -> offset = Typed.number("--offset", value))
                .value(
                        "--after",
                        "TOKEN",
                        "go on behind the page that named this token; as quick on the last page as on the first",
                        value -> after = cursor(value))
                .choice("--format", Format.class, "how rows are printed", value -> format = value)
                .rest("", "", 0, 0)
                .example("carom log --code 5.7% --from 2026-01-05")
                .example("carom log --domain example.com --type hard --format csv > hard.csv");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        if (audit) {
            try (Stores.Opened opened = stores.desk(shell, false)) {
                AuditListing.print(shell, format, opened.desk(), most(table), offset);
            }
            return notices.status();
        }
        LogFilter filter = new LogFilter(
                kind,
                campaign,
                list,
                recipient,
                domain,
                type,
                code,
                reason,
                text,
                from,
                to,
                duplicates,
                table,
                proof == null ? most(table) : 0,
                proof == null ? offset : 0,
                after);
        try (JdbcJournal journal = stores.openToRead(shell.environment());
                Listing listing = Listing.of(shell, format, COLUMNS)) {
            JournalReader reader = journal.reader();
            long[] rows = {0};
            Proof wanted = proof;
            long[] matching = {0};
            reader.log(filter, row -> {
                if (wanted != null && !wanted.word().equals(row.proof())) {
                    return !shell.stop().asked();
                }
                matching[0]++;
                if (wanted != null && (matching[0] <= offset || isFull(rows[0], table))) {
                    return table && !shell.stop().asked();
                }
                print(listing, row);
                last = row;
                notices.progress(++rows[0], 0, "rows");
                return !shell.stop().asked() && ((rows[0] & 255) != 0 || !listing.readerGone());
            });
            listing.flush();
            if (table && wanted != null) {
                closing(matching[0], rows[0], notices);
            } else if (table) {
                closing(reader, filter, rows[0], notices);
            } else if (limit > 0 && rows[0] == limit) {
                notices.say(next() + " for the next");
            }
        }
        return notices.status();
    }

    private long most(boolean table) {
        return limit >= 0 ? limit : table ? TABLE_ROWS : 0;
    }

    private boolean isFull(long rows, boolean table) {
        return most(table) > 0 && rows >= most(table);
    }

    private void closing(JournalReader reader, LogFilter filter, long rows, Notices notices) {
        closing(reader.countUpTo(filter, offset + rows + COUNTED), rows, notices);
    }

    private void closing(long all, long rows, Notices notices) {
        if (rows == 0) {
            notices.say(
                    all == 0
                            ? after == null ? "no row matches" : "no row matches behind that page"
                            : "no row behind the first " + offset + "; there are " + all);
        } else if (offset + rows < all) {
            notices.say(String.format(
                    Locale.ROOT,
                    "%,d to %,d of %s%,d rows%s; --limit 0 for all, %s for the next",
                    offset + 1,
                    offset + rows,
                    all == offset + rows + COUNTED ? "at least " : "",
                    all,
                    after == null ? "" : " behind that page",
                    next()));
        }
    }

    /** What to ask for the page behind the last row that was printed. */
    private String next() {
        return last == null
                ? "--offset " + offset
                : "--after " + LogCursor.behind(last).token();
    }

    private static LogCursor cursor(String token) {
        return LogCursor.parse(token)
                .orElseThrow(() -> new Wrong("--after `" + token
                        + "` is no place in the log; take the token that the page before ended with"));
    }

    private static Proof proof(String word) {
        return Proof.of(word)
                .orElseThrow(() -> new Wrong("--proof `" + word
                        + "` is no proof; it is one of smtp, webhook, verp, message_id, operator, none"));
    }

    private static void print(Listing listing, LogRow row) {
        listing.print(() -> json(row), new Cells(row)::of);
    }

    /** One recorded event: its id, recipient and time, and the decision as it was recorded. */
    private static String json(LogRow row) {
        return JsonLine.of(json -> {
            JsonLine.text(json, "id", row.id());
            json.writeStringProperty("recipient", row.recipient());
            json.writeStringProperty("at", row.at().toString());
            json.writeName("decision");
            if (row.decisionJson() == null) {
                json.writeNull();
            } else {
                json.writeRawValue(row.decisionJson());
            }
        });
    }

    private static final class Cells {
        private final LogRow row;
        private @Nullable Told told;

        Cells(LogRow row) {
            this.row = row;
        }

        @Nullable
        String of(Column column) {
            return switch (column.name()) {
                case "id" -> row.id();
                case "at" -> row.at().toString();
                case "time" -> Times.column(row.at());
                case "recipient" -> row.recipient();
                case "event" -> row.kind();
                case "bounceType" -> row.bounceType();
                case "type" -> row.bounceType() != null && row.kind().equals("bounce") ? row.bounceType() : row.kind();
                case "code" -> code();
                case "status" -> row.status();
                case "replyCode" ->
                    row.replyCode() == null ? null : row.replyCode().toString();
                case "reason" -> row.reason();
                case "outcome" -> told().outcome();
                case "campaign" -> row.campaign();
                case "list" -> row.list();
                case "feedbackType" -> row.feedbackType();
                case "proof" -> row.proof();
                case "subscriber" -> told().newStatus();
                case "duplicate" -> String.valueOf(row.duplicate());
                case "diagnostic" -> row.diagnostic();
                default -> null;
            };
        }

        private String code() {
            String reply = row.replyCode() == null ? "" : row.replyCode().toString();
            return row.status() == null ? reply : (reply + " " + row.status()).strip();
        }

        private Told told() {
            Told known = told;
            if (known == null) {
                known = Told.of(row.decisionJson());
                told = known;
            }
            return known;
        }
    }

    private static EventKind kind(String word) {
        return EventKind.of(word)
                .orElseThrow(() -> new Wrong("--kind `" + word + "` is none of the known kinds"
                        + Typed.near(
                                word,
                                Arrays.stream(EventKind.values())
                                        .map(EventKind::word)
                                        .toList())));
    }

    private static BounceType type(String word) {
        return BounceType.of(word.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new Wrong("--type `" + word + "` is neither hard nor soft"));
    }

    private static String reason(String word) {
        return Reason.of(word)
                .map(Reason::word)
                .orElseThrow(() -> new Wrong("--reason `" + word + "` is none of the known reasons"
                        + Typed.near(
                                word,
                                Arrays.stream(Reason.values()).map(Reason::word).toList())));
    }
}
