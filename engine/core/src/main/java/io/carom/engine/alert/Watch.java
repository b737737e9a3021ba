package io.carom.engine.alert;

import io.carom.api.Classification;
import io.carom.api.Event;
import io.carom.api.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
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
    private final Map<Signal.Scope, List<Signal>> byScope = new EnumMap<>(Signal.Scope.class);
    private final Map<String, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Instant> open = new HashMap<>();
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

    /** Watches what {@code settings} name. */
    public Watch(WatchSettings settings) {
        this.settings = settings;
        for (Signal.Scope scope : Signal.Scope.values()) {
            byScope.put(
                    scope,
                    settings.signals().stream()
                            .filter(signal -> signal.scope() == scope)
                            .toList());
        }
        this.everything = new Tally(signals(Signal.Scope.DOMAIN).size());
    }

    private List<Signal> signals(Signal.Scope scope) {
        return byScope.getOrDefault(scope, List.of());
    }

    /** A message was sent. */
    public void sent(Event event, String domain) {
        long minute = minute(event.at());
        for (Signal.Scope scope : Signal.Scope.values()) {
            for (String key : keys(scope, event, domain)) {
                tally(scope, key).add(Tally.SENT, minute);
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
        for (Signal.Scope scope : Signal.Scope.values()) {
            List<Signal> signals = signals(scope);
            for (String key : keys(scope, event, domain)) {
                Tally tally = tally(scope, key);
                ended(tally, event, minute);
                for (int i = 0; i < signals.size(); i++) {
                    Signal signal = signals.get(i);
                    if (signal.counts(what)) {
                        tally.add(Tally.FIRST_SIGNAL + i, minute);
                        if (!signal.firstSend() || firstSend) {
                            Judgement judgement =
                                    new Judgement(settings, signal, Tally.FIRST_SIGNAL + i, minute, sentInAll);
                            judge(judgement, key, tally, event, alarms);
                        }
                    }
                }
            }
        }
        ended(everything, event, minute);
        List<Signal> domainSignals = signals(Signal.Scope.DOMAIN);
        for (int i = 0; i < domainSignals.size(); i++) {
            if (domainSignals.get(i).counts(what)) {
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
                    && signal.counts(failure.what())) {
                found.add(failure);
            }
        }
        return found;
    }

    /** An alarm that was raised before the program was started, and last seen at {@code last}. */
    public void reopen(String signal, String scope, Instant last) {
        open.merge(signal + " " + scope, last, (known, again) -> again.isAfter(known) ? again : known);
    }

    private static void ended(Tally tally, Event event, long minute) {
        if (event.kind() == EventKind.BOUNCE || event.kind() == EventKind.DELIVERY) {
            tally.add(Tally.ENDED, minute);
        }
    }

    private void judge(Judgement judgement, String key, Tally tally, Event event, List<Alarm> alarms) {
        if (judgement.signal().domains() > 1) {
            judgeWide(judgement, key, tally, event, alarms);
            return;
        }
        if (stillOpen(judgement.signal(), key, event.at())) {
            goesOn(judgement.still(key, tally, everything), event.at());
            return;
        }
        Alarm alarm = judgement.of(key, tally, everything);
        if (alarm != null) {
            raise(alarm, event.at(), alarms);
        }
    }

    /** What several domains have to show: each is sure by itself, and together they go on. */
    private void judgeWide(Judgement judgement, String key, Tally tally, Event event, List<Alarm> alarms) {
        Alarm here = judgement.surely(key, tally, everything);
        if (here == null) {
            return;
        }
        String wide = key.substring(0, key.lastIndexOf('|'));
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
        for (Map.Entry<String, Tally> entry : List.copyOf(tallies.entrySet())) {
            if (entry.getKey().startsWith(prefix)) {
                lately += judgement.lately(entry.getValue());
                passing += judgement.surely(entry.getKey(), entry.getValue(), everything) == null ? 0 : 1;
            }
        }
        return passing >= judgement.signal().domains() && lately >= settings.confirmEvents();
    }

    private void raise(Alarm alarm, Instant at, List<Alarm> alarms) {
        open.put(alarm.signal() + " " + alarm.scope(), at);
        alarms.add(alarm);
    }

    private void goesOn(@Nullable Alarm alarm, Instant at) {
        if (alarm != null) {
            open.merge(alarm.signal() + " " + alarm.scope(), at, (last, now) -> now.isAfter(last) ? now : last);
            continuing.add(alarm);
        }
    }

    /** An alarm stays open while its share lies above its bound, and for the quiet time after that. */
    private boolean stillOpen(Signal signal, String scope, Instant at) {
        Instant last = open.get(signal.name() + " " + scope);
        // What is counted over a whole send does not become better by a late report
        Duration quiet = signal.window() == null ? WHOLE_SEND : settings.quiet();
        return last != null && Duration.between(last, at).compareTo(quiet) <= 0;
    }

    private List<String> keys(Signal.Scope scope, Event event, String domain) {
        if (signals(scope).isEmpty()) {
            return List.of();
        }
        String name = switch (scope) {
            case CAMPAIGN -> event.campaign();
            case LIST -> event.list();
            case SERVER -> event.server();
            case DOMAIN -> domain;
            case IP -> event.sendingIp();
        };
        if (name == null || name.isEmpty()) {
            return List.of();
        }
        String key = scope.word() + ":" + name;
        // What is wide has to be seen at each receiver by itself
        boolean wide = scope == Signal.Scope.IP && signals(scope).stream().anyMatch(signal -> signal.domains() > 1);
        return wide ? List.of(key + "|" + domain) : List.of(key);
    }

    private Tally tally(Signal.Scope scope, String key) {
        Tally tally = tallies.get(key);
        if (tally == null) {
            if (tallies.size() >= settings.mostScopes()) {
                tallies.remove(tallies.keySet().iterator().next());
            }
            tally = new Tally(signals(scope).size());
            tallies.put(key, tally);
        }
        return tally;
    }

    /** How many scopes are in memory. */
    int scopes() {
        return tallies.size();
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60);
    }
}
