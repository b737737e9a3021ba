package io.carom.rules.drl;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody meant. */
final class Words {
    private static final int LONGEST = 60;
    private static final int MANY = 15;

    private Words() {}

    /** The known word nearest to {@code written}, or null when none is near. */
    static @Nullable String nearest(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return null;
        }
        String lower = written.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = Math.max(1, written.length() / 3) + 1;
        for (String word : known) {
            int distance = distance(lower, word.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = word;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** A hint that names the nearest word, or else all of them when they are few. */
    static String hint(String written, Collection<String> known) {
        String nearest = nearest(written, known);
        if (nearest != null) {
            return "did you mean '" + nearest + "'?";
        }
        return known.size() <= MANY
                ? "use one of " + String.join(", ", known)
                : "the README of carom-rules lists them all";
    }

    /** At most {@code length} characters of {@code text}, whole characters only. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "...";
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(before[j], row[j - 1]));
            }
            int[] swap = before;
            before = row;
            row = swap;
        }
        return before[b.length()];
    }
}
