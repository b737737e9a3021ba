package io.carom.standalone.simulate;

import io.carom.engine.simulate.Gate;
import io.carom.engine.simulate.Interval;
import io.carom.engine.simulate.SimulationReport;
import io.carom.standalone.cli.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of a simulation in lines for a terminal. Stateless. */
public final class TextReport {
    private static final int ROWS = 15;

    private TextReport() {}

    /** The lines; text of others in them is harmless. */
    public static List<String> lines(SimulationReport report, List<Gate.Verdict> verdicts) {
        List<String> lines = new ArrayList<>();
        heading(report).forEach(lines::add);
        part(
                lines,
                "decisions that differ",
                report.matrix().stream()
                        .map(cell -> row(cell.count(), cell.from() + "  ->  " + cell.to()))
                        .toList());
        part(
                lines,
                "by domain",
                report.domains().stream()
                        .filter(group -> group.changed() > 0 || group.lost() > 0 || group.regained() > 0)
                        .map(group -> row(
                                group.changed(),
                                group.name() + " (of " + group.decisions() + "; lost " + group.lost() + ", regained "
                                        + group.regained() + ")"))
                        .toList());
        part(
                lines,
                "rules that differ or deserve a look",
                report.rules().stream()
                        .filter(rule -> rule.baseline() != rule.candidate()
                                || !rule.advice().equals("keep"))
                        .map(rule -> row(
                                rule.candidate(),
                                rule.rule() + " (was " + rule.baseline() + ", refused " + rule.refused()
                                        + ", contradicted " + rule.contradicted() + "): " + rule.advice()
                                        + (rule.why().isEmpty() ? "" : ", " + rule.why())))
                        .toList());
        verdicts.forEach(verdict -> lines.add(verdict.told()));
        lines.replaceAll(Text::oneLine);
        return lines;
    }

    /** The first lines, which say the most. */
    static List<String> heading(SimulationReport report) {
        Interval share = report.changedShare();
        SimulationReport.Modelled modelled = report.modelled();
        return List.of(
                say(
                        "history      %,d events from %s to %s",
                        report.events(), String.valueOf(report.from()), String.valueOf(report.to())),
                say("policies     %s -> %s", report.baseline(), report.candidate()),
                say(
                        "changed      %,d of %,d decisions; %.3f%% to %.3f%% with 95%% confidence%s",
                        report.changed(),
                        report.decisions(),
                        share.low() * 100,
                        share.high() * 100,
                        report.decisions() < SimulationReport.SMALL ? " (a small number: do not rely on it)" : ""),
                say(
                        "subscribers  kept %,d, lost %,d, regained %,d",
                        report.subscribers().kept(),
                        report.subscribers().lost(),
                        report.subscribers().regained()),
                say(
                        "sends        added %,d, spared %,d",
                        report.sends().added(), report.sends().spared()),
                say(
                        "recorded     %.2f%% of the candidate's decisions; %,d modelled retries, %,d delivered (%,d to %,d over seeds, %,d guessed)",
                        report.recorded() * 100,
                        modelled.retries(),
                        modelled.delivered(),
                        modelled.fewest(),
                        modelled.most(),
                        modelled.guessed()));
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String row(long count, String what) {
        return say("%,10d  %s", count, what);
    }

    private static void part(List<String> lines, String title, List<String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(title);
        lines.addAll(rows.subList(0, Math.min(ROWS, rows.size())));
        if (rows.size() > ROWS) {
            lines.add("            and " + (rows.size() - ROWS) + " more; --format json has them");
        }
    }
}
