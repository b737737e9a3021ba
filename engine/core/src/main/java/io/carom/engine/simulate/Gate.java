package io.carom.engine.simulate;

import io.carom.engine.simulate.SimulationReport.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition under which a build fails: {@code lost_subscribers > 0.5%}, {@code changed(gmail.com) > 100},
 * {@code lost_subscribers.high > 200}. A percentage is of the decisions, of the subscribers, or of the messages sent, whichever the figure
 * counts. Immutable.
 *
 * @param text as it was written
 * @param figure what is counted
 * @param end {@code low} or {@code high} over the seeds, or empty for the figure itself
 * @param group a domain, reason, campaign, signal or rule, or null for everything
 * @param comparison one of {@code > >= < <= ==}
 * @param limit what it is compared with
 * @param percent whether the limit is a percentage
 */
public record Gate(
        String text,
        String figure,
        String end,
        @Nullable String group,
        String comparison,
        double limit,
        boolean percent) {
    private static final Pattern SHAPE = Pattern.compile(
            "\\s*([a-z_]{1,40})(?:\\.(low|high))?\\s*(?:\\(\\s*([^()]{1,253}?)\\s*\\))?\\s*(>=|<=|==|>|<)"
                    + "\\s*(\\d{1,15}(?:\\.\\d{1,9})?)\\s*(%?)\\s*");

    /** What a gate can ask for. */
    private enum Asked {
        CHANGED(true, Of.DECISIONS),
        DECISIONS(true, Of.DECISIONS),
        LOST_SUBSCRIBERS(true, Of.SUBSCRIBERS),
        REGAINED_SUBSCRIBERS(true, Of.SUBSCRIBERS),
        ADDED_SENDS(false, Of.SENT),
        SPARED_SENDS(false, Of.SENT),
        REGAINED_MAIL(false, Of.SENT),
        LOST_MAIL(false, Of.SENT),
        ALERTS(true, Of.DECISIONS),
        HOLDS(false, Of.DECISIONS),
        REFUSED(true, Of.DECISIONS),
        CONTRADICTED(true, Of.DECISIONS);

        private final boolean grouped;
        private final Of of;

        Asked(boolean grouped, Of of) {
            this.grouped = grouped;
            this.of = of;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a percentage is of. */
    private enum Of {
        DECISIONS,
        SUBSCRIBERS,
        SENT
    }

    /** The names that a gate may use, in the order of the handbook. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Asked asked : Asked.values()) {
            names.add(asked.word() + (asked.grouped ? "[(GROUP)]" : ""));
        }
        return names;
    }

    /** The gate that {@code text} says; fails with {@link IllegalArgumentException} that tells what can be said. */
    public static Gate of(String text) {
        Matcher found = SHAPE.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("`" + text
                    + "` is no condition such as \"lost_subscribers > 0.5%\" or \"changed(gmail.com) > 100\"; there are "
                    + String.join(", ", names()));
        }
        Asked asked = asked(found.group(1));
        if (asked == null) {
            throw new IllegalArgumentException(
                    "`" + text + "` asks for `" + found.group(1) + "`; there are " + String.join(", ", names()));
        }
        String group = found.group(3);
        if (group != null && !asked.grouped) {
            throw new IllegalArgumentException("`" + text + "`: `" + asked.word()
                    + "` is counted over everything; leave out (" + group + "). There are "
                    + String.join(", ", names()));
        }
        return new Gate(
                text.strip(),
                asked.word(),
                found.group(2) == null ? "" : found.group(2),
                group,
                found.group(4),
                Double.parseDouble(found.group(5)),
                !found.group(6).isEmpty());
    }

    private static @Nullable Asked asked(String word) {
        for (Asked asked : Asked.values()) {
            if (asked.word().equals(word)) {
                return asked;
            }
        }
        return null;
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
        Asked asked = asked(figure);
        if (asked == null) {
            return 0;
        }
        Figure found = group == null ? whole(asked, report) : grouped(asked, group, report);
        long count = end.equals("low") ? found.low() : end.equals("high") ? found.high() : found.value();
        SimulationReport.Subscribers subscribers = report.subscribers();
        long of = switch (asked.of) {
            case DECISIONS ->
                isGroup(asked) ? group(report, String.valueOf(group)).decisions() : report.decisions();
            // How many subscribers a group has is not known
            case SUBSCRIBERS ->
                group != null ? group(report, group).decisions() : subscribers.kept() + subscribers.lost();
            case SENT -> report.sent();
        };
        return !percent ? count : of == 0 ? 0 : 100.0 * count / of;
    }

    private boolean isGroup(Asked asked) {
        return group != null && (asked == Asked.CHANGED || asked == Asked.DECISIONS);
    }

    private static Figure whole(Asked asked, SimulationReport report) {
        return switch (asked) {
            case DECISIONS -> exactly(report.decisions());
            case ALERTS -> action(report, "alert");
            case HOLDS -> action(report, "hold_for_review");
            case REFUSED ->
                exactly(report.rules().stream()
                        .mapToLong(SimulationReport.Rule::refused)
                        .sum());
            case CONTRADICTED ->
                exactly(report.rules().stream()
                        .mapToLong(SimulationReport.Rule::contradicted)
                        .max()
                        .orElse(0));
            default -> report.figure(asked.word());
        };
    }

    private static Figure grouped(Asked asked, String group, SimulationReport report) {
        return switch (asked) {
            case DECISIONS -> exactly(group(report, group).decisions());
            case LOST_SUBSCRIBERS -> group(report, group).lost();
            case REGAINED_SUBSCRIBERS -> group(report, group).regained();
            case ALERTS ->
                exactly(report.incidents().stream()
                        .filter(one -> one.what().equals("alert " + group))
                        .mapToLong(SimulationReport.Incident::candidate)
                        .sum());
            case REFUSED ->
                exactly(rules(report, group).stream()
                        .mapToLong(SimulationReport.Rule::refused)
                        .sum());
            case CONTRADICTED ->
                exactly(rules(report, group).stream()
                        .mapToLong(SimulationReport.Rule::contradicted)
                        .sum());
            default -> group(report, group).changed();
        };
    }

    private static List<SimulationReport.Rule> rules(SimulationReport report, String name) {
        return report.rules().stream().filter(rule -> rule.rule().equals(name)).toList();
    }

    private static Figure exactly(long value) {
        return new Figure(value, 0, value, value);
    }

    private static Figure action(SimulationReport report, String type) {
        return report.actions().stream()
                .filter(action -> action.name().equals(type))
                .map(SimulationReport.Count::candidate)
                .findFirst()
                .orElse(Figure.NONE);
    }

    private static SimulationReport.Group group(SimulationReport report, String name) {
        for (List<SimulationReport.Group> groups : List.of(report.domains(), report.reasons(), report.campaigns())) {
            for (SimulationReport.Group found : groups) {
                if (found.name().equalsIgnoreCase(name)) {
                    return found;
                }
            }
        }
        return new SimulationReport.Group(name, 0, Figure.NONE, Figure.NONE, Figure.NONE);
    }
}
