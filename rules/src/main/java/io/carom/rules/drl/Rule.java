package io.carom.rules.drl;

import io.carom.api.Bounce;
import io.carom.api.Proposed;
import java.util.List;

/**
 * A rule that was read and checked. Immutable.
 *
 * @param proposed what it proposes, made once: name, pack, phase, rank and sentence are in it
 * @param salience its rank within pack and phase
 * @param comment the comment above it, or empty
 * @param patterns the {@code Bounce(...)} patterns, of which one has to match; each is the conditions between its commas
 * @param file the file, relative to the policy folder
 * @param line the line of its name
 * @param col the column of its name
 */
public record Rule(
        Proposed proposed,
        int salience,
        String comment,
        List<List<Condition>> patterns,
        String file,
        int line,
        int col) {
    /** Its name: pack/what-happens. */
    public String name() {
        return proposed.by();
    }

    /** Whether one of the patterns matches. */
    public boolean matches(Bounce fact) {
        for (List<Condition> pattern : patterns) {
            if (holds(pattern, fact)) {
                return true;
            }
        }
        return false;
    }

    /** Its {@code when}, on one line. */
    public String condition() {
        StringBuilder shown = new StringBuilder();
        for (List<Condition> pattern : patterns) {
            shown.append(shown.isEmpty() ? "" : " or ").append("Bounce(");
            for (int i = 0; i < pattern.size(); i++) {
                shown.append(i == 0 ? "" : ", ").append(pattern.get(i).shown());
            }
            shown.append(')');
        }
        return shown.toString();
    }

    private static boolean holds(List<Condition> pattern, Bounce fact) {
        for (Condition condition : pattern) {
            if (!condition.holds(fact)) {
                return false;
            }
        }
        return true;
    }
}
