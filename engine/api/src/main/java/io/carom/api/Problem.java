package io.carom.api;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a policy, at its place. Immutable.
 *
 * @param file the file, relative to the policy folder
 * @param line 1 is the first line; 0 when the whole file is meant
 * @param col 1 is the first character; 0 when the whole line is meant
 * @param severity whether it keeps the policy from running
 * @param code a stable short name of the kind of problem: {@code unknown-field}
 * @param message what is wrong, naming thing and value
 * @param hint how to put it right, or null
 * @param source the source line, or null
 */
public record Problem(
        String file,
        int line,
        int col,
        Severity severity,
        String code,
        String message,
        @Nullable String hint,
        @Nullable String source) {
    /** How bad a problem is. */
    public enum Severity {
        /** The policy does not run. */
        ERROR("error"),
        /** The policy runs, but probably not as it was meant. */
        WARNING("warning");

        private final String word;

        Severity(String word) {
            this.word = word;
        }

        /** The word in JSON. */
        public String word() {
            return word;
        }
    }

    /** An error at a place. */
    public static Problem error(String file, int line, int col, String code, String message) {
        return new Problem(file, line, col, Severity.ERROR, code, message, null, null);
    }

    /** A warning at a place. */
    public static Problem warning(String file, int line, int col, String code, String message) {
        return new Problem(file, line, col, Severity.WARNING, code, message, null, null);
    }

    /** This problem with a hint. */
    public Problem hint(@Nullable String newHint) {
        return new Problem(file, line, col, severity, code, message, newHint, source);
    }

    /** This problem with its source line. */
    public Problem source(@Nullable String sourceLine) {
        return new Problem(file, line, col, severity, code, message, hint, sourceLine);
    }

    /** Place and message on one line: {@code rules/eu.drl:12:9: Bounce has no field 'dsnCode'; did you mean 'status'?} */
    @Override
    public String toString() {
        String place = file + (line > 0 ? ":" + line + (col > 0 ? ":" + col : "") : "");
        return place + ": " + message + (hint == null ? "" : "; " + hint);
    }
}
