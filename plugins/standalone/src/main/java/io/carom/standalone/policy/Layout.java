package io.carom.standalone.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The one layout of policy files. Only blanks, blank lines and line ends are touched, never a word, so that what a file says stays the
 * same. Stateless.
 */
final class Layout {
    private static final String STEP = "    ";
    private static final Pattern OUTSIDE = Pattern.compile("(package|rule|when|then|end|import|dialect)\\b.*");

    private Layout() {}

    /** The text of the file {@code name} as it should stand. */
    static String of(String name, String text) {
        String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<String> lines = new ArrayList<>();
        for (String line : bare.split("\r\n|\r|\n", -1)) {
            lines.add(line.stripTrailing());
        }
        return joined(name.endsWith(".drl") ? rules(lines) : lines);
    }

    /** No blank lines at both ends, at most one in between, one line end behind the last line. */
    private static String joined(List<String> lines) {
        StringBuilder text = new StringBuilder();
        boolean blank = false;
        for (String line : lines) {
            if (line.isEmpty()) {
                blank = !text.isEmpty();
            } else {
                text.append(blank ? "\n" : "").append(line).append('\n');
                blank = false;
            }
        }
        return text.toString();
    }

    /** Rule, when, then and end at the margin, a step in for what is between them, another one within brackets. */
    private static List<String> rules(List<String> lines) {
        List<String> laid = new ArrayList<>();
        boolean comment = false;
        boolean within = false;
        int depth = 0;
        for (String line : lines) {
            String bare = line.strip();
            if (comment || bare.startsWith("/*")) {
                // What stands in a long comment is its writer's
                laid.add(line);
                comment = !bare.contains("*/");
                continue;
            }
            boolean outside = depth == 0 && OUTSIDE.matcher(bare).matches();
            if (bare.startsWith("rule ") && depth == 0) {
                within = true;
            }
            int steps = bare.isEmpty() || outside || !within ? 0 : startsClosing(bare) ? depth : depth + 1;
            laid.add(STEP.repeat(Math.max(steps, bare.isEmpty() || outside || !within ? 0 : 1)) + bare);
            depth = Math.max(0, depth + opened(bare));
            if (bare.equals("end") && depth == 0) {
                within = false;
                laid.add("");
            }
        }
        return laid;
    }

    private static boolean startsClosing(String line) {
        return line.startsWith(")") || line.startsWith("]") || line.startsWith("}");
    }

    /** How many brackets are open behind the line that were not in front of it; those in texts and comments do not count. */
    private static int opened(String line) {
        int open = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && line.startsWith("//", i)) {
                break;
            } else if (!quoted && (c == '(' || c == '[' || c == '{')) {
                open++;
            } else if (!quoted && (c == ')' || c == ']' || c == '}')) {
                open--;
            }
        }
        return open;
    }
}
