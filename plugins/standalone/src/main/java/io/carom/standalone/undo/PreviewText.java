package io.carom.standalone.undo;

import io.carom.engine.undo.Choice;
import io.carom.engine.undo.UndoFigures;
import io.carom.standalone.cli.Text;
import io.carom.standalone.decision.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A preview for people. Stateless. */
public final class PreviewText {
    private static final int MOST_LINES = 10;

    private PreviewText() {}

    /** The lines about {@code figures}; {@code chosen} says in words what was chosen. */
    public static List<String> of(UndoFigures figures, String chosen) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d decisions changed a subscriber (%s); %,d would be reversed, %,d left",
                figures.chosen(),
                chosen,
                figures.reversed(),
                figures.chosen() - figures.reversed()));
        group(lines, "by rule", figures.rules());
        group(lines, "by receiving domain", figures.domains());
        group(lines, "by change", figures.changes());
        if (!figures.today().isEmpty()) {
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "today's policy would decide %,d the same and %,d otherwise:",
                    figures.same(),
                    figures.differing()));
            top(lines, figures.today());
        }
        group(lines, "left", figures.left());
        samples(lines, figures.samples());
        return lines;
    }

    private static void group(List<String> lines, String title, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            lines.add("");
            lines.add(title + ":");
            top(lines, counts);
        }
    }

    private static void top(List<String> lines, Map<String, Long> counts) {
        long shown = 0;
        long rest = 0;
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            if (shown++ < MOST_LINES) {
                lines.add(String.format(Locale.ROOT, "%,10d  %s", entry.getValue(), Text.oneLine(entry.getKey())));
            } else {
                rest += entry.getValue();
            }
        }
        if (rest > 0) {
            lines.add(String.format(Locale.ROOT, "%,10d  (%,d more)", rest, counts.size() - MOST_LINES));
        }
    }

    private static void samples(List<String> lines, List<Choice> samples) {
        if (samples.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("samples of what would be reversed:");
        for (Choice choice : samples) {
            lines.add("  " + Times.column(choice.change().at()) + "  "
                    + choice.change().address().address() + "  "
                    + choice.change().from().word() + " -> "
                    + choice.change().to().word() + "  " + Text.oneLine(UndoFigures.saidBy(choice)));
        }
    }
}
