package io.carom.spi;

import io.carom.api.SubscriberStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * One decision within an undo. Immutable.
 *
 * @param run the run
 * @param seq the row of the log with the decision
 * @param at the decision's time
 * @param address whose status it changed
 * @param from the status before the decision: what it goes back to
 * @param to the status after it
 * @param today what today's policy would decide, in words; empty when that was not asked
 * @param state what became of it
 * @param why why it was left, in words; empty otherwise
 */
public record UndoRow(
        long run,
        long seq,
        Instant at,
        AddressKey address,
        SubscriberStatus from,
        SubscriberStatus to,
        String today,
        State state,
        String why) {

    /** What became of a row. */
    public enum State {
        WAITING("waiting"),
        DONE("done"),
        LEFT("left");

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

    /** This row, settled. */
    public UndoRow as(State newState, String newWhy) {
        return new UndoRow(run, seq, at, address, from, to, today, newState, newWhy);
    }
}
