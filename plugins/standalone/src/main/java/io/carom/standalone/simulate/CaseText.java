package io.carom.standalone.simulate;

import io.carom.engine.simulate.Case;
import io.carom.standalone.cli.Text;
import io.carom.standalone.decision.Told;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One case with both explanations side by side, for a terminal. Stateless. */
public final class CaseText {
    private static final int NARROW = 100;

    private CaseText() {}

    /** The lines, {@code width} columns wide; one explanation below the other where there is no room beside. */
    public static List<String> lines(Case one, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(one.id() + "  " + one.from() + "  ->  " + one.to()
                + (one.modelled() ? "  (something modelled came before it)" : ""));
        lines.add(one.event() == null ? "a timer" : one.event());
        lines.add("");
        List<String> left = told(one.baseline());
        List<String> right = told(one.candidate());
        if (width < NARROW) {
            lines.add("BASELINE");
            lines.addAll(left);
            lines.add("");
            lines.add("CANDIDATE");
            lines.addAll(right);
        } else {
            int column = (width - 3) / 2;
            beside(lines, wrapped("BASELINE", left, column), wrapped("CANDIDATE", right, column), column);
        }
        lines.replaceAll(Text::oneLine);
        return lines;
    }

    private static void beside(List<String> lines, List<String> left, List<String> right, int column) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String once = i < left.size() ? left.get(i) : "";
            String other = i < right.size() ? right.get(i) : "";
            lines.add((once + " ".repeat(Math.max(0, column - once.length())) + " | " + other).stripTrailing());
        }
    }

    private static List<String> wrapped(String title, List<String> lines, int width) {
        List<String> all = new ArrayList<>();
        all.add(title);
        for (String line : lines) {
            String rest = Text.oneLine(line);
            while (rest.length() > width) {
                int blank = rest.lastIndexOf(' ', width);
                int cut = blank > width / 2 ? blank : width;
                all.add(rest.substring(0, cut));
                rest = "      " + rest.substring(cut).strip();
            }
            all.add(rest);
        }
        return all;
    }

    /** A decision in lines: what it is, what follows, and why. */
    static List<String> told(@Nullable String json) {
        if (json == null) {
            return List.of("no such decision: it does not happen under this policy");
        }
        Told told = Told.of(json);
        List<String> lines = new ArrayList<>();
        lines.add(said(told.classified("bounceType"), told.classified("event")) + ", "
                + Told.plain(told.classified("reason"))
                + (told.classified("fault") == null ? "" : ", fault " + told.classified("fault"))
                + (told.classified("promoted") == null
                        ? ""
                        : ", promoted: " + Told.plain(told.classified("promoted"))));
        if (told.change() != null) {
            lines.add("subscriber: " + told.change());
        }
        if (told.retry() != null) {
            lines.add(told.retry());
        }
        told.actions().forEach(action -> lines.add("- " + action));
        told.refused().forEach(refused -> lines.add("refused: " + refused));
        for (Told.Step step : told.because()) {
            String outcome = step.outcome().equals("won") ? "" : " (" + step.outcome() + ")";
            lines.add("[" + step.phase() + "] " + step.rule() + outcome + ": " + step.text());
        }
        return lines;
    }

    private static String said(@Nullable String type, @Nullable String event) {
        return type == null ? String.valueOf(event) : type + " bounce";
    }
}
