package io.carom.standalone.verb;

import io.carom.engine.incident.HeldChanges;
import io.carom.engine.incident.HeldEnd;
import io.carom.engine.json.IncidentJson;
import io.carom.engine.policy.Lengths;
import io.carom.spi.AddressKey;
import io.carom.spi.Held;
import io.carom.spi.Incident;
import io.carom.spi.Incidents;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.incident.IncidentCells;
import io.carom.standalone.incident.IncidentText;
import io.carom.standalone.incident.OnlyHeld;
import io.carom.standalone.logging.Logging;
import io.carom.store.jdbc.JdbcJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code incidents}: what goes wrong, what was held because of it, and what people make of it. */
public final class IncidentsVerb implements Verb {
    private static final List<String> DOES =
            List.of("show", "held", "mute", "unmute", "note", "assign", "close", "release", "discard");
    private static final int TABLE_ROWS = 50;
    private static final int PAGE = 500;
    private static final int HELD_SHOWN = 5;

    private final Loudness loudness = new Loudness();
    private final Stores stores = new Stores();
    private final SettingsOption settings = new SettingsOption();
    private final Acts acts = new Acts();
    private final OnlyHeld only = new OnlyHeld();
    private @Nullable Format format;
    private Incident.@Nullable State state;
    private @Nullable String signal;
    private @Nullable String scope;
    private @Nullable String assignee;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private @Nullable Instant until;
    private @Nullable Duration length;
    private @Nullable String after;
    private boolean cause;
    private boolean some;
    private boolean dryRun;
    private long limit = -1;
    private long offset;

    @Override
    public String description() {
        return "Lists what goes wrong: one incident for each cause, with its signals, evidence and what to do. `show N` tells all of one, "
                + "`held N` lists changes of subscribers that wait because a rule, domain, IP or server reached too far; `release N` "
                + "carries those out, `discard N` gives them up, with --only some of them. An address that showed a sign of life since is "
                + "left as it is. `mute N`, `unmute N`, `note N TEXT`, `assign N WHO` (`-` for nobody) and `close N` are for people. Done "
                + "twice, nothing changes.";
    }

    @Override
    public void declare(Options options) {
        stores.declare(options, Stores.USUAL + " unless given");
        settings.declare(options);
        options.value("--state", "STATE", "open, quiet or closed", value -> state = state(value))
                .value("--signal", "NAME", "with this signal", value -> signal = value)
                .value("--scope", "NAME", "there: example.com, domain:example.com, campaign:c1", value -> scope = value)
                .value("--assignee", "NAME", "with this person", value -> assignee = value)
                .value("--from", "TIME", "seen at this instant or later", value -> from = Typed.time(value))
                .value("--to", "TIME", "opened before this instant", value -> to = Typed.time(value))
                .value(
                        "--limit",
                        "N",
                        "at most so many; " + TABLE_ROWS + " in a table, no limit in the other formats; 0 for all",
                        value -> limit = Typed.number("--limit", value))
                .value("--offset", "N", "pass so many over first", value -> offset = Typed.number("--offset", value))
                .value("--after", "ADDRESS", "held: those behind this one, by address", value -> after = value)
                .value("--until", "TIME", "mute: until then", value -> until = Typed.time(value))
                .value("--for", "LENGTH", "mute: so long, such as 4h or 2d", value -> length = length(value))
                .flag("--cause", "mute, unmute: later incidents of the same cause, too", () -> cause = true)
                .value(
                        "--only",
                        "WHAT",
                        "release, discard, held: an address, domain:NAME, rule:NAME, code:5.1%, campaign:NAME or text:WORDS; may be"
                                + " given again",
                        value -> {
                            only.add(value);
                            some = true;
                        })
                .flag("--dry-run", "release, discard: only say how many it would be", () -> dryRun = true);
        acts.declare(options);
        options.choice("--format", Format.class, "how they are printed", value -> format = value)
                .rest("[DO N]", "what is done to which incident", 0, Integer.MAX_VALUE)
                .example("carom incidents --state open")
                .example("carom incidents show 7")
                .example("carom incidents discard 7 --only domain:example.com --why 'their outage'")
                .example("carom incidents mute 7 --for 4h --cause");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        String wish = words.isEmpty() ? "" : words.get(0);
        if (!words.isEmpty() && !DOES.contains(wish)) {
            throw new Wrong("`incidents " + wish + "` is nothing that can be done" + Typed.near(wish, DOES));
        }
        boolean reads = words.isEmpty() || wish.equals("show") || wish.equals("held");
        try (Stores.Opened opened = stores.desk(shell, !reads && !dryRun)) {
            Incidents incidents = opened.journal().incidents().orElseThrow();
            if (words.isEmpty()) {
                list(shell, incidents, notices);
                return notices.status();
            }
            long number = number(words);
            Incident incident = incidents
                    .find(number)
                    .orElseThrow(() ->
                            new Wrong("there is no incident " + number + "; `carom incidents` lists those there are"));
            switch (wish) {
                case "show" -> show(shell, incidents, incident);
                case "held" -> held(shell, incidents, incident, notices);
                case "release" -> end(shell, opened.journal(), incident, HeldEnd.RELEASED, notices);
                case "discard" -> end(shell, opened.journal(), incident, HeldEnd.DISCARDED, notices);
                default -> hand(shell, incidents, number, wish, words.subList(2, words.size()), notices);
            }
        }
        return notices.status();
    }

