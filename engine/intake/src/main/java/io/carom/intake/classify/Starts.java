package io.carom.intake.classify;

/**
 * Where patterns may begin, told by their first symbols: a table of bits that knows every beginning and few others. Most of a text is
 * passed over by it. Immutable once all patterns are added.
 */
final class Starts {
    /** How many symbols are looked at: a blank and the first letters of a word. */
    static final int SYMBOLS = 5;

    private static final int SHORTEST = 3;
    private static final int BITS_A_SYMBOL = 7;
    private static final long MASK = (1L << (SYMBOLS * BITS_A_SYMBOL)) - 1;
    private static final int BITS = 16;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final long[] filter = new long[1 << (BITS - 6)];
    /** Whether a pattern is so short that it may begin anywhere. */
    private boolean anywhere;

    /** Adds the beginning of a pattern; what comes behind a short one may be anything. */
    void add(byte[] pattern) {
        if (pattern.length < SHORTEST) {
            anywhere = true;
        } else {
            add(pattern, 0, 0);
        }
    }

    private void add(byte[] pattern, int at, long before) {
        if (at == SYMBOLS) {
            int bit = bit(before);
            filter[bit >>> 6] |= 1L << bit;
        } else if (at < pattern.length) {
            add(pattern, at + 1, (before << BITS_A_SYMBOL) | pattern[at]);
        } else {
            for (int symbol = 0; symbol < NormalText.SYMBOLS; symbol++) {
                add(pattern, at + 1, (before << BITS_A_SYMBOL) | symbol);
            }
        }
    }

    /** The first place at or after {@code from} where a pattern may begin. At the end of the text it may always. */
    int next(byte[] symbols, int from, int size) {
        int last = size - SYMBOLS;
        if (anywhere || from > last) {
            return from;
        }
        long next = 0;
        for (int i = from; i < from + SYMBOLS - 1; i++) {
            next = (next << BITS_A_SYMBOL) | symbols[i];
        }
        for (int at = from; at <= last; at++) {
            next = ((next << BITS_A_SYMBOL) | symbols[at + SYMBOLS - 1]) & MASK;
            int bit = bit(next);
            if ((filter[bit >>> 6] >>> bit & 1) != 0) {
                return at;
            }
        }
        return last + 1;
    }

    private static int bit(long symbols) {
        return (int) ((symbols * SPREAD) >>> (64 - BITS));
    }
}
