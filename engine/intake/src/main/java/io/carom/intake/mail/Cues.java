package io.carom.intake.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Phrases that mark what a text is, in several languages, found in one pass. The phrases are data ({@code cues.txt}). Immutable; safe
 * for any threads.
 */
final class Cues {
    /** Many more than phrases, so that the filter lets little through that begins no phrase. */
    private static final int BUCKETS = 1 << 15;

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final char IDEOGRAPHS = '\u2e80';

    /** How far back a phrase may begin that ends on the next line. */
    private static final int CARRIED = 32;

    private final long[] filter = new long[BUCKETS / 64];
    private final Phrase[] @Nullable [] buckets = new Phrase[BUCKETS][];

    private static final class Phrase {
        private final char[] text;
        private final int mask;
        private final char last;

        Phrase(char[] text, CueKind kind) {
            this.text = text;
            this.mask = kind.mask();
            this.last = text[text.length - 1];
        }
    }

    private Cues(List<Phrase> phrases) {
        for (Phrase phrase : phrases) {
            char[] text = phrase.text;
            int bucket =
                    text.length < 4 ? bucket(text[0], text[1], '\0', '\0') : bucket(text[0], text[1], text[2], text[3]);
            Phrase[] known = buckets[bucket];
            Phrase[] grown = known == null ? new Phrase[1] : Arrays.copyOf(known, known.length + 1);
            grown[grown.length - 1] = phrase;
            buckets[bucket] = grown;
            filter[bucket >>> 6] |= 1L << bucket;
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
                if (kind == null || folded.length < (folded.length > 0 && folded[0] >= IDEOGRAPHS ? 2 : 4)) {
                    throw new IllegalStateException("cues.txt:" + number + ": `" + text
                            + "` is shorter than 4 characters (2 ideographs) or stands before the first section");
                }
                phrases.add(new Phrase(folded, kind));
            }
            return new Cues(phrases);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A text to which lines are added; knows which kinds of phrases occur in it. For one thread. */
    final class Scan {
        private char[] folded = new char[512];
        private int length;
        private int kinds;

        /** Adds a line, and says which kinds begin in it. */
        int add(String line) {
            if (folded.length < length + line.length() + 1) {
                folded = Arrays.copyOf(folded, Math.max(folded.length * 2, length + line.length() + 1));
            }
            if (length > 0 && folded[length - 1] != ' ') {
                folded[length++] = ' ';
            }
            int from = length;
            length = fold(line, folded, length);
            int wrapped = match(folded, Math.max(0, from - CARRIED), from, length);
            int here = match(folded, from, length, length);
            kinds |= wrapped | here;
            return here;
        }

        int kinds() {
            return kinds;
        }

        /** Takes back what the last line brought. */
        void forget(int before) {
            kinds = before;
        }
    }

    Scan scan() {
        return new Scan();
    }

    /** Which kinds of phrases occur in {@code text}: one bit each. */
    int in(String text) {
        char[] folded = new char[text.length()];
        int length = fold(text, folded, 0);
        return match(folded, 0, length, length);
    }

    /** Whether a phrase of that kind occurs in {@code text}. */
    boolean has(String text, CueKind kind) {
        return is(in(text), kind);
    }

    /** Whether {@code kinds} has {@code kind}. */
    static boolean is(int kinds, CueKind kind) {
        return (kinds & kind.mask()) != 0;
    }

    /** The kinds of phrases that begin in {@code [from, to)} and end before {@code end}. */
    private int match(char[] folded, int from, int to, int end) {
        int kinds = 0;
        // The next four characters as one number, moved on by one at each step.
        long next = 0;
        for (int k = from; k < from + 3 && k < end; k++) {
            next = next << 16 | folded[k];
        }
        for (int i = from; i < to && i + 1 < end; i++) {
            char c = folded[i];
            if (i + 3 < end) {
                next = next << 16 | folded[i + 3];
                int bucket = bucket(next);
                if ((filter[bucket >>> 6] >>> bucket & 1) != 0) {
                    kinds |= check(buckets[bucket], folded, i, end, kinds);
                }
            }
            if (c >= IDEOGRAPHS) {
                kinds |= check(buckets[bucket(c, folded[i + 1], '\0', '\0')], folded, i, end, kinds);
            }
        }
        return kinds;
    }

    private static int check(Phrase @Nullable [] bucket, char[] folded, int at, int end, int known) {
        int kinds = 0;
        if (bucket == null) {
            return kinds;
        }
        for (Phrase phrase : bucket) {
            if ((known & phrase.mask) == 0) {
                int last = at + phrase.text.length - 1;
                if (last < end && folded[last] == phrase.last && at(folded, at, phrase.text)) {
                    kinds |= phrase.mask;
                }
            }
        }
        return kinds;
    }

    private static boolean at(char[] text, int from, char[] phrase) {
        for (int k = phrase.length - 1; k >= 0; k--) {
            if (text[from + k] != phrase[k]) {
                return false;
            }
        }
        return true;
    }

    private static int bucket(char a, char b, char c, char d) {
        return bucket(((long) a << 16 | b) << 32 | (long) c << 16 | d);
    }

    private static int bucket(long four) {
        return (int) ((four * SPREAD) >>> (64 - 15));
    }

    private static char[] fold(String text) {
        char[] out = new char[text.length()];
        return Arrays.copyOf(out, fold(text, out, 0));
    }

    /** Lower case, one blank for any run of blanks and line ends, one apostrophe for all of them. */
    private static int fold(String text, char[] out, int from) {
        int end = from + text.length();
        text.getChars(0, text.length(), out, from);
        int length = from;
        boolean blank = true;
        for (int i = from; i < end; i++) {
            char c = out[i];
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
        return blank && length > from ? length - 1 : length;
    }
}
