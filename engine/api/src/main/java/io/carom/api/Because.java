package io.carom.api;

import org.jspecify.annotations.Nullable;

/**
 * One step of a decision's explanation. Immutable.
 *
 * @param phase the phase it belongs to
 * @param rule the rule, the script, or {@code engine/...} for what the engine itself decides
 * @param text the sentence that an operator reads
 * @param place where the rule or script stands ({@code scripts/yahoo.groovy:5}), or null
 * @param outcome whether it is what the policy ended with
 */
public record Because(
        Phase phase, String rule, String text, @Nullable String place, Outcome outcome) {
    /** What became of what a rule or script asked for. */
    public enum Outcome {
        /** It stands. */
        WON("won"),
        /** A stronger rule of the same phase or a later one answered otherwise. */
        LOST("lost"),
        /** The engine's invariants forbid it. */
        REFUSED("refused");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** The word in JSON. */
        public String word() {
            return word;
        }
    }
}
