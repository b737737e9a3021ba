package io.carom.spi;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One undo: which decisions are reversed, by whom, and how far it is. Immutable.
 *
 * @param id its number; 0 before it is stored
 * @param act who began it, when and why
 * @param selection in words, which decisions were chosen
 * @param undoes the run that this one undoes, or null
 * @param policy the digest of the policy that was today's when it was prepared
 * @param batch how many decisions one commit reverses at most
 * @param perMinute how many decisions are reversed within a minute; 0 for as many as can be
 * @param state how far it is
 * @param next not before this instant goes the next batch
 * @param rows how many decisions were chosen
 * @param done how many are reversed
 * @param left how many were left as they are
 */
public record UndoRun(
        long id,
        Act act,
        String selection,
        @Nullable Long undoes,
        String policy,
        int batch,
        int perMinute,
        State state,
        Instant next,
        long rows,
        long done,
        long left) {

    /** How far a run is. */
    public enum State {
        /** Its rows are being written; one that stays here was cut off and does nothing. */
        PREPARING("preparing"),
        /** Its rows are reversed batch by batch. */
        APPLYING("applying"),
        /** Somebody stopped it; it can be resumed. */
        STOPPED("stopped"),
        /** No row of it waits. */
        DONE("done");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** The word in the store and on the command line. */
        public String word() {
            return word;
        }

        /** The state named {@code word}, or empty when there is none of that name. */
        public static Optional<State> of(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** How many decisions wait. */
    public long waiting() {
        return rows - done - left;
    }
}
