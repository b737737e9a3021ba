package io.carom.intake.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant. No instances. */
final class Closest {
    private Closest() {}

    /** {@code did you mean `x`?}, or null when no word of {@code words} is near. */
    static @Nullable String hint(String wrong, List<String> words) {
        String best = null;
        int least = Math.max(2, wrong.length() / 3) + 1;
        for (String word : words) {
            int distance = distance(wrong, word);
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return best == null ? null : "did you mean `" + best + "`?";
    }

    /** How many letters to change, add or leave out (Levenshtein); words longer than 64 are far from all. */
    private static int distance(String a, String b) {
        if (a.length() > 64) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
