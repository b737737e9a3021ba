package io.carom.intake.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Phrases that mark what a text is, in several languages, found in one pass. The phrases are data ({@code cues.txt}). Immutable; safe
 * for any threads.
 */
final class Cues {
    private static final int BUCKETS = 4096;
    private static final char IDEOGRAPHS = '\u2e80';

    private final Phrase[][] buckets = new Phrase[BUCKETS][0];

    private static final class Phrase {
        private final char[] text;
        private final CueKind kind;

        Phrase(char[] text, CueKind kind) {
            this.text = text;
            this.kind = kind;
        }
    }

    private Cues(List<Phrase> phrases) {
        for (Phrase phrase : phrases) {
            int bucket = bucket(phrase.text[0], phrase.text[1], phrase.text.length > 2 ? phrase.text[2] : 0);
            Phrase[] grown = Arrays.copyOf(buckets[bucket], buckets[bucket].length + 1);
            grown[grown.length - 1] = phrase;
            buckets[bucket] = grown;
        }
    }

    /** The phrases that ship with this package; fails with {@link IllegalStateException} when the file is broken. */
    static Cues load() {
        try (InputStream in = Cues.class.getResourceAsStream("cues.txt")) {
            if (in == null) {
                throw new IllegalStateException("io/carom/intake/mail/cues.txt is not on the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            List<Phrase> phrases = new ArrayList<>();
            CueKind kind = null;
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.strip();
                if (text.isEmpty() || text.charAt(0) == '#') {
                    continue;
                }
                if (text.charAt(0) == '[') {
                    kind = CueKind.valueOf(text.substring(1, text.length() - 1)
                            .toUpperCase(Locale.ROOT)
                            .replace('-', '_'));
                    continue;
                }
                char[] folded = fold(text);
                if (kind == null || folded.length < (folded.length > 0 && folded[0] >= IDEOGRAPHS ? 2 : 3)) {
                    throw new IllegalStateException("cues.txt:" + number + ": `" + text
                            + "` is shorter than 3 characters (2 ideographs) or stands before the first section");
                }
                phrases.add(new Phrase(folded, kind));
            }
            return new Cues(phrases);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Which kinds of phrases occur in {@code text}. */
    Set<CueKind> in(String text) {
        Set<CueKind> found = EnumSet.noneOf(CueKind.class);
        scan(fold(text), found, null);
        return found;
    }

    /** Whether a phrase of that kind occurs in {@code text}. */
    boolean has(String text, CueKind kind) {
        return scan(fold(text), EnumSet.noneOf(CueKind.class), kind);
    }

    /** Collects kinds, or stops with true at the first phrase of {@code wanted}. */
    private boolean scan(char[] folded, Set<CueKind> found, @Nullable CueKind wanted) {
        for (int i = 0; i + 1 < folded.length; i++) {
            char c = folded[i];
            if (c == ' ') {
                continue;
            }
            char third = i + 2 < folded.length ? folded[i + 2] : 0;
            if (check(buckets[bucket(c, folded[i + 1], third)], folded, i, found, wanted)
                    || (c >= IDEOGRAPHS
                            && check(buckets[bucket(c, folded[i + 1], (char) 0)], folded, i, found, wanted))) {
                return true;
            }
        }
        return false;
    }

    private static boolean check(Phrase[] bucket, char[] folded, int at, Set<CueKind> found, @Nullable CueKind wanted) {
        for (Phrase phrase : bucket) {
            if (wanted == null) {
                if (!found.contains(phrase.kind) && at(folded, at, phrase.text)) {
                    found.add(phrase.kind);
                }
            } else if (phrase.kind == wanted && at(folded, at, phrase.text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean at(char[] text, int from, char[] phrase) {
        if (from + phrase.length > text.length) {
            return false;
        }
        for (int k = phrase.length - 1; k >= 0; k--) {
            if (text[from + k] != phrase[k]) {
                return false;
            }
        }
        return true;
    }

    private static int bucket(char a, char b, char c) {
        int hash = a * 31 * 31 + b * 31 + c;
        return (hash ^ hash >>> 12) & (BUCKETS - 1);
    }

    /** Lower case, one blank for any run of blanks and line ends, one apostrophe for all of them. */
    static char[] fold(String text) {
        char[] out = new char[text.length()];
        int length = 0;
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '\u00a0' || c == '\u3000') {
                if (!blank) {
                    out[length++] = ' ';
                    blank = true;
                }
                continue;
            }
            blank = false;
            if (c < 0x80) {
                out[length++] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
            } else if (c == '\u2019' || c == '\u2018' || c == '\u00b4') {
                out[length++] = '\'';
            } else {
                out[length++] = Character.toLowerCase(c);
            }
        }
        if (blank && length > 0) {
            length--;
        }
        return Arrays.copyOf(out, length);
    }
}
