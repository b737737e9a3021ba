package io.carom.standalone.simulate;

import io.carom.engine.simulate.Gate;
import io.carom.engine.simulate.SimulationReport;
import io.carom.standalone.cli.Text;
import java.util.ArrayList;
import java.util.List;

/** The report of a simulation in lines for a terminal. Stateless. */
public final class TextReport {
    private static final int ROWS = 15;

    private TextReport() {}

    /** The lines; text of others in them is harmless. */
    public static List<String> lines(SimulationReport report, List<Gate.Verdict> verdicts) {
        List<String> lines = new ArrayList<>(heading(report));
        part(
                lines,
                "decisions that differ",
                report.matrix().stream()
                        .map(cell -> row(Words.figure(cell.count()), cell.from() + "  ->  " + cell.to()))
                        .toList());
        part(
                lines,
                "alerts and holds",
                report.incidents().stream()
                        .filter(one -> one.baseline() != one.candidate())
                        .map(one -> row(
                                Words.number(one.candidate()),
                                one.what() + "  " + one.where() + " (was " + Words.number(one.baseline()) + ")"))
                        .toList());
        part(lines, "by domain", groups(report.domains()));
        part(lines, "by reason", groups(report.reasons()));
        part(lines, "by campaign", groups(report.campaigns()));
        part(
                lines,
                "rules that differ or deserve a look",
                report.rules().stream()
                        .filter(rule -> rule.changed() > 0 || !rule.advice().equals("keep"))
                        .map(TextReport::rule)
                        .toList());
        long never = report.rules().stream()
                .filter(rule -> rule.baseline() == 0 && rule.candidate().value() == 0)
                .count();
        lines.add("");
        lines.add(Words.say(
                "%,d of %,d rules never fired under either policy; --format json names them",
                never, report.rules().size()));
        cases(lines, report);
        verdicts.forEach(verdict -> lines.add(verdict.told()));
        lines.replaceAll(Text::oneLine);
        return lines;
    }

    /** The first lines, which say the most. */
    static List<String> heading(SimulationReport report) {
        List<String> lines = new ArrayList<>();
        for (Words.Line line : Words.summary(report)) {
            lines.add(Words.say("%-13s%s", line.name(), line.value()));
            if (!line.more().isEmpty()) {
                lines.add(" ".repeat(13) + line.more());
            }
        }
        lines.add(" ".repeat(13) + Words.legend(report));
        return lines;
    }

    private static void cases(List<String> lines, SimulationReport report) {
        if (!report.samples().isEmpty()) {
            lines.add("cases, each opened by --case ID (all of them: --cases FILE)");
            report.samples().stream()
                    .limit(5)
                    .forEach(one -> lines.add(Words.say("    %s  %s -> %s", one.id(), one.from(), one.to())));
        }
    }

    private static List<String> groups(List<SimulationReport.Group> groups) {
        return groups.stream()
                .filter(group -> group.changed().value() > 0
                        || group.lost().value() > 0
                        || group.regained().value() > 0)
                .map(group -> row(
                        Words.figure(group.changed()),
                        group.name()
                                + Words.say(
                                        " (of %,d%s; lost %s, regained %s)",
                                        group.decisions(),
                                        group.decisions() < SimulationReport.SMALL ? ", a small number" : "",
                                        Words.figure(group.lost()),
                                        Words.figure(group.regained()))))
                .toList();
    }

    private static String rule(SimulationReport.Rule rule) {
        return row(
                Words.figure(rule.candidate()),
                rule.rule()
                        + Words.say(
                                " (was %,d; wins %,d, loses %,d; overridden %,d, refused %,d, contradicted %,d of %,d): ",
                                rule.baseline(),
                                rule.gained(),
                                rule.lost(),
                                rule.overridden(),
                                rule.refused(),
                                rule.contradicted(),
                                rule.marked())
                        + rule.advice()
                        + (rule.why().isEmpty() ? "" : ", " + rule.why())
                        + (rule.cases().isEmpty()
                                ? ""
                                : "; such as " + rule.cases().get(0)));
    }

    private static String row(String count, String what) {
        return Words.say("%10s  %s", count, what);
    }

    private static void part(List<String> lines, String title, List<String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(title);
        lines.addAll(rows.subList(0, Math.min(ROWS, rows.size())));
        if (rows.size() > ROWS) {
            lines.add("            and " + (rows.size() - ROWS) + " more; --format json or html has them");
        }
    }
}