    private void list(Shell shell, Incidents incidents, Notices notices) {
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        long most = limit > 0 ? limit : limit < 0 && table ? TABLE_ROWS : Long.MAX_VALUE;
        long shown = 0;
        try (Listing listing = Listing.of(shell, format, IncidentCells.INCIDENTS)) {
            List<Incident> page;
            do {
                page = incidents.list(filter((int) Math.min(PAGE, most - shown), offset + shown));
                page.forEach(one ->
                        listing.print(() -> IncidentJson.write(one), column -> IncidentCells.of(one, column.name())));
                shown += page.size();
            } while (!page.isEmpty() && shown < most && !shell.stop().asked() && !listing.readerGone());
            listing.flush();
        }
        if (table) {
            long all = incidents.count(filter(0, 0));
            if (shown == 0) {
                notices.say(all == 0 ? "no incident" : "no incident behind the first " + offset);
            } else if (offset + shown < all) {
                notices.say(String.format(
                        Locale.ROOT,
                        "%,d to %,d of %,d incidents; --limit 0 for all, --offset %d for the next",
                        offset + 1,
                        offset + shown,
                        all,
                        offset + shown));
            }
        }
    }

    private Incidents.Filter filter(int rows, long passed) {
        return new Incidents.Filter(state, signal, scope, assignee, from, to, null, rows, passed);
    }

    private void show(Shell shell, Incidents incidents, Incident incident) {
        if (Listing.resolve(shell, format) == Format.TABLE) {
            List<Held> some = incidents.held(incident.number(), null, HELD_SHOWN);
            IncidentText.lines(incident, incidents.notes(incident.number()), some)
                    .forEach(line -> shell.out().print(line + "\n"));
            shell.out().flush();
            return;
        }
        try (Listing listing = Listing.of(shell, format, IncidentCells.INCIDENTS)) {
            listing.print(() -> IncidentJson.write(incident), column -> IncidentCells.of(incident, column.name()));
        }
    }

    private void held(Shell shell, Incidents incidents, Incident incident, Notices notices) {
        boolean table = Listing.resolve(shell, format) == Format.TABLE;
        long most = limit > 0 ? limit : limit < 0 && table ? TABLE_ROWS : Long.MAX_VALUE;
        AddressKey last = after == null ? null : AddressKey.of(incident.tenant(), after);
        long shown = 0;
        try (Listing listing = Listing.of(shell, format, IncidentCells.HELD)) {
            List<Held> page;
            do {
                page = incidents.held(incident.number(), last, PAGE);
                for (Held one : page) {
                    if (shown < most && only.test(one)) {
                        listing.print(() -> IncidentCells.json(one), column -> IncidentCells.of(one, column.name()));
                        shown++;
                        last = one.address();
                    }
                }
                last = page.isEmpty() || shown >= most
                        ? last
                        : page.get(page.size() - 1).address();
            } while (!page.isEmpty() && shown < most && !shell.stop().asked() && !listing.readerGone());
            listing.flush();
        }
        if (table) {
            notices.say(
                    shown < most || last == null
                            ? shown + " held changes"
                            : "there may be more; --limit 0 for all, --after " + last.address() + " for the next");
        }
    }

