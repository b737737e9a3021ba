package io.carom.standalone.verb;

import io.carom.spi.CampaignOverview;
import io.carom.spi.Desk;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code campaigns}: what became of each send, with a verdict. Only reads. */
public final class CampaignsVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.of("campaign", "CAMPAIGN", 28),
            Column.tableOnly("time", "LAST (UTC)", 16),
            Column.csvOnly("first"),
            Column.csvOnly("last"),
            Column.of("sent", "SENT", 10),
            Column.of("delivered", "DELIVERED", 10),
            Column.of("soft", "SOFT", 8),
            Column.of("hard", "HARD", 8),
            Column.of("complaints", "COMPLAINTS", 10),
            Column.csvOnly("opened"),
            Column.csvOnly("clicked"),
            Column.csvOnly("unsubscribed"),
            Column.csvOnly("firstSend"),
            Column.csvOnly("failedShare"),
            Column.tableOnly("failed", "FAILED", 8),
            Column.of("verdict", "VERDICT", 0));
    private static final Set<String> VERDICTS = Set.of("fine", "watch", "attention", "unknown");
    private static final int TABLE_ROWS = 50;
    private static final int PAGE = 500;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private @Nullable Format format;
    private @Nullable String campaign;
    private @Nullable String verdict;
    private long limit = -1;
    private long offset;

    @Override
    public String description() {
        return "Prints what became of each campaign, the latest first: sent, delivered, soft, hard, complaints, the failed share and a "
                + "verdict (fine below 5 %, attention above 10 %, watch between, unknown when nothing says how many were sent).";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        options.value("--campaign", "NAME", "only this one", value -> campaign = value)
                .value("--verdict", "WORD", "only those: fine, watch, attention, unknown", value -> {
                    if (!VERDICTS.contains(value)) {
                        throw new Wrong("--verdict `" + value + "` is no verdict" + Typed.near(value, VERDICTS));
                    }
                    verdict = value;
                })
                .value(
                        "--limit",
                        "N",
                        "at most so many; " + TABLE_ROWS + " in a table, no limit in the other formats; 0 for all",
                        value -> limit = Typed.number("--limit", value))
                .value("--offset", "N", "pass so many over first", value -> offset = Typed.number("--offset", value))
                .choice("--format", Format.class, "how they are printed", value -> format = value)
                .rest("", "", 0, 0)
                .example("carom campaigns --verdict attention");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        long most = limit > 0 ? limit : limit < 0 && table ? TABLE_ROWS : Long.MAX_VALUE;
        try (Stores.Opened opened = stores.desk(shell, false);
                Listing listing = Listing.of(shell, format, COLUMNS)) {
            long shown = campaign == null
                    ? page(opened.desk(), listing, shell, most)
                    : one(opened.desk(), listing, campaign);
            listing.flush();
            if (shown == 0 && table) {
                notices.say(campaign == null ? "no campaign" : "no event names the campaign " + campaign);
            } else if (shown == most) {
                notices.say("there may be more; --limit 0 for all, --offset " + (offset + shown) + " for the next");
            }
        }
        return notices.status();
    }

    private static long one(Desk desk, Listing listing, String name) {
        Optional<CampaignOverview> found = desk.campaign(name);
        found.ifPresent(campaign -> print(listing, campaign));
        return found.isPresent() ? 1 : 0;
    }

    private long page(Desk desk, Listing listing, Shell shell, long most) {
        long passed = 0;
        long shown = 0;
        for (long at = 0; shown < most && !shell.stop().asked() && !listing.readerGone(); at += PAGE) {
            List<CampaignOverview> page = desk.campaigns(PAGE, at);
            for (CampaignOverview one : page) {
                if ((verdict == null || verdict.equals(one.verdict())) && shown < most && passed++ >= offset) {
                    print(listing, one);
                    shown++;
                }
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return shown;
    }

    private static void print(Listing listing, CampaignOverview one) {
        listing.print(() -> json(one), column -> cell(one, column.name()));
    }

    private static String json(CampaignOverview one) {
        return JsonLine.of(json -> {
            json.writeStringProperty("campaign", one.campaign());
            json.writeStringProperty("first", one.first().toString());
            json.writeStringProperty("last", one.last().toString());
            json.writeNumberProperty("sent", one.sent());
            json.writeNumberProperty("delivered", one.delivered());
            json.writeNumberProperty("soft", one.soft());
            json.writeNumberProperty("hard", one.hard());
            json.writeNumberProperty("complaints", one.complaints());
            json.writeNumberProperty("opened", one.opened());
            json.writeNumberProperty("clicked", one.clicked());
            json.writeNumberProperty("unsubscribed", one.unsubscribed());
            json.writeBooleanProperty("firstSend", one.firstSend());
            json.writeNumberProperty("failedShare", one.failedShare());
            json.writeStringProperty("verdict", one.verdict());
        });
    }

    private static @Nullable String cell(CampaignOverview one, String name) {
        return switch (name) {
            case "campaign" -> one.campaign();
            case "time" -> Times.column(one.last());
            case "first" -> one.first().toString();
            case "last" -> one.last().toString();
            case "sent" -> Long.toString(one.sent());
            case "delivered" -> Long.toString(one.delivered());
            case "soft" -> Long.toString(one.soft());
            case "hard" -> Long.toString(one.hard());
            case "complaints" -> Long.toString(one.complaints());
            case "opened" -> Long.toString(one.opened());
            case "clicked" -> Long.toString(one.clicked());
            case "unsubscribed" -> Long.toString(one.unsubscribed());
            case "firstSend" -> Boolean.toString(one.firstSend());
            case "failedShare" -> Double.toString(one.failedShare());
            case "failed" -> one.sent() <= 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * one.failedShare());
            case "verdict" -> one.verdict();
            default -> null;
        };
    }
}
