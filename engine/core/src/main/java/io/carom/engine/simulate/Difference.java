package io.carom.engine.simulate;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Event;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares decisions pair by pair and counts how they differ. For one thread. */
final class Difference {
    /** A breakdown has at most so many lines; what comes later is counted together. */
    static final int MOST_LINES = 50_000;

    static final String OTHERS = "(others)";
    private static final int MOST_SAMPLES = 2_000;
    private static final int MOST_TIMERS = 50_000;
    private static final int EXAMPLES = 3;
    private static final String NOTHING = "none";

    /** How one group of decisions compares. */
    static final class Line {
        long decisions;
        long changed;
        long touched;
    }

    /** A rule's or action's part in what differs. */
    static final class Part {
        long onlyBaseline;
        long onlyCandidate;
        final List<String> cases = new ArrayList<>(0);
    }

    /** From one shape of decision to another. */
    record Move(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    private record Sight(String recipient, String timer, String at) {}

    private record Fired(Decision decision, boolean touched) {}

    private final int samplesEach;
    private final Consumer<Case> cases;
    private final @Nullable String wanted;
    private final Map<Move, Line> matrix = new HashMap<>();
    private final List<Case> samples = new ArrayList<>();
    private final Map<String, Line> domains = new HashMap<>();
    private final Map<String, Line> reasons = new HashMap<>();
    private final Map<String, Line> campaigns = new HashMap<>();
    private final Map<LocalDate, Line> days = new TreeMap<>();
    private final Map<String, Part> rules = new HashMap<>();
    private final Map<String, Part> actions = new HashMap<>();
    private final Map<Sight, Fired> timersOfBaseline = new LinkedHashMap<>();
    private final Map<Sight, Fired> timersOfCandidate = new LinkedHashMap<>();
    private @Nullable Case found;
    private long changed;
    private long touchedChanged;
    private LocalDate day = LocalDate.MIN;
    private long dayBegins = Long.MAX_VALUE;

    /**
     * Counts nothing yet.
     *
     * @param samplesEach how many examples of each move are kept
     * @param cases is told of each case that differs
     * @param wanted the id of a case that is kept whether or not it differs, or null
     */
    Difference(int samplesEach, Consumer<Case> cases, @Nullable String wanted) {
        this.samplesEach = samplesEach;
        this.cases = cases;
        this.wanted = wanted;
    }

    /** Compares two decisions about one event; {@code touched} says that the model has touched the address before. */
    void compare(Event event, String domain, Decision baseline, Decision candidate, boolean touched) {
        boolean differs = differ(baseline, candidate);
        count(domains, domain, differs, touched);
        count(reasons, baseline.classification().reason().word(), differs, touched);
        if (event.campaign() != null) {
            count(campaigns, event.campaign(), differs, touched);
        }
        Line today = days.computeIfAbsent(day(event), unheard -> new Line());
        today.decisions++;
        today.changed += differs ? 1 : 0;
        if (differs) {
            differ(event, baseline, candidate, touched);
        }
        if (wanted != null && wanted.equals(baseline.event())) {
            found = Case.of(event, baseline, candidate, touched);
        }
    }

    private LocalDate day(Event event) {
        long second = event.at().getEpochSecond();
        if (second < dayBegins || second >= dayBegins + 86_400) {
            dayBegins = Math.floorDiv(second, 86_400L) * 86_400;
            day = LocalDate.ofInstant(event.at(), ZoneOffset.UTC);
        }
        return day;
    }

    /** An event that the candidate never meets, as a case when it is the one that is wanted. */
    void leftOut(Event event, Decision baseline, boolean touched) {
        if (wanted != null && wanted.equals(baseline.event())) {
            found = Case.of(event, baseline, null, touched);
        }
    }

    /** Takes a timer's decision; the other policy's may come with a later event. */
    void timer(Decision fired, boolean ofCandidate, boolean touched) {
        Sight sight = new Sight(
                fired.recipient(), String.valueOf(fired.timer()), fired.at().toString());
        Fired other = (ofCandidate ? timersOfBaseline : timersOfCandidate).remove(sight);
        if (other == null) {
            Map<Sight, Fired> waiting = ofCandidate ? timersOfCandidate : timersOfBaseline;
            waiting.put(sight, new Fired(fired, touched));
            if (waiting.size() > MOST_TIMERS) {
                Sight eldest = waiting.keySet().iterator().next();
                Fired forgotten = waiting.remove(eldest);
                if (forgotten != null) {
                    alone(forgotten, ofCandidate);
                }
            }
            return;
        }
        Decision baseline = ofCandidate ? other.decision() : fired;
        Decision candidate = ofCandidate ? fired : other.decision();
        if (differ(baseline, candidate)) {
            differ(null, baseline, candidate, touched || other.touched());
        } else if (wanted != null && wanted.equals(Case.id(fired))) {
            found = Case.of(null, baseline, candidate, touched);
        }
    }

    private void alone(Fired fired, boolean ofCandidate) {
        differ(null, ofCandidate ? null : fired.decision(), ofCandidate ? fired.decision() : null, fired.touched());
    }

    /** Counts the timers that fired under one policy only. */
    void finish() {
        Comparator<Fired> order = Comparator.comparing(
                        (Fired fired) -> fired.decision().at())
                .thenComparing(fired -> fired.decision().recipient());
        timersOfBaseline.values().stream().sorted(order).forEach(fired -> alone(fired, false));
        timersOfCandidate.values().stream().sorted(order).forEach(fired -> alone(fired, true));
        timersOfBaseline.clear();
        timersOfCandidate.clear();
    }

    static boolean differ(Decision a, Decision b) {
        return !a.classification().equals(b.classification())
                || !Objects.equals(a.subscriber(), b.subscriber())
                || !Objects.equals(a.retry(), b.retry())
                || !a.actions().equals(b.actions());
    }

    private void differ(
            @Nullable Event event, @Nullable Decision baseline, @Nullable Decision candidate, boolean touched) {
        changed++;
        touchedChanged += touched ? 1 : 0;
        Move move = new Move(shape(baseline), shape(candidate));
        Line line = matrix.computeIfAbsent(move, unheard -> new Line());
        line.changed++;
        line.touched += touched ? 1 : 0;
        Decision any = baseline == null ? candidate : baseline;
        String id = any == null ? "" : Case.id(any);
        parts(rules, won(baseline), won(candidate), id);
        parts(actions, types(baseline), types(candidate), id);
        boolean sampled = line.changed <= samplesEach && samples.size() < MOST_SAMPLES;
        boolean asked = wanted != null && wanted.equals(id);
        if (sampled || asked || cases != Walk.NOBODY) {
            Case made = Case.of(event, baseline, candidate, touched);
            cases.accept(made);
            if (sampled) {
                samples.add(made);
            }
            found = asked ? made : found;
        }
    }

    private static void parts(Map<String, Part> parts, Set<String> once, Set<String> other, String id) {
        for (String name : once) {
            if (!other.contains(name)) {
                part(parts, name, id).onlyBaseline++;
            }
        }
        for (String name : other) {
            if (!once.contains(name)) {
                part(parts, name, id).onlyCandidate++;
            }
        }
    }

    private static Part part(Map<String, Part> parts, String name, String id) {
        Part part = parts.computeIfAbsent(name, unheard -> new Part());
        if (part.cases.size() < EXAMPLES) {
            part.cases.add(id);
        }
        return part;
    }

    private static Set<String> won(@Nullable Decision decision) {
        Set<String> rules = new HashSet<>();
        if (decision != null) {
            for (Because because : decision.because()) {
                if (because.outcome() == Because.Outcome.WON) {
                    rules.add(because.rule());
                }
            }
        }
        return rules;
    }

    private static Set<String> types(@Nullable Decision decision) {
        Set<String> types = new HashSet<>();
        if (decision != null) {
            decision.actions().forEach(action -> types.add(action.type()));
        }
        return types;
    }

    /** A decision in three words: type, reason and what mainly follows. */
    static String shape(@Nullable Decision decision) {
        if (decision == null) {
            return NOTHING;
        }
        String type = decision.classification().bounceType() == null
                ? decision.classification().event().word()
                : decision.classification().bounceType().word();
        return type + "/" + decision.classification().reason().word() + "/" + mainAction(decision);
    }

    private static String mainAction(Decision decision) {
        for (Action action : decision.actions()) {
            if (!(action instanceof Action.Alert) && !(action instanceof Action.Notify)) {
                return action.type();
            }
        }
        return decision.actions().isEmpty()
                ? NOTHING
                : decision.actions().get(0).type();
    }

    private static void count(Map<String, Line> lines, String name, boolean differs, boolean touched) {
        Line line = lines.get(name);
        if (line == null) {
            line = lines.computeIfAbsent(lines.size() < MOST_LINES ? name : OTHERS, unheard -> new Line());
        }
        line.decisions++;
        if (differs) {
            line.changed++;
            line.touched += touched ? 1 : 0;
        }
    }

    long changed() {
        return changed;
    }

    long touchedChanged() {
        return touchedChanged;
    }

    Part rule(String rule) {
        return rules.getOrDefault(rule, new Part());
    }

    Part action(String type) {
        return actions.getOrDefault(type, new Part());
    }

    Map<Move, Line> matrix() {
        return matrix;
    }

    List<Case> samples() {
        return samples;
    }

    @Nullable
    Case found() {
        return found;
    }

    Map<String, Line> domains() {
        return domains;
    }

    Map<String, Line> reasons() {
        return reasons;
    }

    Map<String, Line> campaigns() {
        return campaigns;
    }

    Map<LocalDate, Line> days() {
        return days;
    }
}
