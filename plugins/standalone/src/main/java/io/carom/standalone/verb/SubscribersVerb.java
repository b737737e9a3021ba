package io.carom.standalone.verb;

import io.carom.api.SubscriberStatus;
import io.carom.engine.hand.BulkChange;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Subscriber;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** {@code subscribers}: addresses by what they are to us, and their change in bulk. */
public final class SubscribersVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.of("address", "ADDRESS", 44),
            Column.of("status", "STATUS", 12),
            Column.csvOnly("since"),
            Column.tableOnly("time", "SINCE (UTC)", 16),
            Column.of("softRun", "SOFT RUN", 8),
            Column.csvOnly("lastSuccess"),
            Column.csvOnly("lastEngaged"),
            Column.tableOnly("success", "LAST DELIVERY", 16),
            Column.of("bouncedBy", "PROMOTED BY", 20),
            Column.of("heldUntil", "HELD UNTIL", 0));
    private static final int TABLE_ROWS = 50;
    private static final int PAGE = 1_000;
    private static final int LONGEST_ADDRESS = 320;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final SettingsOption settings = new SettingsOption();
    private final Acts acts = new Acts();
    private @Nullable Format format;
    private @Nullable SubscriberStatus status;
    private @Nullable SubscriberStatus target;
    private @Nullable String file;
    private @Nullable String after;
    private boolean dryRun;
    private long limit = -1;

    @Override
    public String description() {
        return "Prints addresses by what they are to us. With --set it changes them: those given, those of --addresses, or every one of "
                + "--status. Nobody is made `subscribed` this way: `carom readd` wants evidence for each, `carom undo` reverses what a "
                + "rule did.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        settings.declare(options);
        options.value(
                        "--status",
                        "STATUS",
                        "those that are subscribed, unsubscribed, bounced, complained or suppressed",
                        value -> status = Typed.status("--status", value))
                .value("--after", "ADDRESS", "those behind this one, by address", value -> after = value)
                .value(
                        "--limit",
                        "N",
                        "at most so many; " + TABLE_ROWS + " in a table, no limit in the other formats; 0 for all",
                        value -> limit = Typed.number("--limit", value))
                .value("--set", "STATUS", "make them this", value -> target = Typed.status("--set", value))
                .value("--addresses", "FILE|-", "with --set: the addresses, one a line", value -> file = value)
                .flag("--dry-run", "with --set: only say how many it would be", () -> dryRun = true);
        acts.declare(options);
        options.choice("--format", Format.class, "how they are printed", value -> format = value)
                .rest("ADDRESS...", "with --set: whom to change", 0, Integer.MAX_VALUE)
                .example("carom subscribers --status bounced --format csv")
                .example("carom subscribers --set unsubscribed --addresses left.txt --why 'asked by phone'");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        if (target != null) {
            change(shell, notices, target, words);
        } else if (!words.isEmpty() || file != null || dryRun) {
            throw new Wrong("addresses are for --set STATUS; without it the verb only lists");
        } else {
            list(shell, notices);
        }
        return notices.status();
    }

    private void list(Shell shell, Notices notices) {
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        long most = limit > 0 ? limit : limit < 0 && table ? TABLE_ROWS : Long.MAX_VALUE;
        try (Stores.Opened opened = stores.desk(shell, false);
                Listing listing = Listing.of(shell, format, COLUMNS)) {
            AddressKey last = after == null ? null : AddressKey.of("", after);
            long shown = 0;
            while (shown < most && !shell.stop().asked() && !listing.readerGone()) {
                List<Subscriber> page = opened.desk().subscribers(status, last, (int) Math.min(PAGE, most - shown));
                page.forEach(one -> listing.print(() -> json(one), column -> cell(one, column.name())));
                shown += page.size();
                if (page.isEmpty()) {
                    break;
                }
                last = page.get(page.size() - 1).address();
                notices.progress(shown, 0, "addresses");
            }
            listing.flush();
            if (table) {
                Map<String, Long> counts = opened.journal().reader().totals().bySubscriber();
                notices.say(shown == 0 ? "no address" : counts(counts));
                if (shown == most && last != null) {
                    notices.say("there may be more; --limit 0 for all, --after " + last.address() + " for the next");
                }
            }
        }
    }

    private void change(Shell shell, Notices notices, SubscriberStatus to, List<String> words) {
        if (to == SubscriberStatus.SUBSCRIBED) {
            throw new Wrong(
                    "nobody is made `subscribed` in bulk; `carom readd` takes evidence for one address, `carom undo` "
                            + "reverses the decisions of a rule");
        }
        List<AddressKey> named = addresses(shell, notices, words);
        if (named.isEmpty() == (status == null)) {
            throw new Wrong(
                    "--set wants either addresses (as words, or by --addresses) or --status for every one of a status");
        }
        try (Stores.Opened opened = stores.desk(shell, !dryRun)) {
            Map<String, Long> before = opened.journal().reader().totals().bySubscriber();
            if (dryRun) {
                long concerned = status == null ? named.size() : before.getOrDefault(status.word(), 0L);
                notices.say(String.format(
                        Locale.ROOT, "dry run: up to %,d addresses would become %s", concerned, to.word()));
                return;
            }
            long asked = status == null ? new HashSet<>(named).size() : before.getOrDefault(status.word(), 0L);
            long changed;
            try (ByHand hand = ByHand.open(settings.load(stores, shell), opened.journal(), shell)) {
                BulkChange change = new BulkChange(opened.desk(), hand.amending());
                LongPredicate goesOn = so -> {
                    notices.progress(so, asked, "addresses");
                    return !shell.stop().asked();
                };
                changed = status == null
                        ? change.change(named, to, acts.act(shell), goesOn)
                        : change.change(status, to, acts.act(shell), goesOn);
                notices.clear();
                hand.carryOut(notices);
            }
            notices.say(String.format(Locale.ROOT, "%,d addresses became %s", changed, to.word()));
            if (shell.stop().asked()) {
                notices.say("stopped; the same command goes on");
            } else if (status == null && changed < asked) {
                notices.say(String.format(
                        Locale.ROOT,
                        "%,d were %s already, or were never heard of (`carom suppressions --add` is for those)",
                        asked - changed,
                        to.word()));
            }
            notices.say(counts(opened.journal().reader().totals().bySubscriber()));
        }
    }

    private List<AddressKey> addresses(Shell shell, Notices notices, List<String> words) {
        List<AddressKey> found = new ArrayList<>();
        words.forEach(word -> found.add(AddressKey.of("", word)));
        if (file == null) {
            return found;
        }
        try (BufferedReader lines = file.equals("-")
                ? new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String address = line.strip();
                if (address.indexOf('@') > 0 && address.length() <= LONGEST_ADDRESS) {
                    found.add(AddressKey.of("", address));
                } else if (!address.isEmpty() && address.charAt(0) != '#') {
                    notices.bad(file + ":" + number, "this line is no address; it is passed over");
                }
            }
        } catch (IOException e) {
            throw new Wrong("cannot read the addresses in " + file + ": " + e.getMessage());
        }
        return found;
    }

    private static String counts(Map<String, Long> byStatus) {
        List<String> parts = new ArrayList<>();
        byStatus.forEach((word, count) -> parts.add(String.format(Locale.ROOT, "%s %,d", word, count)));
        return parts.isEmpty() ? "no address is known" : "now " + String.join(", ", parts);
    }

    private static String json(Subscriber one) {
        History known = one.history();
        return JsonLine.of(json -> {
            json.writeStringProperty("address", one.address().address());
            json.writeStringProperty("status", known.status().word());
            JsonLine.text(json, "since", text(known.since()));
            json.writeNumberProperty("softRun", known.softRun());
            JsonLine.text(json, "lastSoft", text(known.lastSoft()));
            JsonLine.text(json, "lastSuccess", text(known.lastSuccess()));
            JsonLine.text(json, "lastEngaged", text(known.lastEngaged()));
            JsonLine.text(json, "lastActivity", text(known.lastActivity()));
            JsonLine.text(json, "bouncedBy", promotion(known));
            JsonLine.text(json, "heldUntil", heldUntil(known));
            json.writeNumberProperty("probation", known.probation());
        });
    }

    private static @Nullable String cell(Subscriber one, String name) {
        History known = one.history();
        return switch (name) {
            case "address" -> one.address().address();
            case "status" -> known.status().word();
            case "since" -> text(known.since());
            case "time" -> known.since() == null ? "" : Times.column(known.since());
            case "softRun" -> Integer.toString(known.softRun());
            case "lastSuccess" -> text(known.lastSuccess());
            case "lastEngaged" -> text(known.lastEngaged());
            case "success" -> known.lastSuccess() == null ? "" : Times.column(known.lastSuccess());
            case "bouncedBy" -> promotion(known);
            case "heldUntil" -> heldUntil(known);
            default -> null;
        };
    }

    private static @Nullable String promotion(History known) {
        return known.bouncedBy() == null ? null : known.bouncedBy().word();
    }

    private static @Nullable String heldUntil(History known) {
        return known.hold() == null ? null : known.hold().until().toString();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
