package io.carom.intake.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Phrases that mark what a text is, in several languages, found in one pass. The phrases are data ({@code cues.txt}). Immutable; safe
 * for any threads.
 */
final class Cues {
    /** Bits of the filter's size: many more than phrases, so that it lets little through that begins no phrase. */
    private static final int FILTER = 15;

    private static final int BUCKET = 10;
    private static final int BUCKETS = 1 << BUCKET;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final char IDEOGRAPHS = '\u2e80';

    /** How far back a phrase may begin that ends on the next line. */
    private static final int CARRIED = 32;
    /** Phrases of at least that many characters are told apart by as many, shorter ones by four. */
    private static final int LONG = 8;

    private static final int NO_KINDS = 0;

    /** Latin letters with accents and without end here. */
    private static final int TABLE = 0x180;
    /** The letters from {@code \u00e0} on without their accents, a dot where there is none: mails write both. */
    private static final String BARE = "aaaaaa.ceeeeiiii.nooooo.ouuuuy.yaaaaaacc"
            + "ccccccddddeeeeeeeeeegggggggghhhhiiiiiiii"
            + "ii..jjkk.llllllllllnnnnnn...oooooo..rrrr"
            + "rrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz.";
    /** What characters are, as bits: a blank, a letter (of ASCII), the first digit of a failure's code, an at sign. */
    private static final int BLANK = 1;

    private static final int LETTER = 2;
    private static final int FOUR_OR_FIVE = 4;
    private static final int AT = 8;
    private static final byte[] KINDS = new byte[TABLE];
    private static final char[] LOWER = new char[TABLE];

    static {
        for (char c = 0; c < TABLE; c++) {
            char lower = bare(Character.toLowerCase(c));
            boolean blank = c <= ' ' || c == '\u00a0';
            LOWER[c] = blank ? ' ' : c == '\u00b4' ? '\'' : lower;
            KINDS[c] = (byte)
                    (blank
                            ? BLANK
                            : lower >= 'a' && lower <= 'z'
                                    ? LETTER
                                    : c == '4' || c == '5' ? FOUR_OR_FIVE : c == '@' ? AT : 0);
        }
    }

    private static char bare(char letter) {
        char bare = letter < '\u00e0' ? '.' : BARE.charAt(letter - '\u00e0');
        return bare == '.' ? letter : bare;
    }

    /** Numbers of a phrase: where its text begins, its length, its last character, its kind. */
    private static final int NUMBERS = 4;

    private static final int TEXT = 0;
    private static final int SIZE = 1;
    private static final int LAST = 2;
    private static final int KIND = 3;

    private final long[] filter = new long[1 << (FILTER - 6)];
    /** Where the phrases of each bucket begin: first the short ones' buckets, then the long ones'. */
    private final short[] buckets = new short[2 * BUCKETS + 1];

    private final int[] phrases;
    private final char[] texts;

    /** A phrase while the table is made. */
    private static final class Phrase {
        private final char[] text;
        private final CueKind kind;

        Phrase(char[] text, CueKind kind) {
            this.text = text;
            this.kind = kind;
        }

        int bucket() {
            int first = text.length < 4 ? hash(text[0], text[1], '\0', '\0') : hash(text[0], text[1], text[2], text[3]);
            return text.length < LONG ? bucketOf(first) : BUCKETS + bucketOf(far(first, text, 0));
        }
    }

    private Cues(List<Phrase> all) {
        List<Phrase> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt(Phrase::bucket));
        this.phrases = new int[sorted.size() * NUMBERS];
        this.texts =
                new char[sorted.stream().mapToInt(phrase -> phrase.text.length).sum()];
        int number = 0;
        int size = 0;
        int bucket = 0;
        for (Phrase phrase : sorted) {
            char[] text = phrase.text;
            for (; bucket <= phrase.bucket(); bucket++) {
                buckets[bucket] = (short) number;
            }
            int at = number++ * NUMBERS;
            phrases[at + TEXT] = size;
            phrases[at + SIZE] = text.length;
            phrases[at + LAST] = text[text.length - 1];
            phrases[at + KIND] = phrase.kind.mask();
            System.arraycopy(text, 0, texts, size, text.length);
            size += text.length;
            if (text.length >= 4) {
                int bit = hash(text[0], text[1], text[2], text[3]) >>> (32 - FILTER);
                filter[bit >>> 6] |= 1L << bit;
            }
        }
        Arrays.fill(buckets, bucket, buckets.length, (short) number);
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
        private char[] folded = new char[1024];
        private int length;
        private int kinds;
        private int wrapped;
        private final Folding folding = new Folding(128);
        /** Adds a line, and says which kinds begin and end in it. */
        int add(String line) {
            if (folded.length < length + line.length() + 1) {
                folded = Arrays.copyOf(folded, Math.max(folded.length * 2, length + line.length() + 1));
            }
            if (length > 0 && folded[length - 1] != ' ') {
                folded[length++] = ' ';
            }
            int from = length;
            Folding folding = this.folding;
            int carried = folding.carried(from - CARRIED);
            length = folding.add(line, folded, from);
            wrapped = match(folded, folding, 0, carried, length);
            int here = match(folded, folding, carried, folding.count, length);
            kinds |= wrapped | here;
            return here;
        }

        /** The kinds of phrases that begin late in the line before the last one and may end in the last. */
        int wrapped() {
            return wrapped;
        }

