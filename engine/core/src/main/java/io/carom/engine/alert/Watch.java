package io.carom.engine.alert;

import io.carom.api.Classification;
import io.carom.api.Event;
import io.carom.api.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches all signals over the stream of events, in event time and in the order of the journal: the same events give the same alarms.
 * An alarm is raised once and not again until its share has been quiet. Memory is bounded by the number of scopes, of which the one
 * with the oldest last event is forgotten first. For one thread.
 */
public final class Watch {
    private static final int MOST_FAILURES = 4_096;
    private static final Duration WHOLE_SEND = Duration.ofDays(2);

    private final WatchSettings settings;
    private final List<Watched> watched = new ArrayList<>();
    private final Map<Place, Counted> counted = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Raised, Instant> open = new HashMap<>();
    private final List<Signal> domainSignals;
    private final Tally everything;
    private final Deque<Failure> lately = new ArrayDeque<>();
    private final List<Alarm> continuing = new ArrayList<>(0);

    /**
     * A share that passed.
     *
     * @param signal which
     * @param scope where: {@code campaign:c1}
     * @param share the share, 0 to 1
     * @param volume of how many messages
     * @param baseline what it was compared with, or null
     */
    public record Alarm(
            String signal,
            String scope,
            double share,
            long volume,
            @Nullable Double baseline) {}

    /** The signals of one kind of scope; wide ones have to be seen at each receiver by itself. */
    private record Watched(Signal.Scope scope, List<Signal> signals, boolean wide) {}

    /** What is counted by itself: a scope, at one receiver where its signals are wide. */
    private record Place(
            Signal.Scope scope, String name, @Nullable String domain) {
        /** The place in words: {@code campaign:c1}, {@code ip:192.0.2.1|example.com}. */
        String key() {
            return domain == null ? wide() : wide() + "|" + domain;
        }

        /** The place without its receiver. */
        String wide() {
            return scope.word() + ":" + name;
        }
    }

    /** The counts of one place, with its name in words. */
    private record Counted(String key, String wide, Tally tally) {}

    /** An alarm by its signal and scope. */
    private record Raised(String signal, String scope) {}

    /** Watches what {@code settings} name. */
    public Watch(WatchSettings settings) {
        this.settings = settings;
        this.domainSignals = signals(settings, Signal.Scope.DOMAIN);
        for (Signal.Scope scope : Signal.Scope.values()) {
            List<Signal> signals = signals(settings, scope);
            if (!signals.isEmpty()) {
                boolean wide = scope == Signal.Scope.IP && signals.stream().anyMatch(signal -> signal.domains() > 1);
                watched.add(new Watched(scope, signals, wide));
            }
        }
        this.everything = new Tally(domainSignals.size());
    }

    private static List<Signal> signals(WatchSettings settings, Signal.Scope scope) {
        return settings.signals().stream()
                .filter(signal -> signal.scope() == scope)
                .toList();
    }

    /** A message was sent. */
    public void sent(Event event, String domain) {
        long minute = minute(event.at());
        for (Watched kind : watched) {
            Counted here = counted(kind, event, domain);
            if (here != null) {
                here.tally().add(Tally.SENT, minute);
            }
        }
        everything.add(Tally.SENT, minute);
    }

    /**
     * A report about a message was classified.
     *
     * @param sentInAll how many messages the campaign sends, or null when only counting tells
     * @param firstSend whether the campaign is the first send to an imported list
     * @return the signals that passed with this event
     */
    public List<Alarm> reported(
            Event event, String domain, Classification what, @Nullable Long sentInAll, boolean firstSend) {
        long minute = minute(event.at());
        List<Alarm> alarms = new ArrayList<>(0);
        continuing.clear();
        if (what.event() == EventKind.BOUNCE || what.event() == EventKind.COMPLAINT) {
            remember(Failure.of(event, domain, what));
        }
        Signal.Seen seen = Signal.Seen.of(what);
        for (Watched kind : watched) {
            Counted here = counted(kind, event, domain);
            if (here == null) {
                continue;
            }
            ended(here.tally(), event, minute);
            List<Signal> signals = kind.signals();
            for (int i = 0; i < signals.size(); i++) {
                Signal signal = signals.get(i);
                if (signal.counts(seen)) {
                    here.tally().add(Tally.FIRST_SIGNAL + i, minute);
                    if (!signal.firstSend() || firstSend) {
                        Judgement judgement =
                                new Judgement(settings, signal, Tally.FIRST_SIGNAL + i, minute, sentInAll);
                        judge(judgement, here, event, alarms);
                    }
                }
            }
        }
        ended(everything, event, minute);
        for (int i = 0; i < domainSignals.size(); i++) {
            if (domainSignals.get(i).counts(seen)) {
                everything.add(Tally.FIRST_SIGNAL + i, minute);
            }
        }
        return alarms;
    }

    private void remember(Failure failure) {
        if (lately.size() >= MOST_FAILURES) {
            lately.removeFirst();
        }
        lately.addLast(failure);
    }

