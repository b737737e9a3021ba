package io.carom.engine.simulate;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.json.EventJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares decisions pair by pair and counts how they differ. For one thread. */
final class Difference {
    /** A breakdown has at most so many lines; what comes later is counted together. */
    static final int MOST_LINES = 50_000;

    static final String OTHERS = "(others)";
    private static final int MOST_SAMPLES = 200;
    private static final String NOTHING = "none";

    /** How one group of decisions compares. */
    static final class Line {
        long decisions;
        long changed;
    }

    private record Move(String from, String to) {}

    private record Sight(String recipient, String timer, String at) {}

    private final int samplesEach;
    private final Map<Move, Long> matrix = new HashMap<>();
    private final List<SimulationReport.Sample> samples = new ArrayList<>();
    private final Map<String, Line> domains = new TreeMap<>();
    private final Map<String, Line> reasons = new TreeMap<>();
    private final Map<String, Line> campaigns = new TreeMap<>();
    private final Map<String, Long> changedByRule = new TreeMap<>();
    private final Map<Sight, Decision> timersOfBaseline = new HashMap<>();
    private final Map<Sight, Decision> timersOfCandidate = new HashMap<>();
    private long changed;

    Difference(int samplesEach) {
        this.samplesEach = samplesEach;
    }

    /** Compares two decisions about one event. */
    void compare(Event event, String domain, Decision baseline, Decision candidate) {
        boolean differs = differ(baseline, candidate);
        count(domains, domain, differs);
        count(reasons, baseline.classification().reason().word(), differs);
        if (event.campaign() != null) {
            count(campaigns, event.campaign(), differs);
        }
        if (differs) {
            differ(event, baseline, candidate);
        }
    }

    /** Takes a timer's decision; the other policy's may come with a later event. */
    void timer(Decision fired, boolean ofCandidate) {
        Sight sight = new Sight(
                fired.recipient(), String.valueOf(fired.timer()), fired.at().toString());
        Decision other = (ofCandidate ? timersOfBaseline : timersOfCandidate).remove(sight);
        if (other == null) {
            (ofCandidate ? timersOfCandidate : timersOfBaseline).put(sight, fired);
            return;
        }
        Decision baseline = ofCandidate ? other : fired;
        Decision candidate = ofCandidate ? fired : other;
        if (differ(baseline, candidate)) {
            differ(null, baseline, candidate);
        }
    }

    /** Counts the timers that fired under one policy only. */
    void finish() {
        Comparator<Decision> order = Comparator.comparing(Decision::at).thenComparing(Decision::recipient);
        timersOfBaseline.values().stream().sorted(order).forEach(fired -> differ(null, fired, null));
        timersOfCandidate.values().stream().sorted(order).forEach(fired -> differ(null, null, fired));
        timersOfBaseline.clear();
        timersOfCandidate.clear();
    }

    static boolean differ(Decision a, Decision b) {
        return !a.classification().equals(b.classification())
                || !java.util.Objects.equals(a.subscriber(), b.subscriber())
                || !java.util.Objects.equals(a.retry(), b.retry())
                || !a.actions().equals(b.actions());
    }

    private void differ(@Nullable Event event, @Nullable Decision baseline, @Nullable Decision candidate) {
        changed++;
        Move move = new Move(shape(baseline), shape(candidate));
        long before = matrix.merge(move, 1L, Long::sum) - 1;
        Set<String> once = new HashSet<>(won(baseline));
        Set<String> other = won(candidate);
        other.forEach(rule -> {
            if (!once.remove(rule)) {
                changedByRule.merge(rule, 1L, Long::sum);
            }
        });
        once.forEach(rule -> changedByRule.merge(rule, 1L, Long::sum));
        if (before < samplesEach && samples.size() < MOST_SAMPLES) {
            samples.add(new SimulationReport.Sample(
                    move.from(),
                    move.to(),
                    event == null ? null : EventJson.write(event),
                    json(baseline),
                    json(candidate)));
        }
    }

    private static @Nullable String json(@Nullable Decision decision) {
        return decision == null ? null : DecisionJson.write(decision);
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

    private static void count(Map<String, Line> lines, String name, boolean differs) {
        Line line = lines.get(name);
        if (line == null) {
            line = lines.computeIfAbsent(lines.size() < MOST_LINES ? name : OTHERS, unheard -> new Line());
        }
        line.decisions++;
        line.changed += differs ? 1 : 0;
    }

    long changed() {
        return changed;
    }

    long changedBy(String rule) {
        return changedByRule.getOrDefault(rule, 0L);
    }

    List<SimulationReport.Cell> matrix() {
        List<SimulationReport.Cell> cells = new ArrayList<>();
        matrix.forEach((move, count) -> cells.add(new SimulationReport.Cell(move.from(), move.to(), count)));
        cells.sort(Comparator.comparingLong(SimulationReport.Cell::count)
                .reversed()
                .thenComparing(SimulationReport.Cell::from)
                .thenComparing(SimulationReport.Cell::to));
        return cells;
    }

    List<SimulationReport.Sample> samples() {
        return samples;
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
}