    private void end(Shell shell, JdbcJournal journal, Incident incident, HeldEnd how, Notices notices) {
        Incidents incidents = journal.incidents().orElseThrow();
        if (dryRun) {
            notices.say(String.format(
                    Locale.ROOT,
                    "dry run: up to %,d of %,d held changes would be %s",
                    meant(incidents, incident),
                    incident.reach().waiting(),
                    how.word()));
            return;
        }
        HeldChanges.Ended ended;
        try (ByHand hand = ByHand.open(settings.load(stores, shell), journal, shell)) {
            HeldChanges changes = new HeldChanges(incidents, hand.amending());
            ended = changes.end(
                    incident.number(),
                    how,
                    only,
                    acts.act(shell),
                    done -> notices.progress(done, incident.reach().waiting(), "held changes"));
            notices.clear();
            hand.carryOut(notices);
        }
        notices.say(String.format(
                Locale.ROOT,
                "incident %d: %,d released, %,d discarded, %,d left as they are because of a sign of life%s",
                incident.number(),
                ended.released(),
                ended.discarded(),
                ended.alive(),
                some ? String.format(Locale.ROOT, ", %,d not meant", ended.left()) : ""));
    }

    private long meant(Incidents incidents, Incident incident) {
        long count = 0;
        AddressKey last = null;
        List<Held> page;
        do {
            page = incidents.held(incident.number(), last, PAGE);
            count += page.stream().filter(only).count();
            last = page.isEmpty() ? last : page.get(page.size() - 1).address();
        } while (!page.isEmpty());
        return count;
    }

    private void hand(Shell shell, Incidents incidents, long number, String wish, List<String> rest, Notices notices) {
        boolean changed = switch (wish) {
            case "mute" -> incidents.mute(number, mutedUntil(shell), cause, acts.act(shell));
            case "unmute" -> incidents.mute(number, null, cause, acts.act(shell));
            case "note" -> incidents.note(number, said(wish, rest), acts.act(shell));
            case "assign" -> {
                String who = said(wish, rest);
                yield incidents.assign(number, who.equals("-") ? null : who, acts.act(shell));
            }
            default -> incidents.close(number, acts.act(shell));
        };
        notices.say("incident " + number + ": " + (changed ? done(wish) : "nothing to change"));
    }

    private static String done(String wish) {
        return switch (wish) {
            case "mute" -> "muted";
            case "unmute" -> "no longer muted";
            case "note" -> "noted";
            case "assign" -> "assigned";
            default -> "closed";
        };
    }

    private Instant mutedUntil(Shell shell) {
        if (until != null && length == null) {
            return until;
        }
        if (length != null && until == null) {
            return shell.clock().instant().plus(length);
        }
        throw new Wrong("`incidents mute` takes either --until TIME or --for LENGTH");
    }

    private static String said(String wish, List<String> rest) {
        if (rest.isEmpty()) {
            throw new Wrong("`incidents " + wish + " N` lacks "
                    + (wish.equals("note") ? "the note's text" : "a name; `-` is nobody"));
        }
        return String.join(" ", rest);
    }

    private static long number(List<String> words) {
        if (words.size() < 2) {
            throw new Wrong("`incidents " + words.get(0) + "` lacks the incident's number");
        }
        return Typed.number("incident", words.get(1));
    }

    private static Incident.State state(String word) {
        return Incident.State.of(word)
                .orElseThrow(() -> new Wrong("--state `" + word + "` is no state of an incident"
                        + Typed.near(
                                word,
                                Arrays.stream(Incident.State.values())
                                        .map(Incident.State::word)
                                        .toList())));
    }

    private static Duration length(String text) {
        return Lengths.parse(text)
                .orElseThrow(() -> new Wrong("--for `" + text + "` is no length of time such as 30m, 4h or 2d"));
    }
}
