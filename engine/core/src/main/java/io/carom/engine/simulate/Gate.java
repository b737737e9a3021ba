package io.carom.engine.simulate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition under which a build fails: {@code lost_subscribers > 0.5%}, {@code changed(gmail.com) > 100}. A percentage is of the
 * decisions, of the subscribers, or of the messages sent, whichever the figure counts. Immutable.
 *
 * @param text as it was written
 */
public record Gate(
        String text, String figure, @Nullable String group, String comparison, double limit, boolean percent) {
    private static final Pattern SHAPE = Pattern.compile(
            "\\s*([a-z_]{1,40})\\s*(?:\\(\\s*([^()]{1,253}?)\\s*\\))?\\s*(>=|<=|==|>|<)\\s*(\\d{1,15}(?:\\.\\d{1,9})?)\\s*(%?)\\s*");
    private static final List<String> GROUPED =
            List.of("changed", "decisions", "lost_subscribers", "regained_subscribers");
    private static final List<String> FIGURES = List.of(
            "changed",
            "decisions",
            "lost_subscribers",
            "regained_subscribers",
            "added_sends",
            "spared_sends",
            "refused",
            "contradicted",
            "alerts");

    /** The gate that {@code text} says; fails with {@link IllegalArgumentException} that tells what can be said. */
    public static Gate of(String text) {
        Matcher found = SHAPE.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("`" + text
                    + "` is no condition such as \"lost_subscribers > 0.5%\" or \"changed(gmail.com) > 100\"");
        }
        String figure = found.group(1);
        String group = found.group(2);
        if (!FIGURES.contains(figure)) {
            throw new IllegalArgumentException(
                    "`" + text + "` asks for `" + figure + "`; there are " + String.join(", ", FIGURES));
        }
        if (group != null && !GROUPED.contains(figure)) {
            throw new IllegalArgumentException(
                    "`" + text + "`: `" + figure + "` is counted over everything; leave out (" + group + ")");
        }
        return new Gate(
                text.strip(),
                figure,
                group == null ? null : group.toLowerCase(Locale.ROOT),
                found.group(3),
                Double.parseDouble(found.group(4)),
                !found.group(5).isEmpty());
    }

    /** What a report holds against a gate. */
    public record Verdict(Gate gate, double value, boolean failed) {
        /** In words, for people. */
        public String told() {
            String shown = gate.percent()
                    ? String.format(Locale.ROOT, "%.3f%%", value)
                    : String.format(Locale.ROOT, "%.0f", value);
            return (failed ? "failed  " : "passed  ") + gate.text() + "  (" + shown + ")";
        }
    }

    /** Whether {@code report} makes the build fail. A group that the history does not have counts 0. */
    public Verdict judge(SimulationReport report) {
        double value = value(report);
        boolean failed = switch (comparison) {
            case ">" -> value > limit;
            case ">=" -> value >= limit;
            case "<" -> value < limit;
            case "<=" -> value <= limit;
            default -> value == limit;
        };
        return new Verdict(this, value, failed);
    }

    private double value(SimulationReport report) {
        long count;
        long of;
        if (group != null) {
            SimulationReport.Group found = group(report, group);
            count = counts(found).getOrDefault(figure, 0L);
            of = found.decisions();
        } else {
            count = count(report);
            of = switch (figure) {
                case "lost_subscribers", "regained_subscribers" ->
                    report.subscribers().kept() + report.subscribers().lost();
                case "added_sends", "spared_sends" -> report.sent();
                default -> report.decisions();
            };
        }
        return !percent ? count : of == 0 ? 0 : 100.0 * count / of;
    }

    private long count(SimulationReport report) {
        return switch (figure) {
            case "changed" -> report.changed();
            case "decisions" -> report.decisions();
            case "lost_subscribers" -> report.subscribers().lost();
            case "regained_subscribers" -> report.subscribers().regained();
            case "added_sends" -> report.sends().added();
            case "spared_sends" -> report.sends().spared();
            case "refused" ->
                report.rules().stream()
                        .mapToLong(SimulationReport.Rule::refused)
                        .sum();
            case "contradicted" ->
                report.rules().stream()
                        .mapToLong(SimulationReport.Rule::contradicted)
                        .max()
                        .orElse(0);
            default ->
                report.actions().stream()
                        .filter(action -> action.name().equals("alert"))
                        .mapToLong(SimulationReport.Count::candidate)
                        .sum();
        };
    }

    private static Map<String, Long> counts(SimulationReport.Group group) {
        return Map.of(
                "changed", group.changed(),
                "decisions", group.decisions(),
                "lost_subscribers", group.lost(),
                "regained_subscribers", group.regained());
    }

    private static SimulationReport.Group group(SimulationReport report, String name) {
        for (List<SimulationReport.Group> groups : List.of(report.domains(), report.reasons(), report.campaigns())) {
            for (SimulationReport.Group found : groups) {
                if (found.name().equalsIgnoreCase(name)) {
                    return found;
                }
            }
        }
        return new SimulationReport.Group(name, 0, 0, 0, 0);
    }
}
