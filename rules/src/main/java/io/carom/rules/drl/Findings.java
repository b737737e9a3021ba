package io.carom.rules.drl;

import io.carom.api.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The problems of one file, with their source lines; stops taking them at a bound. For one thread. */
final class Findings {
    private static final int SHOWN = 200;

    private final String file;
    private final String text;
    private final int limit;
    private final List<Problem> problems = new ArrayList<>();
    private int left;
    private int errors;

    Findings(String file, String text, int limit) {
        this.file = file;
        this.text = text;
        this.limit = limit;
    }

    void error(Token at, String code, String message, @Nullable String hint) {
        error(at.line(), at.col(), at.start(), code, message, hint);
    }

    void error(int line, int col, int offset, String code, String message, @Nullable String hint) {
        errors++;
        add(Problem.error(file, line, col, code, message).hint(hint), offset);
    }

    void warning(Token at, String code, String message, @Nullable String hint) {
        add(Problem.warning(file, at.line(), at.col(), code, message).hint(hint), at.start());
    }

    /** How many errors there are by now. */
    int errors() {
        return errors;
    }

    /** In the order of places, with a last one that counts what was left out. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        all.sort((a, b) ->
                a.line() != b.line() ? Integer.compare(a.line(), b.line()) : Integer.compare(a.col(), b.col()));
        if (left > 0) {
            all.add(Problem.error(file, 0, 0, "too-many-problems", left + " more problems are not shown"));
        }
        return all;
    }

    private void add(Problem problem, int offset) {
        if (problems.size() >= limit) {
            left++;
        } else {
            problems.add(problem.source(sourceLine(offset)));
        }
    }

    /** The line around {@code offset}, cut, without characters that would turn a terminal. */
    private @Nullable String sourceLine(int offset) {
        if (offset < 0 || offset > text.length()) {
            return null;
        }
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        int end = text.indexOf('\n', offset);
        String line = text.substring(start, end < 0 ? text.length() : end);
        StringBuilder shown = new StringBuilder(Math.min(line.length(), SHOWN));
        for (int i = 0; i < line.length() && i < SHOWN; i++) {
            char c = line.charAt(i);
            shown.append(c == '\t' ? ' ' : Signs.hidden(c) ? '\uFFFD' : c);
        }
        return shown.toString().stripTrailing();
    }
}
