package io.carom.dsl.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of a regular expression from its text alone: how large its repetitions make it, and which literals every match must
 * contain one of. Reads what RE2/J reads; where it is unsure it claims nothing. For one thread.
 */
final class RegexShape {
    /** How deeply groups may nest. */
    static final int MAX_DEPTH = 40;

    private static final int MAX_LITERALS = 16;
    private static final int SHORTEST = 2;
    private static final long HUGE = 1_000_000_000L;

    private final String source;
    private int at;
    private int depth;
    private boolean tooDeep;
    private boolean unsure;

    private RegexShape(String source) {
        this.source = source;
    }

    /**
     * A part of an expression.
     *
     * @param weight how many steps it is once its repetitions are written out
     * @param needed one of these is in every match; null when nothing is known
     * @param whole whether a match is exactly one of {@code needed}, and nothing else is asked
     */
    record Part(long weight, @Nullable List<Literal> needed, boolean whole) {
        static final Part EMPTY = new Part(0, List.of(new Literal("", false)), true);
        static final Part ANYTHING = new Part(1, null, false);
    }

    /**
     * A literal.
     *
     * @param text in lower case when {@code anyCase}
     */
    record Literal(String text, boolean anyCase) {}

    /** What is known of {@code source}, or null when it nests too deeply or is not well formed. */
    static @Nullable Part of(String source) {
        RegexShape shape = new RegexShape(source);
        Part part = shape.alternatives(new Flags());
        if (shape.tooDeep || shape.at < source.length()) {
            return null;
        }
        return shape.unsure ? new Part(part.weight, null, false) : part;
    }

