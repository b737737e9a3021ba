package io.carom.engine.cases;

import java.util.LinkedHashSet;
import java.util.Set;

/** Takes a rule's {@code when}, as its note shows it, apart into the conditions that must hold. Stateless. */
final class ConditionParts {
    private static final String PATTERN = "Bounce(";

    private ConditionParts() {}

    /** The conditions of all patterns, each once, in order. */
    static Set<String> of(String when) {
        Set<String> parts = new LinkedHashSet<>();
        int at = when.indexOf(PATTERN);
        while (at >= 0) {
            int end = closing(when, at + PATTERN.length());
            split(when.substring(at + PATTERN.length(), end), parts);
            at = when.indexOf(PATTERN, end);
        }
        return parts;
    }

    /** Apart at the commas and {@code &&} that no bracket or quote encloses. */
    private static void split(String text, Set<String> into) {
        int depth = 0;
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '(' || c == '[')) {
                depth++;
            } else if (!quoted && (c == ')' || c == ']')) {
                depth--;
            } else if (!quoted && depth == 0 && (c == ',' || text.startsWith("&&", i))) {
                add(text.substring(start, i), into);
                start = i + (c == ',' ? 1 : 2);
            }
        }
        add(text.substring(start), into);
    }

    private static void add(String part, Set<String> into) {
        String stripped = part.startsWith("&") ? part.substring(1).strip() : part.strip();
        boolean bracketed = stripped.startsWith("(") && closing(stripped, 1) == stripped.length() - 1;
        if (bracketed && stripped.contains("&&") && !stripped.contains("||")) {
            split(stripped.substring(1, stripped.length() - 1), into);
        } else if (!stripped.isEmpty()) {
            into.add(stripped);
        }
    }

    /** Where the bracket that is open at {@code from} closes; the end when it does not. */
    private static int closing(String text, int from) {
        int depth = 1;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && --depth == 0) {
                return i;
            }
        }
        return text.length();
    }
}
