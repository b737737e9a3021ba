package io.carom.engine.simulate;

import io.carom.engine.alert.Shares;
import io.carom.spi.RuleNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts the report together from what both walks left behind. For one thread. */
record Reporting(
        Lane baseline,
        Lane candidate,
        Difference difference,
        Following following,
        OutcomeModel model,
        long seed,
        UnaryOperator<String> domainOf) {
    private static final long ENOUGH_TO_JUDGE = 1_000;
    private static final double TOO_OFTEN_WRONG = 0.02;
    private static final int MOST_CELLS = 50;
    private static final String STOCK = "stock/";
    private static final String ENGINE = "engine/";

    SimulationReport report(long events, long sent, @Nullable Instant from, @Nullable Instant to) {
        long all = candidate.decisions();
        Map<String, Long> lost = byDomain(candidate.out(), baseline.out());
        Map<String, Long> regained = byDomain(baseline.out(), candidate.out());
        return new SimulationReport(
                events,
                sent,
                baseline.decisions(),
                difference.changed(),
                baseline.policy().digest(),
                candidate.policy().digest(),
                seed,
                from,
                to,
                difference.matrix(),
                subscribers(lost, regained),
                new SimulationReport.Sends(model.drawn(), following.sparedSends(), following.leftOut()),
                all == 0 ? 1 : SimulationReport.rounded((double) (all - model.drawn()) / all),
                modelled(),
                actions(),
                rules(),
                groups(difference.domains(), lost, regained),
                groups(difference.reasons(), Map.of(), Map.of()),
                groups(difference.campaigns(), Map.of(), Map.of()),
                List.copyOf(difference.samples()));
    }

    private SimulationReport.Subscribers subscribers(Map<String, Long> lost, Map<String, Long> regained) {
        long lostInAll = lost.values().stream().mapToLong(Long::longValue).sum();
        long regainedInAll =
                regained.values().stream().mapToLong(Long::longValue).sum();
        // An address that only the candidate has out is known to the baseline, and subscribed there
        long kept = baseline.known() - baseline.out().size() - lostInAll;
        return new SimulationReport.Subscribers(Math.max(0, kept), lostInAll, regainedInAll);
    }

    private Map<String, Long> byDomain(Set<String> out, Set<String> butNot) {
        Map<String, Long> counts = new HashMap<>();
        for (String address : out) {
            if (!butNot.contains(address)) {
                counts.merge(domainOf.apply(address), 1L, Long::sum);
            }
        }
        return counts;
    }

    private SimulationReport.Modelled modelled() {
        long[] range = model.range();
        return new SimulationReport.Modelled(
                model.drawn(),
                model.delivered(),
                range[0],
                range[1],
                model.guessed(),
                following.recordedRetries(),
                following.open(),
                model.learnt().stream()
                        .limit(MOST_CELLS)
                        .map(cell -> new SimulationReport.Learnt(
                                cell.what(), cell.tried(), cell.delivered(), cell.used(), cell.share()))
                        .toList());
    }

    private List<SimulationReport.Count> actions() {
        Set<String> types = new TreeSet<>(baseline.actions().keySet());
        types.addAll(candidate.actions().keySet());
        return types.stream()
                .map(type -> new SimulationReport.Count(
                        type,
                        baseline.actions().getOrDefault(type, 0L),
                        candidate.actions().getOrDefault(type, 0L)))
                .toList();
    }

    private List<SimulationReport.Rule> rules() {
        Set<String> there = new TreeSet<>();
        candidate.policy().rules().rules().stream().map(RuleNote::name).forEach(there::add);
        Set<String> names = new TreeSet<>(there);
        baseline.policy().rules().rules().stream().map(RuleNote::name).forEach(names::add);
        names.addAll(baseline.rules());
        names.addAll(candidate.rules());
        List<SimulationReport.Rule> cards = new ArrayList<>();
        for (String name : names) {
            boolean gone = !there.contains(name) && !candidate.rules().contains(name);
            cards.add(card(name, gone ? baseline.counted(name) : candidate.counted(name)));
        }
        return cards;
    }

    private SimulationReport.Rule card(String name, Lane.RuleCount count) {
        String why = "";
        String advice = "keep";
        boolean own = !name.startsWith(STOCK) && !name.startsWith(ENGINE);
        if (own && count.hits == 0 && count.refused > 0) {
            advice = "retire";
            why = "everything it asked for was refused or overruled";
        } else if (own && count.hits == 0 && candidate.decisions() >= ENOUGH_TO_JUDGE) {
            advice = "retire";
            why = count.overridden > 0 ? "a stronger rule wins each time" : "it never fired";
        } else if (Shares.lowerBound(count.contradicted, count.marked) > TOO_OFTEN_WRONG) {
            advice = "tune";
            why = "addresses that it called dead took mail afterwards";
        } else if (own && count.refused > count.hits / 2) {
            advice = "tune";
            why = "an invariant often forbids what it asks for";
        } else if (count.hits == 0 && candidate.decisions() < ENOUGH_TO_JUDGE) {
            why = "too little history to judge";
        }
        return new SimulationReport.Rule(
                name,
                baseline.counted(name).hits,
                candidate.counted(name).hits,
                difference.changedBy(name),
                count.overridden,
                count.refused,
                count.marked,
                count.contradicted,
                advice,
                why);
    }

    private static List<SimulationReport.Group> groups(
            Map<String, Difference.Line> lines, Map<String, Long> lost, Map<String, Long> regained) {
        List<SimulationReport.Group> groups = new ArrayList<>(lines.size());
        lines.forEach((name, line) -> groups.add(new SimulationReport.Group(
                name, line.decisions, line.changed, lost.getOrDefault(name, 0L), regained.getOrDefault(name, 0L))));
        groups.sort(Comparator.comparingLong(SimulationReport.Group::changed)
                .thenComparingLong(SimulationReport.Group::decisions)
                .reversed()
                .thenComparing(SimulationReport.Group::name));
        return groups;
    }
}