        /** Whether the last line has a digit that reply codes of failures begin with. */
        boolean hasDigits() {
            return (folding.classes & FOUR_OR_FIVE) != 0;
        }

        /** Whether the last line has an at sign. */
        boolean hasAt() {
            return (folding.classes & AT) != 0;
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
        char[] folded = new char[text.length() + 1];
        Folding folding = new Folding(text.length() / 4 + 8);
        int length = folding.add(text, folded, 0);
        return match(folded, folding, 0, folding.count, length);
    }

    /** Whether a phrase of that kind occurs in {@code text}. */
    boolean has(String text, CueKind kind) {
        return is(in(text), kind);
    }

    /** Whether {@code kinds} has {@code kind}. */
    static boolean is(int kinds, CueKind kind) {
        return (kinds & kind.mask()) != 0;
    }

    /** The kinds of phrases that begin with one of the words {@code [from, to)} and end before {@code end}. */
    private int match(char[] folded, Folding words, int from, int to, int end) {
        int kinds = NO_KINDS;
        for (int k = from; k < to; k++) {
            int i = words.starts[k];
            char c = folded[i];
            if (i + 3 < end) {
                int hash = hash(c, folded[i + 1], folded[i + 2], folded[i + 3]);
                int bit = hash >>> (32 - FILTER);
                if ((filter[bit >>> 6] >>> bit & 1) != 0) {
                    kinds |= check(bucketOf(hash), folded, i, end, kinds);
                    if (i + LONG <= end) {
                        kinds |= check(BUCKETS + bucketOf(far(hash, folded, i)), folded, i, end, kinds);
                    }
                }
            }
            if (c >= IDEOGRAPHS && i + 1 < end) {
                kinds |= check(bucketOf(hash(c, folded[i + 1], '\0', '\0')), folded, i, end, kinds);
            }
        }
        return kinds;
    }

    private int check(int bucket, char[] folded, int at, int end, int known) {
        int kinds = NO_KINDS;
        int to = buckets[bucket + 1] * NUMBERS;
        for (int phrase = buckets[bucket] * NUMBERS; phrase < to; phrase += NUMBERS) {
            int size = phrases[phrase + SIZE];
            int last = at + size - 1;
            if (last < end
                    && folded[last] == phrases[phrase + LAST]
                    && (known & phrases[phrase + KIND]) == 0
                    && at(folded, at, phrases[phrase + TEXT], size)) {
                kinds |= phrases[phrase + KIND];
            }
        }
        return kinds;
    }

    private boolean at(char[] text, int from, int phrase, int size) {
        for (int k = 0; k < size; k++) {
            if (text[from + k] != texts[phrase + k]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(char a, char b, char c, char d) {
        return hash(((long) a << 16 | b) << 32 | (long) c << 16 | d);
    }

    /** The hash of eight characters, of the first four of which it is known. */
    private static int far(int hash, char[] text, int from) {
        long second = hash(text[from + 4], text[from + 5], text[from + 6], text[from + 7]) & 0xFFFF_FFFFL;
        return hash(((long) hash << 32) ^ second);
    }

    private static int hash(long four) {
        return (int) ((four * SPREAD) >>> 32);
    }

    private static int bucketOf(int hash) {
        return hash >>> (32 - BUCKET);
    }

    private static char[] fold(String text) {
        char[] out = new char[text.length() + 1];
        return Arrays.copyOf(out, new Folding(text.length()).add(text, out, 0));
    }

    /** Folds text: lower case, one blank for any run of blanks and line ends, one apostrophe for all of them. For one thread. */
    private static final class Folding {
        /** Where words begin; a sign and an ideograph are words of their own. */
        private int[] starts;

        private int count;
        /** What occurred in the last text, as bits. */
        private int classes;

        Folding(int words) {
            starts = new int[words];
        }

        /** Forgets the words before {@code from}; how many are left. */
        int carried(int from) {
            int first = count;
            while (first > 0 && starts[first - 1] >= from) {
                first--;
            }
            System.arraycopy(starts, first, starts, 0, count - first);
            count -= first;
            return count;
        }

        /** Adds {@code text} to {@code out} at {@code from}, which has room for one more; where it ends. */
        int add(String text, char[] out, int from) {
            int size = text.length();
            if (starts.length < count + size) {
                starts = Arrays.copyOf(starts, Math.max(starts.length * 2, count + size));
            }
            int[] words = starts;
            int found = count;
            int all = 0;
            int length = from;
            int before = BLANK;
            for (int i = 0; i < size; i++) {
                char c = text.charAt(i);
                int kind = c < TABLE ? KINDS[c] : kind(c);
                out[length] = c < TABLE ? LOWER[c] : lower(c);
                words[found] = length;
                all |= kind;
                // Without branches: where words begin cannot be foreseen.
                int blanks = kind & before & BLANK;
                int inside = ((kind & before & LETTER) >>> 1) | (kind & BLANK);
                found += inside ^ 1;
                length += blanks ^ 1;
                before = kind;
            }
            count = found;
            classes = all;
            return (before & BLANK) != 0 && length > from ? length - 1 : length;
        }

        private static int kind(char c) {
            return c == '\u3000' ? BLANK : 0;
        }

        private static char lower(char c) {
            if (c == '\u2019' || c == '\u2018') {
                return '\'';
            }
            return c == '\u3000' ? ' ' : Character.toLowerCase(c);
        }
    }
}
