package io.carom.engine.simulate;

import io.carom.engine.json.JsonTree;
import io.carom.engine.simulate.SimulationReport.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report as JSON, by the names of the contract. Stateless. */
final class ReportJson {
    private static final int SHOWN = 50;

    private ReportJson() {}

    static String write(SimulationReport report) {
        return JsonTree.write(tree(report));
    }

    private static Map<String, @Nullable Object> tree(SimulationReport report) {
        Map<String, @Nullable Object> all = object(
                "events", report.events(),
                "decisions", report.decisions(),
                "changed", report.changed(),
                "baseline", report.baseline(),
                "candidate", report.candidate(),
                "seed", report.seed(),
                "from", report.from() == null ? null : report.from().toString(),
                "to", report.to() == null ? null : report.to().toString(),
                "matrix",
                        each(
                                report.matrix(),
                                cell -> with(object("from", cell.from(), "to", cell.to()), "count", cell.count())));
        SimulationReport.Subscribers subscribers = report.subscribers();
        all.put(
                "subscribers",
                object("kept", subscribers.kept(), "lost", subscribers.lost(), "regained", subscribers.regained()));
        all.put(
                "sends",
                object(
                        "added", report.figure(OtherWay.ADDED).value(),
                        "spared", report.figure(OtherWay.SPARED).value(),
                        "leftOut", report.leftOut()));
        all.put(
                "mail",
                object(
                        "regained", report.figure(OtherWay.REGAINED_MAIL).value(),
                        "lost", report.figure(OtherWay.LOST_MAIL).value(),
                        "expected", rounded(report.expectedMail())));
        all.put("recorded", report.recorded());
        all.put("warmed", report.warmed());
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        report.figures().forEach((name, figure) -> figures.put(name, with(new LinkedHashMap<>(), "value", figure)));
        all.put("figures", figures);
        all.put("changedShare", share(report.changed(), report.decisions()));
        all.put("lostShare", share(subscribers.lost(), subscribers.kept() + subscribers.lost()));
        Interval net = report.netSubscribers();
        long known = subscribers.kept() + subscribers.lost() + subscribers.regained();
        all.put(
                "netSubscribers",
                object(
                        "difference",
                        subscribers.regained() - subscribers.lost(),
                        "low",
                        rounded(net.low()),
                        "high",
                        rounded(net.high()),
                        "small",
                        known < SimulationReport.SMALL));
        all.put("modelled", modelled(report.modelled()));
        all.put(
                "incidents",
                each(
                        first(report.incidents()),
                        one -> object(
                                "what", one.what(),
                                "where", one.where(),
                                "baseline", one.baseline(),
                                "candidate", one.candidate(),
                                "first", one.first().toString())));
        all.put("actions", each(report.actions(), count -> action(count, report.decisions())));
        all.put("rules", each(report.rules(), ReportJson::rule));
        all.put("domains", each(first(report.domains()), group -> group("domain", group)));
        all.put("reasons", each(first(report.reasons()), group -> group("reason", group)));
        all.put("campaigns", each(first(report.campaigns()), group -> group("campaign", group)));
        all.put(
                "days",
                each(
                        report.days(),
                        day -> object("day", day.day(), "decisions", day.decisions(), "changed", day.changed())));
        all.put("samples", each(report.samples(), Case::tree));
        return all;
    }

    private static Map<String, @Nullable Object> modelled(SimulationReport.Modelled modelled) {
        SimulationReport.Foretold foretold = modelled.foretold();
        return object(
                "retries", modelled.retries().value(),
                "delivered", modelled.delivered().value(),
                "fewest", modelled.delivered().low(),
                "most", modelled.delivered().high(),
                "implied", modelled.implied(),
                "found", modelled.found(),
                "guessed", modelled.guessed(),
                "open", modelled.open(),
                "unfollowed", modelled.unfollowed(),
                "foretold",
                        foretold == null
                                ? null
                                : object(
                                        "retries", foretold.retries(),
                                        "expected", rounded(foretold.expected()),
                                        "delivered", rounded(foretold.delivered()),
                                        "error", rounded(foretold.error())),
                "learnt",
                        each(
                                modelled.cells(),
                                cell -> object(
                                        "what", cell.what(),
                                        "tried", cell.tried(),
                                        "delivered", cell.delivered(),
                                        "used", cell.used(),
                                        "low", rounded(cell.share().low()),
                                        "high", rounded(cell.share().high()))));
    }

    private static Map<String, @Nullable Object> action(SimulationReport.Count count, long decisions) {
        Interval difference = Interval.ofDifference(count.onlyCandidate(), count.onlyBaseline(), decisions);
        return object(
                "type", count.name(),
                "baseline", count.baseline(),
                "candidate", count.candidate().value(),
                "modelled", count.candidate().modelled(),
                "candidateLow", count.candidate().low(),
                "candidateHigh", count.candidate().high(),
                "onlyBaseline", count.onlyBaseline(),
                "onlyCandidate", count.onlyCandidate(),
                "low", rounded(difference.low()),
                "high", rounded(difference.high()),
                "small", count.baseline() + count.candidate().value() < SimulationReport.SMALL);
    }

    private static Map<String, @Nullable Object> rule(SimulationReport.Rule rule) {
        return object(
                "rule", rule.rule(),
                "baseline", rule.baseline(),
                "candidate", rule.candidate().value(),
                "modelled", rule.candidate().modelled(),
                "low", rule.candidate().low(),
                "high", rule.candidate().high(),
                "changed", rule.changed(),
                "gained", rule.gained(),
                "lost", rule.lost(),
                "overridden", rule.overridden(),
                "refused", rule.refused(),
                "marked", rule.marked(),
                "contradicted", rule.contradicted(),
                "advice", rule.advice(),
                "why", rule.why(),
                "cases", new ArrayList<@Nullable Object>(rule.cases()),
                "contradictedCases", new ArrayList<@Nullable Object>(rule.contradictedCases()));
    }

    private static Map<String, @Nullable Object> group(String what, SimulationReport.Group group) {
        Interval share = Interval.of(group.changed().value(), group.decisions());
        Map<String, @Nullable Object> tree = object(what, group.name(), "decisions", group.decisions());
        with(tree, "changed", group.changed());
        tree.put("shareLow", rounded(share.low()));
        tree.put("shareHigh", rounded(share.high()));
        tree.put("small", group.decisions() < SimulationReport.SMALL);
        tree.put("lost", group.lost().value());
        tree.put("lostLow", group.lost().low());
        tree.put("lostHigh", group.lost().high());
        tree.put("regained", group.regained().value());
        tree.put("regainedLow", group.regained().low());
        tree.put("regainedHigh", group.regained().high());
        return tree;
    }

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> tree, String name, Figure figure) {
        tree.put(name, figure.value());
        tree.put("modelled", figure.modelled());
        tree.put("low", figure.low());
        tree.put("high", figure.high());
        return tree;
    }

    private static Map<String, @Nullable Object> share(long hits, long n) {
        Interval interval = Interval.of(hits, n);
        return object(
                "share",
                n == 0 ? 0.0 : rounded((double) hits / n),
                "low",
                rounded(interval.low()),
                "high",
                rounded(interval.high()),
                "small",
                n < SimulationReport.SMALL);
    }

    static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(SHOWN, all.size()));
    }

    private static <T> List<@Nullable Object> each(List<T> all, Function<T, Object> as) {
        List<@Nullable Object> items = new ArrayList<>(all.size());
        all.forEach(one -> items.add(as.apply(one)));
        return items;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> made = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            made.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return made;
    }
}