    /** What passed with the last event that was reported, and was raised before: the shares as they are now. */
    public List<Alarm> continuing() {
        return List.copyOf(continuing);
    }

    /** The signal of this name, or empty. */
    public Optional<Signal> signal(String name) {
        return settings.signals().stream()
                .filter(signal -> signal.name().equals(name))
                .findFirst();
    }

    /**
     * What was counted lately for a signal in a scope, newest first; of all scopes at most the last 4,096 failures are remembered.
     *
     * @param since failures before this instant are left out
     */
    public List<Failure> lately(Signal signal, String scope, Instant since) {
        String name = scope.substring(scope.indexOf(':') + 1);
        List<Failure> found = new ArrayList<>();
        for (Iterator<Failure> newest = lately.descendingIterator(); newest.hasNext(); ) {
            Failure failure = newest.next();
            if (!failure.at().isBefore(since)
                    && name.equals(failure.of(signal.scope()))
                    && signal.counts(Signal.Seen.of(failure.what()))) {
                found.add(failure);
            }
        }
        return found;
    }

    /** An alarm that was raised before the program was started, and last seen at {@code last}. */
    public void reopen(String signal, String scope, Instant last) {
        open.merge(new Raised(signal, scope), last, (known, again) -> again.isAfter(known) ? again : known);
    }

    private static void ended(Tally tally, Event event, long minute) {
        if (event.kind() == EventKind.BOUNCE || event.kind() == EventKind.DELIVERY) {
            tally.add(Tally.ENDED, minute);
        }
    }

    private void judge(Judgement judgement, Counted here, Event event, List<Alarm> alarms) {
        if (judgement.signal().domains() > 1) {
            judgeWide(judgement, here, event, alarms);
            return;
        }
        if (stillOpen(judgement.signal(), here.key(), event.at())) {
            goesOn(judgement.still(here.key(), here.tally(), everything), event.at());
            return;
        }
        Alarm alarm = judgement.of(here.key(), here.tally(), everything);
        if (alarm != null) {
            raise(alarm, event.at(), alarms);
        }
    }

    /** What several domains have to show: each is sure by itself, and together they go on. */
    private void judgeWide(Judgement judgement, Counted place, Event event, List<Alarm> alarms) {
        Alarm here = judgement.surely(place.key(), place.tally(), everything);
        if (here == null) {
            return;
        }
        String wide = place.wide();
        Alarm alarm = new Alarm(here.signal(), wide, here.share(), here.volume(), here.baseline());
        if (stillOpen(judgement.signal(), wide, event.at())) {
            goesOn(alarm, event.at());
        } else if (manyDomains(judgement, wide + "|")) {
            raise(alarm, event.at(), alarms);
        }
    }

    private boolean manyDomains(Judgement judgement, String prefix) {
        int passing = 0;
        long lately = 0;
        for (Counted place : counted.values()) {
            if (place.key().startsWith(prefix)) {
                lately += judgement.lately(place.tally());
                passing += judgement.surely(place.key(), place.tally(), everything) == null ? 0 : 1;
            }
        }
        return passing >= judgement.signal().domains() && lately >= settings.confirmEvents();
    }

    private void raise(Alarm alarm, Instant at, List<Alarm> alarms) {
        open.put(new Raised(alarm.signal(), alarm.scope()), at);
        alarms.add(alarm);
    }

    private void goesOn(@Nullable Alarm alarm, Instant at) {
        if (alarm != null) {
            open.merge(new Raised(alarm.signal(), alarm.scope()), at, (last, now) -> now.isAfter(last) ? now : last);
            continuing.add(alarm);
        }
    }

    /** An alarm stays open while its share lies above its bound, and for the quiet time after that. */
    private boolean stillOpen(Signal signal, String scope, Instant at) {
        Instant last = open.get(new Raised(signal.name(), scope));
        // What is counted over a whole send does not become better by a late report
        Duration quiet = signal.window() == null ? WHOLE_SEND : settings.quiet();
        return last != null && Duration.between(last, at).compareTo(quiet) <= 0;
    }

    /** The counts of the place that an event belongs to, or null when it names none. */
    private @Nullable Counted counted(Watched kind, Event event, String domain) {
        String name = switch (kind.scope()) {
            case CAMPAIGN -> event.campaign();
            case LIST -> event.list();
            case SERVER -> event.server();
            case DOMAIN -> domain;
            case IP -> event.sendingIp();
        };
        if (name == null || name.isEmpty()) {
            return null;
        }
        Place place = new Place(kind.scope(), name, kind.wide() ? domain : null);
        Counted known = counted.get(place);
        if (known == null) {
            if (counted.size() >= settings.mostScopes()) {
                counted.remove(counted.keySet().iterator().next());
            }
            known = new Counted(
                    place.key(), place.wide(), new Tally(kind.signals().size()));
            counted.put(place, known);
        }
        return known;
    }

    /** How many scopes are in memory. */
    int scopes() {
        return counted.size();
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60);
    }
}
