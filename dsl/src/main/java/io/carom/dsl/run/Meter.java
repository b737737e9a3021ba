package io.carom.dsl.run;

/**
 * How much work one run of a script may still do. One unit is about the work of one step of a pattern on one character; everything whose
 * cost grows with a text is counted in it. For one thread.
 */
abstract sealed class Meter permits Scene {
    /** What it costs to begin: making a matcher, a text, a proposal. */
    static final int CALL = 32;

    private static final int LETTERS_A_STEP = 8;
    private static final int COPIED_A_STEP = 16;

    private long left;
    private boolean spent;

    Meter(long units) {
        this.left = units;
    }

    /** Takes {@code units}; false when they are more than what is left. */
    boolean take(long units) {
        if (units > left) {
            spent = true;
            return false;
        }
        left -= units;
        return true;
    }

    /** Units for each character that {@code literal} is looked for in: a text of the same letter compares most of it at each place. */
    static int scan(String literal) {
        return 1 + literal.length() / LETTERS_A_STEP;
    }

    /** Takes what it costs to make a text of {@code length} characters; false when it is more than what is left. */
    boolean takeText(int length) {
        return take(CALL + length / COPIED_A_STEP);
    }

    /** What may still be taken. */
    long left() {
        return left;
    }

    /** Whether something was refused. */
    boolean spent() {
        return spent;
    }
}
