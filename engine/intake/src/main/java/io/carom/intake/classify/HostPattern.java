package io.carom.intake.classify;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts stand for what: exact names, and {@code *.example.net} for everything below a name. A look-up costs the number of labels,
 * not of patterns. Immutable once filled; then safe for any number of threads.
 */
final class HostPattern {
    private final Map<String, int[]> exact = new HashMap<>();
    private final Map<String, int[]> below = new HashMap<>();

    /** Whether {@code pattern} may be given to {@link #add}. */
    static boolean isValid(String pattern) {
        String name = pattern.startsWith("*.") ? pattern.substring(2) : pattern;
        boolean letters = !name.isEmpty() && !name.startsWith(".") && !name.endsWith(".");
        for (int i = 0; letters && i < name.length(); i++) {
            char c = name.charAt(i);
            letters = Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
        }
        return letters;
    }

    /** Whether {@code host} is meant by {@code pattern}. */
    static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }

    void add(String pattern, int number) {
        boolean wide = pattern.startsWith("*.");
        (wide ? below : exact).merge(wide ? pattern.substring(2) : pattern, new int[] {number}, HostPattern::join);
    }

    boolean isEmpty() {
        return exact.isEmpty() && below.isEmpty();
    }

    /** Gives {@code each} the numbers of all patterns that mean {@code host}, the closest first. */
    void find(String host, IntConsumer each) {
        give(exact.get(host), each);
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            give(below.get(host.substring(dot + 1)), each);
        }
    }

    private static void give(int @Nullable [] numbers, IntConsumer each) {
        if (numbers != null) {
            for (int number : numbers) {
                each.accept(number);
            }
        }
    }

    private static int[] join(int[] a, int[] b) {
        int[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
