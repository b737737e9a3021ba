package io.carom.standalone.policy;

import io.carom.engine.cases.CaseResult;
import io.carom.engine.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was decided in place of what a case expected, part for part, and leaves the rest of the file as it stands: comments, order
 * and the parts that nobody asked about. Which rule a case {@code fires} or {@code misses} is what the case is about, and stays.
 * Stateless.
 */
final class CaseUpdate {
    private CaseUpdate() {}

    /** The file's text with new expectations; the same text when none of {@code results} can be brought in line this way. */
    static String of(String text, List<CaseResult> results) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (CaseResult result : results) {
            if (!result.passed()
                    && !result.decision().isEmpty()
                    && !result.of().expect().isEmpty()) {
                replace(lines, result);
            }
        }
        return String.join("\n", lines) + (text.endsWith("\n") ? "\n" : "");
    }

    private static void replace(List<String> lines, CaseResult result) {
        int name = lineOf(lines, result.of().name());
        int depth = name < 0 ? 0 : lines.get(name).indexOf("name:");
        int expect = name < 0 ? -1 : expectBehind(lines, name, depth);
        if (expect < 0) {
            return;
        }
        int end = expect + 1;
        while (end < lines.size() && !lines.get(end).isBlank() && indent(lines.get(end)) > depth) {
            end++;
        }
        Object actual = JsonTree.read(result.decision(), result.of().file());
        List<String> written = new ArrayList<>();
        written.add(" ".repeat(depth) + "expect:");
        result.of()
                .expect()
                .forEach((part, expected) -> written.add(
                        " ".repeat(depth + 2) + part + ": " + flow(seen(part, expected, part(actual, part)))));
        lines.subList(expect, end).clear();
        lines.addAll(expect, written);
    }

    /** The line that names the case; -1 when none or several do. */
    private static int lineOf(List<String> lines, String name) {
        int found = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String said = line.startsWith("- ") ? line.substring(2).strip() : line;
            if (said.startsWith("name:") && unquoted(said.substring(5).strip()).equals(name)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    /** The case's own {@code expect}; -1 when it stands in front of the name, or elsewhere. */
    private static int expectBehind(List<String> lines, int name, int depth) {
        for (int i = name + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (indent(line) == depth && line.strip().startsWith("expect:")) {
                return i;
            }
            if (!line.isBlank() && indent(line) < depth) {
                return -1;
            }
        }
        return -1;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static @Nullable Object part(@Nullable Object of, String name) {
        return of instanceof Map<?, ?> parts ? parts.get(name) : null;
    }

    /** Of what was decided the parts that were expected; of lists whose lines are looked for anywhere, what was expected. */
    private static @Nullable Object seen(String path, @Nullable Object expected, @Nullable Object actual) {
        if (path.equals("because") || path.equals("refused")) {
            return expected;
        }
        if (expected instanceof Map<?, ?> parts && actual instanceof Map<?, ?>) {
            Map<String, @Nullable Object> kept = new LinkedHashMap<>();
            parts.forEach((name, part) ->
                    kept.put(String.valueOf(name), seen(path + "." + name, part, part(actual, String.valueOf(name)))));
            return kept;
        }
        if (expected instanceof List<?> items && actual instanceof List<?> there && items.size() == there.size()) {
            List<@Nullable Object> kept = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                kept.add(seen(path + "[]", items.get(i), there.get(i)));
            }
            return kept;
        }
        return actual;
    }

    /** As YAML on one line: JSON is YAML, too. */
    private static String flow(@Nullable Object value) {
        if (value instanceof Map<?, ?> parts) {
            List<String> written = new ArrayList<>();
            parts.forEach((name, part) -> written.add(name + ": " + flow(part)));
            return "{" + String.join(", ", written) + "}";
        }
        if (value instanceof List<?> items) {
            return "[" + String.join(", ", items.stream().map(CaseUpdate::flow).toList()) + "]";
        }
        boolean plain = value instanceof String text
                && text.matches("[A-Za-z][A-Za-z0-9_]*")
                && !text.matches("(?i)true|false|null|yes|no|on|off|y|n");
        return plain ? String.valueOf(value) : JsonTree.write(value);
    }
}
