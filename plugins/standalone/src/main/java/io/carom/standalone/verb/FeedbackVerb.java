package io.carom.standalone.verb;

import io.carom.api.EventKind;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.decision.Times;
import io.carom.standalone.logging.Logging;
import io.carom.store.jdbc.JdbcJournal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code feedback}: who complained, how and when. Only reads. */
public final class FeedbackVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.csvOnly("id"),
            Column.csvOnly("at"),
            Column.tableOnly("time", "TIME (UTC)", 16),
            Column.of("recipient", "RECIPIENT", 40),
            Column.of("feedbackType", "TYPE", 14),
            Column.of("campaign", "CAMPAIGN", 24),
            Column.of("list", "LIST", 20),
            Column.of("proof", "PROOF", 0));
    private static final int TABLE_ROWS = 50;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private @Nullable Format format;
    private @Nullable String feedbackType;
    private @Nullable String campaign;
    private @Nullable String list;
    private @Nullable String domain;
    private @Nullable String recipient;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private long limit = -1;
    private long offset;

    @Override
    public String description() {
        return "Prints the complaints that feedback loops reported: recipient, feedback type (abuse, fraud, not-spam ...) and time, the "
                + "newest first in a table, in the order of recording otherwise.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        options.value("--type", "WORD", "of this feedback type (RFC 5965): abuse ...", value -> feedbackType = value)
                .value("--campaign", "NAME", "of this campaign", value -> campaign = value)
                .value("--list", "NAME", "of this list", value -> list = value)
                .value("--domain", "DOMAIN", "by recipients of this domain", value -> domain = value)
                .value("--recipient", "ADDRESS", "by this recipient", value -> recipient = value)
                .value("--from", "TIME", "from this instant on", value -> from = Typed.time(value))
                .value("--to", "TIME", "before this instant", value -> to = Typed.time(value))
                .value(
                        "--limit",
                        "N",
                        "at most so many; " + TABLE_ROWS + " in a table, no limit in the other formats; 0 for all",
                        value -> limit = Typed.number("--limit", value))
                .value("--offset", "N", "pass so many over first", value -> offset = Typed.number("--offset", value))
                .choice("--format", Format.class, "how they are printed", value -> format = value)
                .rest("", "", 0, 0)
                .example("carom feedback --campaign spring --format csv");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        long most = limit > 0 ? limit : limit < 0 && table ? TABLE_ROWS : Long.MAX_VALUE;
        LogFilter filter = new LogFilter(
                EventKind.COMPLAINT,
                campaign,
                list,
                recipient,
                domain,
                null,
                null,
                null,
                null,
                from,
                to,
                false,
                table,
                0,
                0);
        try (JdbcJournal journal = stores.openToRead(shell.environment());
                Listing listing = Listing.of(shell, format, COLUMNS)) {
            long[] seen = {0};
            journal.reader().log(filter, row -> {
                boolean wanted = feedbackType == null || feedbackType.equalsIgnoreCase(row.feedbackType());
                if (wanted && seen[0]++ >= offset) {
                    listing.print(() -> json(row), column -> cell(row, column.name()));
                }
                return seen[0] - offset < most && !shell.stop().asked() && !listing.readerGone();
            });
            listing.flush();
            if (seen[0] <= offset && table) {
                notices.say("no complaint");
            }
        }
        return notices.status();
    }

    private static String json(LogRow row) {
        return JsonLine.of(json -> {
            JsonLine.text(json, "id", row.id());
            json.writeStringProperty("recipient", row.recipient());
            json.writeStringProperty("at", row.at().toString());
            JsonLine.text(json, "feedbackType", row.feedbackType());
            JsonLine.text(json, "campaign", row.campaign());
            JsonLine.text(json, "list", row.list());
            JsonLine.text(json, "proof", row.proof());
        });
    }

    private static @Nullable String cell(LogRow row, String name) {
        return switch (name) {
            case "id" -> row.id();
            case "at" -> row.at().toString();
            case "time" -> Times.column(row.at());
            case "recipient" -> row.recipient();
            case "feedbackType" -> row.feedbackType();
            case "campaign" -> row.campaign();
            case "list" -> row.list();
            case "proof" -> row.proof();
            default -> null;
        };
    }
}
