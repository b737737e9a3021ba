package io.carom.standalone.verb;

import io.carom.spi.DeadLetter;
import io.carom.spi.Desk;
import io.carom.spi.Outgoing;
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
import org.jspecify.annotations.Nullable;

/** {@code deadletters}: actions that the host would not take, and their second chance. */
public final class DeadLettersVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.csvOnly("key"),
            Column.csvOnly("at"),
            Column.tableOnly("time", "DECIDED (UTC)", 16),
            Column.of("address", "ADDRESS", 40),
            Column.of("action", "ACTION", 18),
            Column.of("tries", "TRIES", 5),
            Column.of("why", "WHY", 0));
    private static final int TABLE_ROWS = 50;
    private static final int PAGE = 500;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final Acts acts = new Acts();
    private @Nullable Format format;
    private long limit = -1;
    private long offset;
    private boolean all;

    @Override
    public String description() {
        return "Prints the actions that were given up because the host refused them or failed for too long. `resend` puts them back into "
                + "the outbox, where the next run of `process` or `serve` takes them; whatever was done about the address since is not "
                + "undone by that.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        options.value(
                        "--limit",
                        "N",
                        "at most so many; " + TABLE_ROWS + " in a table, no limit in the other formats; 0 for all",
                        value -> limit = Typed.number("--limit", value))
                .value("--offset", "N", "pass so many over first", value -> offset = Typed.number("--offset", value))
                .flag("--all", "with resend: every one", () -> all = true);
        acts.declare(options);
        options.choice("--format", Format.class, "how they are printed", value -> format = value)
                .rest("resend [KEY...]", "puts those with these keys back", 0, Integer.MAX_VALUE)
                .example("carom deadletters --format csv > dead.csv")
                .example("carom deadletters resend --all --why 'the host is repaired'");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        if (words.isEmpty()) {
            if (all) {
                throw new Wrong("--all is for `carom deadletters resend`");
            }
            list(shell, notices);
        } else if (words.get(0).equals("resend")) {
            resend(shell, notices, words.subList(1, words.size()));
        } else {
            throw new Wrong("`" + words.get(0) + "` is none of the words that go here; `resend` is");
        }
        return notices.status();
    }

    private void list(Shell shell, Notices notices) {
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        long most = limit > 0 ? limit : limit < 0 && table ? TABLE_ROWS : Long.MAX_VALUE;
        try (Stores.Opened opened = stores.desk(shell, false);
                Listing listing = Listing.of(shell, format, COLUMNS)) {
            long shown = 0;
            while (shown < most && !shell.stop().asked() && !listing.readerGone()) {
                List<DeadLetter> page = opened.desk().deadLetters((int) Math.min(PAGE, most - shown), offset + shown);
                page.forEach(one -> listing.print(() -> json(one), column -> cell(one, column.name())));
                shown += page.size();
                if (page.isEmpty()) {
                    break;
                }
                notices.progress(shown, 0, "actions");
            }
            listing.flush();
            if (table) {
                long dead = opened.desk().backlog().dead();
                notices.say(
                        dead == 0
                                ? "no action was given up"
                                : String.format(Locale.ROOT, "%,d of %,d actions that were given up", shown, dead));
            }
        }
    }

    private void resend(Shell shell, Notices notices, List<String> keys) {
        if (keys.isEmpty() != all) {
            throw new Wrong("`resend` wants either keys (`carom deadletters --format csv` has them) or --all");
        }
        try (Stores.Opened opened = stores.desk(shell, true)) {
            Desk desk = opened.desk();
            long put = 0;
            if (!all) {
                put = desk.resend(keys, acts.act(shell));
            }
            while (all && !shell.stop().asked()) {
                List<String> page = desk.deadLetters(PAGE, 0).stream()
                        .map(letter -> letter.action().key())
                        .toList();
                long some = page.isEmpty() ? 0 : desk.resend(page, acts.act(shell));
                put += some;
                if (some == 0) {
                    break;
                }
            }
            notices.say(String.format(Locale.ROOT, "%,d actions wait for the host again", put));
            if (put < keys.size()) {
                notices.bad("", (keys.size() - put) + " of these keys are no dead letter");
            }
        }
    }

    private static String json(DeadLetter letter) {
        Outgoing action = letter.action();
        return JsonLine.of(json -> {
            json.writeStringProperty("key", action.key());
            json.writeStringProperty("address", action.address().address());
            json.writeStringProperty("action", action.action().type());
            json.writeStringProperty("at", action.at().toString());
            JsonLine.text(json, "event", action.event());
            JsonLine.text(json, "message", action.message());
            JsonLine.text(json, "list", action.list());
            JsonLine.text(json, "campaign", action.campaign());
            json.writeNumberProperty("tries", letter.tries());
            json.writeStringProperty("why", letter.why());
        });
    }

    private static @Nullable String cell(DeadLetter letter, String name) {
        Outgoing action = letter.action();
        return switch (name) {
            case "key" -> action.key();
            case "at" -> action.at().toString();
            case "time" -> Times.column(action.at());
            case "address" -> action.address().address();
            case "action" -> action.action().type();
            case "tries" -> Integer.toString(letter.tries());
            case "why" -> letter.why();
            default -> null;
        };
    }
}
