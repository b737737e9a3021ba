package io.carom.engine.simulate;

import io.carom.engine.alert.Shares;
import io.carom.engine.simulate.SimulationReport.Figure;
import io.carom.spi.RuleNote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
        OtherWay other,
        OutcomeModel model,
        long seed,
        UnaryOperator<String> domainOf) {
    private static final long ENOUGH_TO_JUDGE = 1_000;
    private static final double TOO_OFTEN_WRONG = 0.02;
    private static final int MOST_CELLS = 50;
    private static final int MOST_CASES = 3;
    private static final String STOCK = "stock/";
    private static final String ENGINE = "engine/";

    /** What was taken. */
    record Span(
            long events,
            long warmed,
            long sent,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Addresses that are out under one policy only: how many in all and of each domain, and how many of them the model touched. */
    private record Moved(Map<String, Long> byDomain, Map<String, Long> touched, long all, long allTouched) {}

    SimulationReport report(Span span) {
        Moved lost = moved(candidate.out(), baseline.out());
        Moved regained = moved(baseline.out(), candidate.out());
        long decisions = candidate.decisions();
        long unrecorded = other.counted(OtherWay.DRAWN) + other.counted(OtherWay.IMPLIED);
        return new SimulationReport(
                span.events(),
                span.warmed(),
                span.sent(),
                baseline.decisions(),
                baseline.policy().digest(),
                candidate.policy().digest(),
                seed,
                span.from(),
                span.to(),
                figures(lost, regained),
                // An address that only the candidate has out is known to the baseline, and subscribed there
                Math.max(0, baseline.known() - baseline.out().size() - lost.all()),
                other.counted(OtherWay.LEFT_OUT),
                expectedMail(span),
                decisions == 0 ? 1 : ReportJson.rounded((double) (decisions - unrecorded) / decisions),
                modelled(),
                matrix(),
                incidents(),
                actions(),
                rules(),
                groups("domain", difference.domains(), lost, regained),
                groups("reason", difference.reasons(), null, null),
                groups("campaign", difference.campaigns(), null, null),
                difference.days().entrySet().stream()
                        .map(day -> new SimulationReport.Day(
                                day.getKey().toString(), day.getValue().decisions, day.getValue().changed))
                        .toList(),
                List.copyOf(difference.samples()),
                difference.found());
    }

    private Map<String, Figure> figures(Moved lost, Moved regained) {
        SeedFigures ledger = other.ledger();
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put(
                SimulationReport.CHANGED,
                ledger.figure(SimulationReport.CHANGED, difference.changed(), difference.touchedChanged()));
        figures.put(OtherWay.LOST, ledger.figure(OtherWay.LOST, lost.all(), lost.allTouched()));
        figures.put(OtherWay.REGAINED, ledger.figure(OtherWay.REGAINED, regained.all(), regained.allTouched()));
        figures.put(OtherWay.ADDED, counted(OtherWay.ADDED, other.counted(OtherWay.DRAWN)));
        figures.put(OtherWay.SPARED, counted(OtherWay.SPARED, 0));
        figures.put(OtherWay.REGAINED_MAIL, counted(OtherWay.REGAINED_MAIL, model.delivered()));
        figures.put(OtherWay.LOST_MAIL, counted(OtherWay.LOST_MAIL, 0));
        return figures;
    }

    private Figure counted(String what, long touched) {
        long value = other.counted(what);
        return other.ledger().figure(what, value, Math.min(value, touched));
    }

    private Moved moved(Set<String> out, Set<String> butNot) {
        Map<String, Long> counts = new HashMap<>();
        Map<String, Long> touched = new HashMap<>();
        long all = 0;
        long allTouched = 0;
        for (String address : out) {
            if (!butNot.contains(address)) {
                String domain = domainOf.apply(address);
                counts.merge(domain, 1L, Long::sum);
                all++;
                if (other.isDrawn(address)) {
                    touched.merge(domain, 1L, Long::sum);
                    allTouched++;
                }
            }
        }
        return new Moved(counts, touched, all, allTouched);
    }

    /** At the rate at which the others are written to: nobody has recorded what the regained would have been sent. */
    private double expectedMail(Span span) {
        if (span.from() == null || span.to() == null) {
            return 0;
        }
        double days =
                Math.max(1.0 / 24, Duration.between(span.from(), span.to()).toSeconds() / 86_400.0);
        double each = span.sent()
                / days
                / Math.max(1, baseline.known() - baseline.out().size() / 2.0);
        double expected = 0;
        for (String address : baseline.out()) {
            Instant since = baseline.history(address).since();
            if (!candidate.isOut(address) && since != null) {
                expected +=
                        each * Math.max(0, Duration.between(since, span.to()).toSeconds()) / 86_400.0;
            }
        }
        return expected;
    }

    private SimulationReport.Modelled modelled() {
        return new SimulationReport.Modelled(
                counted(OtherWay.DRAWN, other.counted(OtherWay.DRAWN)),
                counted(OtherWay.DELIVERED, other.counted(OtherWay.DELIVERED)),
                other.counted(OtherWay.IMPLIED),
                other.counted(OtherWay.FOUND),
                model.guessed(),
                other.open(),
                other.unforked(),
                model.foretold(),
                model.learnt().stream()
                        .limit(MOST_CELLS)
                        .map(cell -> new SimulationReport.Learnt(
                                cell.what(), cell.tried(), cell.delivered(), cell.used(), cell.share()))
                        .toList());
    }

    private List<SimulationReport.Cell> matrix() {
        List<SimulationReport.Cell> cells = new ArrayList<>();
        difference
                .matrix()
                .forEach((move, line) -> cells.add(new SimulationReport.Cell(
                        move.from(), move.to(), other.ledger().figure("move " + move, line.changed, line.touched))));
        cells.sort(Comparator.comparingLong(
                        (SimulationReport.Cell cell) -> cell.count().value())
                .reversed()
                .thenComparing(SimulationReport.Cell::from)
                .thenComparing(SimulationReport.Cell::to));
        return cells;
    }

    private List<SimulationReport.Incident> incidents() {
        Map<String, Incidents.Count> once = baseline.incidents().counts();
        Map<String, Incidents.Count> then = candidate.incidents().counts();
        Set<String> all = new TreeSet<>(once.keySet());
        all.addAll(then.keySet());
        Incidents.Count none = new Incidents.Count();
        return all.stream()
                .map(what -> {
                    Incidents.Count before = once.getOrDefault(what, none);
                    Incidents.Count after = then.getOrDefault(what, none);
                    int bar = what.indexOf(" | ");
                    return new SimulationReport.Incident(
                            what.substring(0, bar),
                            what.substring(bar + 3),
                            before.times,
                            after.times,
                            before.first.isBefore(after.first) ? before.first : after.first);
                })
                .sorted(Comparator.comparingLong(
                                (SimulationReport.Incident one) -> Math.abs(one.baseline() - one.candidate()))
                        .reversed()
                        .thenComparing(SimulationReport.Incident::first)
                        .thenComparing(SimulationReport.Incident::what)
                        .thenComparing(SimulationReport.Incident::where))
                .toList();
    }

    private List<SimulationReport.Count> actions() {
        Set<String> types = new TreeSet<>(baseline.actions().keySet());
        types.addAll(candidate.actions().keySet());
        return types.stream()
                .map(type -> new SimulationReport.Count(
                        type,
                        baseline.actions().getOrDefault(type, 0L),
                        other.ledger()
                                .figure("action " + type, candidate.actions().getOrDefault(type, 0L), 0),
                        difference.action(type).onlyBaseline,
                        difference.action(type).onlyCandidate))
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
        Difference.Part part = difference.rule(name);
        Lane.RuleCount now = candidate.counted(name);
        return new SimulationReport.Rule(
                name,
                baseline.counted(name).hits,
                other.ledger().figure("rule " + name, now.hits, now.touched),
                part.onlyCandidate,
                part.onlyBaseline,
                count.overridden,
                count.refused,
                count.marked,
                count.contradicted,
                advice,
                why,
                part.cases.stream().limit(MOST_CASES).toList(),
                List.copyOf(count.contradictedCases));
    }

    private List<SimulationReport.Group> groups(
            String what, Map<String, Difference.Line> lines, @Nullable Moved lost, @Nullable Moved regained) {
        List<SimulationReport.Group> groups = new ArrayList<>(lines.size());
        lines.forEach((name, line) -> groups.add(new SimulationReport.Group(
                name,
                line.decisions,
                other.ledger().figure(what + " " + name, line.changed, line.touched),
                moved(OtherWay.LOST, name, lost),
                moved(OtherWay.REGAINED, name, regained))));
        groups.sort(Comparator.comparingLong(
                        (SimulationReport.Group group) -> group.changed().value())
                .thenComparingLong(SimulationReport.Group::decisions)
                .reversed()
                .thenComparing(SimulationReport.Group::name));
        return groups;
    }

    private Figure moved(String what, String domain, @Nullable Moved moved) {
        return moved == null
                ? Figure.NONE
                : other.ledger()
                        .figure(
                                what + " " + domain,
                                moved.byDomain().getOrDefault(domain, 0L),
                                moved.touched().getOrDefault(domain, 0L));
    }
}
