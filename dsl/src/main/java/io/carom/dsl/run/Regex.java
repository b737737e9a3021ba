package io.carom.dsl.run;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.carom.dsl.run.RegexShape.Literal;
import io.carom.dsl.run.RegexShape.Part;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that takes linear time: RE2/J behind a search for the literals that every match must contain. An expression
 * that is nothing but literals needs no RE2/J at all. Immutable and safe for any number of threads.
 */
public final class Regex {
    /** The longest expression, in characters. */
    public static final int MAX_LENGTH = 2_000;

    /** The most steps of an expression once its repetitions are written out: {@code a{100}} has 100. */
    public static final int MAX_WEIGHT = 2_000;

    private final String source;
    private final Literal @Nullable [] literals;
    private final @Nullable String only;
    private final @Nullable Pattern pattern;
    private final int cost;
    private final int scan;

    private Regex(String source, Literal @Nullable [] literals, @Nullable Pattern pattern) {
        this.source = source;
        this.literals = literals;
        this.only = literals != null && literals.length == 1 && !literals[0].anyCase() ? literals[0].text() : null;
        this.pattern = pattern;
        this.cost = pattern == null ? 1 : pattern.programSize();
        this.scan = literals == null
                ? 0
                : Stream.of(literals)
                        .mapToInt(literal -> Meter.scan(literal.text()))
                        .sum();
    }

    /**
     * Compiles {@code source}.
     *
     * @throws RegexException when it is no expression of RE2 syntax, or too large
     */
    public static Regex of(String source) throws RegexException {
        if (source.length() > MAX_LENGTH) {
            throw new RegexException("it has " + source.length() + " characters, the most is " + MAX_LENGTH, null);
        }
        Part part = RegexShape.of(source);
        if (part == null) {
            throw new RegexException(
                    "its brackets do not match, or nest deeper than " + RegexShape.MAX_DEPTH + " levels", null);
        }
        if (part.weight() > MAX_WEIGHT) {
            throw new RegexException(
                    "its repetitions multiply to "
                            + (part.weight() >= 1_000_000_000L ? "over a billion" : part.weight())
                            + " steps, the most is " + MAX_WEIGHT,
                    "write fewer or smaller {n,m}");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(source);
        } catch (PatternSyntaxException e) {
            throw new RegexException(
                    e.getDescription() + (e.getPattern().isEmpty() ? "" : ": `" + e.getPattern() + "`"),
                    remedy(source));
        }
        List<Literal> needed = part.needed();
        Literal[] literals = needed == null ? null : needed.toArray(new Literal[0]);
        return new Regex(source, literals, part.whole() && literals != null ? null : pattern);
    }

    private static @Nullable String remedy(String source) {
        if (source.contains("(?=") || source.contains("(?!") || source.contains("(?<")) {
            return "look-ahead and look-behind are no part of the syntax (RE2), because it runs in linear time";
        }
        return null;
    }

    /** The literal that the expression comes to, the case of letters included, or null when it is more than that. */
    public @Nullable String literal() {
        return pattern == null ? only : null;
    }

    /** The expression as it was written. */
    public String source() {
        return source;
    }

    /** Whether it is found in {@code text}; false, too, when {@code meter} does not allow the work. */
    boolean find(String text, Meter meter) {
        if (only != null && pattern == null) {
            return meter.take((long) scan * text.length()) && text.contains(only);
        }
        return search(text, meter);
    }

    private boolean search(String text, Meter meter) {
        if (literals != null && (!meter.take((long) scan * text.length()) || !containsAny(text, literals))) {
            return false;
        }
        Pattern full = pattern;
        if (full == null) {
            return true;
        }
        return meter.take(Meter.CALL + (long) cost * (text.length() + 1L))
                && full.matcher(text).find();
    }

    private boolean containsAny(String text, Literal[] literals) {
        if (only != null) {
            return text.contains(only);
        }
        for (Literal literal : literals) {
            if (literal.anyCase() ? containsAnyCase(text, literal.text()) : text.contains(literal.text())) {
                return true;
            }
        }
        return false;
    }

    /** {@code lower} is ASCII in lower case. */
    private static boolean containsAnyCase(String text, String lower) {
        int length = lower.length();
        if (length == 0) {
            return true;
        }
        char first = lower.charAt(0);
        int last = text.length() - length;
        for (int at = 0; at <= last; at++) {
            if (fold(text.charAt(at)) == first && sameAnyCase(text, at, lower)) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameAnyCase(String text, int at, String lower) {
        for (int i = 1; i < lower.length(); i++) {
            if (fold(text.charAt(at + i)) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Lower case as RE2 folds it: the long s and the Kelvin sign are the only others that equal an ASCII letter. */
    private static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return c == '\u017F' ? 's' : c == '\u212A' ? 'k' : c;
    }

    /** An expression that can't be used; says why, without the place. */
    public static final class RegexException extends Exception {
        private static final long serialVersionUID = 1L;

        private final @Nullable String hint;

        RegexException(String message, @Nullable String hint) {
            super(message);
            this.hint = hint;
        }

        /** How to put it right, or null. */
        public @Nullable String hint() {
            return hint;
        }
    }
}
