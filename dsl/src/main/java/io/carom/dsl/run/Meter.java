package io.carom.dsl.run;

/**
 * How much work one run of a script may still do. One unit is about the work of one step of a pattern on one character. For one thread.
 */
abstract sealed class Meter permits Scene {
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

    /** Whether something was refused. */
    boolean spent() {
        return spent;
    }
}