    private Part alternatives(Flags flags) {
        List<Part> parts = new ArrayList<>();
        parts.add(sequence(flags));
        while (at < source.length() && source.charAt(at) == '|' && !tooDeep) {
            at++;
            parts.add(sequence(flags));
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        long weight = 0;
        boolean whole = true;
        List<Literal> needed = new ArrayList<>();
        boolean known = true;
        for (Part part : parts) {
            weight = Math.min(HUGE, weight + part.weight + 1);
            whole &= part.whole;
            List<Literal> some = part.needed;
            if (some == null) {
                known = false;
            } else {
                needed.addAll(some);
            }
        }
        known &= needed.size() <= MAX_LITERALS;
        return new Part(weight, known ? needed : null, known && whole);
    }

    private Part sequence(Flags flags) {
        Run run = new Run();
        while (at < source.length() && !tooDeep) {
            char c = source.charAt(at);
            if (c == '|' || c == ')') {
                break;
            }
            Part atom = atom(flags);
            int[] times = repetition();
            run.add(times == null ? atom : repeated(atom, times), times == null);
        }
        return run.part();
    }

    private static Part repeated(Part atom, int[] times) {
        long copies = times[1] < 0 ? Math.max(1, times[0]) + 1L : Math.max(1, times[1]);
        long weight = Math.min(HUGE, Math.max(1, atom.weight) * copies + 1);
        return new Part(weight, times[0] > 0 ? atom.needed : null, false);
    }

    /** The repetition that follows, as minimum and maximum (-1: none); null when there is none. */
    private int @Nullable [] repetition() {
        int @Nullable [] times = null;
        while (at < source.length()) {
            char c = source.charAt(at);
            int[] next;
            if (c == '*') {
                next = new int[] {0, -1};
                at++;
            } else if (c == '+') {
                next = new int[] {1, -1};
                at++;
            } else if (c == '?') {
                next = new int[] {0, 1};
                at++;
            } else {
                int[] braces = c == '{' ? braces() : null;
                if (braces == null) {
                    return times;
                }
                next = braces;
            }
            times = times == null
                    ? next
                    : new int[] {
                        Math.min(times[0], next[0]), times[1] < 0 || next[1] < 0 ? -1 : Math.max(times[1], next[1])
                    };
        }
        return times;
    }

    private int @Nullable [] braces() {
        int end = source.indexOf('}', at);
        if (end < 0 || end - at > 12) {
            return null;
        }
        String inside = source.substring(at + 1, end);
        int comma = inside.indexOf(',');
        String low = comma < 0 ? inside : inside.substring(0, comma);
        String high = comma < 0 ? inside : inside.substring(comma + 1);
        if (!digits(low) || !(high.isEmpty() || digits(high))) {
            return null;
        }
        at = end + 1;
        return new int[] {Integer.parseInt(low), high.isEmpty() ? -1 : Integer.parseInt(high)};
    }

    private static boolean digits(String text) {
        return !text.isEmpty() && text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Part atom(Flags flags) {
        char c = source.charAt(at);
        return switch (c) {
            case '(' -> group(flags);
            case '[' -> skipClass();
            case '\\' -> escape(flags);
            case '{' -> {
                // Not a repetition that we can read: claim nothing of the whole.
                unsure = true;
                at++;
                yield Part.ANYTHING;
            }
            case '.', '^', '$' -> {
                at++;
                yield Part.ANYTHING;
            }
            default -> {
                int point = source.codePointAt(at);
                at += Character.charCount(point);
                yield literal(point, flags);
            }
        };
    }

    private static Part literal(int point, Flags flags) {
        if (flags.anyCase && point >= 128) {
            return Part.ANYTHING;
        }
        String text = Character.toString(point);
        return new Part(
                1, List.of(new Literal(flags.anyCase ? text.toLowerCase(Locale.ROOT) : text, flags.anyCase)), true);
    }

    private Part escape(Flags flags) {
        at++;
        if (at >= source.length()) {
            return Part.ANYTHING;
        }
        char c = source.charAt(at);
        if (c == 'Q') {
            // A quoted stretch: too rare to look into.
            int end = source.indexOf("\\E", at);
            int from = at;
            at = end < 0 ? source.length() : end + 2;
            return new Part(at - (long) from, null, false);
        }
        at++;
        if (c >= '0' && c <= '9') {
            unsure = true;
            return Part.ANYTHING;
        }
        if (c == 'p' || c == 'P' || c == 'x') {
            if (at < source.length() && source.charAt(at) == '{') {
                int end = source.indexOf('}', at);
                at = end < 0 ? source.length() : end + 1;
            } else {
                at = Math.min(source.length(), at + (c == 'x' ? 2 : 1));
            }
            // A Unicode class is a table of ranges, but one step.
            return Part.ANYTHING;
        }
        return c < 128 && !Character.isLetterOrDigit(c) ? literal(c, flags) : Part.ANYTHING;
    }

    private Part skipClass() {
        at++;
        if (at < source.length() && source.charAt(at) == '^') {
            at++;
        }
        if (at < source.length() && source.charAt(at) == ']') {
            at++;
        }
        while (at < source.length() && source.charAt(at) != ']') {
            if (source.charAt(at) == '\\') {
                at++;
            } else if (source.startsWith("[:", at)) {
                int end = source.indexOf(":]", at + 2);
                at = end < 0 ? at : end + 1;
            }
            at++;
        }
        at = Math.min(source.length(), at + 1);
        return Part.ANYTHING;
    }

    private Part group(Flags outer) {
        at++;
        if (++depth > MAX_DEPTH) {
            tooDeep = true;
            return Part.ANYTHING;
        }
        Flags flags = outer.copy();
        if (at < source.length() && source.charAt(at) == '?') {
            boolean scoped = flagsOf(flags);
            if (!scoped) {
                depth--;
                outer.anyCase = flags.anyCase;
                return Part.EMPTY;
            }
        }
        Part part = alternatives(flags);
        if (at < source.length() && source.charAt(at) == ')') {
            at++;
        } else {
            tooDeep = true;
        }
        depth--;
        return new Part(part.weight + 2, part.needed, part.whole);
    }

    /** Reads what follows {@code (?}; false when it was flags for the rest of the group around it. */
    private boolean flagsOf(Flags flags) {
        at++;
        boolean on = true;
        while (at < source.length()) {
            char c = source.charAt(at++);
            switch (c) {
                case 'i' -> flags.anyCase = on;
                case '-' -> on = false;
                case ':' -> {
                    return true;
                }
                case ')' -> {
                    return false;
                }
                case 'P', '<' -> {
                    int end = source.indexOf('>', at);
                    at = end < 0 ? source.length() : end + 1;
                    return true;
                }
                default -> {
                    // m, s and U do not change which literals there are.
                }
            }
        }
        return true;
    }

    /** The flags that change literals. */
    private static final class Flags {
        private boolean anyCase;

        Flags copy() {
            Flags copy = new Flags();
            copy.anyCase = anyCase;
            return copy;
        }
    }

    /** A sequence while it is read: keeps the run of literals that is going on and the best one so far. */
    private static final class Run {
        private long weight;
        private boolean whole = true;
        private List<Literal> going = List.of();
        private @Nullable List<Literal> best;

        void add(Part part, boolean once) {
            weight = Math.min(HUGE, weight + part.weight);
            List<Literal> needed = part.needed;
            if (once && part.whole && needed != null) {
                List<Literal> longer = joined(going, needed);
                if (longer != null) {
                    going = longer;
                    return;
                }
            }
            close();
            if (once && part.whole && needed != null) {
                going = needed;
                whole = false;
            } else {
                whole = false;
                best = better(best, needed);
            }
        }

        private static @Nullable List<Literal> joined(List<Literal> heads, List<Literal> tails) {
            if (heads.isEmpty()) {
                return tails;
            }
            if ((long) heads.size() * tails.size() > MAX_LITERALS) {
                return null;
            }
            List<Literal> all = new ArrayList<>();
            for (Literal head : heads) {
                for (Literal tail : tails) {
                    boolean blank = head.text.isEmpty() || tail.text.isEmpty();
                    if (!blank && head.anyCase != tail.anyCase) {
                        return null;
                    }
                    all.add(new Literal(head.text + tail.text, head.text.isEmpty() ? tail.anyCase : head.anyCase));
                }
            }
            return all;
        }

        private void close() {
            best = better(best, going.isEmpty() ? null : going);
            going = List.of();
        }

        private static @Nullable List<Literal> better(@Nullable List<Literal> one, @Nullable List<Literal> other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return shortest(other) > shortest(one) ? other : one;
        }

        Part part() {
            if (whole) {
                return going.isEmpty() ? Part.EMPTY : new Part(weight, going, true);
            }
            close();
            List<Literal> needed = best;
            return new Part(weight, needed != null && shortest(needed) >= SHORTEST ? needed : null, false);
        }

        private static int shortest(List<Literal> literals) {
            return literals.stream()
                    .mapToInt(literal -> literal.text.length())
                    .min()
                    .orElse(0);
        }
    }
}
