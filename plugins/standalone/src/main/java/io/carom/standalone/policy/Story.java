package io.carom.standalone.policy;

import io.carom.api.Action;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Refusal;
import io.carom.engine.explain.Explanation;
import io.carom.standalone.cli.Text;
import java.io.PrintStream;
import java.util.stream.Collectors;

/** Prints an explanation for a person: phase by phase, who matched with which values, who lost, what was refused. Stateless. */
public final class Story {
    private Story() {}

    /** The whole story, the verdict first. */
    public static void print(Explanation explanation, PrintStream out) {
        Decision decision = explanation.decision();
        out.println(Text.oneLine(decision.recipient()) + ": " + verdict(decision.classification())
                + (decision.duplicate() ? " (counted before)" : ""));
        out.println("  subscriber: "
                + (decision.subscriber() == null
                        ? "unchanged"
                        : decision.subscriber().from().word() + " -> "
                                + decision.subscriber().to().word()));
        out.println("  actions: "
                + (decision.actions().isEmpty()
                        ? "none"
                        : decision.actions().stream().map(Action::type).collect(Collectors.joining(", "))));
        for (Refusal refusal : decision.refused()) {
            out.println("  refused: " + refusal.type() + ", asked for by " + refusal.by() + ": " + refusal.why());
        }
        for (Explanation.Step step : explanation.steps()) {
            out.println();
            out.println(step.phase().word());
            if (step.matches().isEmpty()) {
                out.println("  no rule took part");
            }
            for (Explanation.Match match : step.matches()) {
                match(match, out);
            }
        }
        explanation.whyNot().ifPresent(answer -> {
            out.println();
            out.println("why not: " + Text.oneLine(answer));
        });
    }

    private static void match(Explanation.Match match, PrintStream out) {
        String outcome = match.outcome().equals("won") ? "" : " [" + match.outcome() + "]";
        String place = match.place().isEmpty() ? "" : "  (" + match.place() + ")";
        out.println("  " + match.rule() + outcome + place);
        out.println("      " + Text.oneLine(match.text()));
        if (!match.values().isEmpty()) {
            out.println("      saw "
                    + match.values().entrySet().stream()
                            .map(field -> field.getKey() + " = " + Text.oneLine(field.getValue()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String verdict(Classification what) {
        String type = what.bounceType() == null
                ? what.event().word()
                : what.bounceType().word() + " " + what.event().word();
        String fault =
                what.fault() == null ? "" : ", fault of the " + what.fault().word();
        String promoted = what.promoted() == null
                ? ""
                : ", promoted by " + what.promoted().word();
        return type + ", " + what.reason().word() + fault + promoted
                + (what.disagreement() ? "; the text contradicts the code" : "");
    }
}
