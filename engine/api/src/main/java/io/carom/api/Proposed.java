package io.carom.api;

import org.jspecify.annotations.Nullable;

/**
 * A proposal and who made it. Immutable; a rule's is made once, when the rule is compiled.
 *
 * @param phase the phase it was made in
 * @param by the rule's name, or the script's file name without its ending
 * @param pack the policy pack it belongs to; {@code stock} for the stock policy
 * @param rank orders proposals on one topic: the highest wins. See {@link #rank(boolean, boolean, int)}
 * @param text the sentence that an operator reads
 * @param place where it stands: {@code rules/eu.drl:12} or {@code scripts/yahoo.groovy:5}, or null
 * @param what what is proposed
 */
public record Proposed(
        Phase phase,
        String by,
        String pack,
        int rank,
        String text,
        @Nullable String place,
        Proposal what) {
    private static final int SCRIPT = 2_000_000;
    private static final int OPERATOR = 1_000_000;

    /** Whether a script says so. */
    public boolean byScript() {
        return rank >= SCRIPT - OPERATOR / 2;
    }

    /** A rank: scripts beat rules, an operator's pack beats the stock pack, then the salience (-10,000 to 10,000) counts. */
    public static int rank(boolean script, boolean operatorPack, int salience) {
        return (script ? SCRIPT : 0) + (operatorPack ? OPERATOR : 0) + salience;
    }
}
